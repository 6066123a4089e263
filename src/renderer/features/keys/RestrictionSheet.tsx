import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSendBlock } from '../../bound/bound'
import type { Failure } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { Sheet } from '../../ui/Sheet'
import { WarningPanel } from '../../ui/WarningPanel'
import { AddressEditor } from './AddressEditor'
import type { AddressSetsHere } from './address-sets-here'
import { AddressSetTools } from './AddressSetTools'
import styles from './Keys.module.css'
import { badCount, finished, type Entry, type RestrictionForm } from './restriction-form'

export type RestrictionWords = {
  title: string
  subtitle: string
  restricted: string
  unrestricted: string
  field: string
  confirm: string
  sureTitle: string
  sureText: string
  sureConfirm: string
}
type Props = {
  open: boolean
  onClose: () => void
  /** Where the focus goes when the sheet is gone. */
  finalFocus: () => HTMLElement | boolean
  words: RestrictionWords
  form: RestrictionForm
  addressSets: AddressSetsHere
  isSending: boolean
  failure: Failure | null
  /** Why there is nothing to send. */
  nothingToSend?: string | null
  /** Sends what was entered, after its confirmation; faults come back on the entries. */
  onSend: (entry: Entry, action: string) => Promise<void>
  /** Above the choices: what happened meanwhile. */
  above?: ReactNode
  /** Below the choices: what the change does. */
  below?: ReactNode
}

/** The sheet that sets a restriction, of a new key or of one that is there. Without restrictions is a step of its own. */
export function RestrictionSheet(props: Props) {
  const { open, onClose, finalFocus, words, form, addressSets, isSending, failure, nothingToSend = null, onSend, above, below } = props
  const { t } = useTranslation('keys')
  const sendBlock = useSendBlock()
  const [isAskingAgain, setAskingAgain] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { entry, change } = form
  const bad = badCount(entry)

  const send = async (sent: Entry, action: string) => {
    await onSend(sent, action)
    setAskingAgain(false)
  }
  const onConfirm = () => {
    const whole = finished(entry)
    change(whole)
    if (whole.mode === 'unrestricted') setAskingAgain(true)
    else if (badCount(whole) > 0) input.current?.focus()
    else void send(whole, words.confirm)
  }

  const footer = isAskingAgain ? (
    <>
      <Button onClick={() => setAskingAgain(false)}>{t('sheet.sureBack')}</Button>
      <Button variant="danger" busy={isSending} blockedBecause={sendBlock} onClick={() => void send(entry, words.sureConfirm)}>
        {words.sureConfirm}
      </Button>
    </>
  ) : (
    <>
      <span role="status" className={styles.toCorrect}>
        {bad > 0 && t('sheet.toCorrect', { count: bad })}
      </span>
      <Button onClick={onClose}>{t('sheet.cancel')}</Button>
      <Button variant="primary" busy={isSending} blockedBecause={sendBlock ?? nothingToSend} onClick={onConfirm}>
        {words.confirm}
      </Button>
    </>
  )

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={words.title}
      subtitle={words.subtitle}
      dirty={form.isDirty || entry.typed !== ''}
      finalFocus={finalFocus}
      initialFocus={input}
      footer={footer}
    >
      {above}
      {isAskingAgain ? (
        <WarningPanel what={words.sureTitle}>
          <p>{words.sureText}</p>
        </WarningPanel>
      ) : (
        <RadioChoices
          legend={t('sheet.legend')}
          hideLegend
          value={entry.mode}
          onChange={(mode) => change({ mode })}
          choices={[
            {
              value: 'restricted',
              label: words.restricted,
              explanation: t('sheet.restrictedMeans'),
              details: (
                <div className={styles.stack}>
                  <AddressSetTools entry={entry} onChange={change} addressSets={addressSets} />
                  <AddressEditor
                    label={words.field}
                    draft={entry.draft}
                    typed={entry.typed}
                    inputRef={input}
                    onChange={(draft, typed) => change({ draft, typed })}
                  />
                </div>
              ),
            },
            { value: 'unrestricted', label: words.unrestricted, explanation: t('sheet.unrestrictedMeans') },
          ]}
        />
      )}
      {below}
      {failure && <FailurePanel failure={failure} />}
    </Sheet>
  )
}
