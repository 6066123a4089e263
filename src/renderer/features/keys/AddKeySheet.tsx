import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBound, useWriteBlock } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import type { ApiKey } from '#shared/contract/keys'
import type { Restriction } from '#shared/wire/administration-plane'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { Sheet } from '../../ui/Sheet'
import { WarningPanel } from '../../ui/WarningPanel'
import { addressesOf, addText, emptyDraft, isBad, withRefusals, type Draft } from './address-draft'
import { AddressEditor } from './AddressEditor'
import styles from './Keys.module.css'
import { useKeys, type Place } from './keys.store'

type Mode = Restriction['mode']
type Props = {
  open: boolean
  place: Place
  applicationName: string
  onClose: () => void
  onAdded: (key: ApiKey) => void
  /** Where the focus goes when the sheet is gone. */
  finalFocus: () => HTMLElement | boolean
}

/** Add API Key. Restricted unless chosen otherwise; without restrictions asks once more; nothing typed is lost on a failure. */
export function AddKeySheet({ open, place, applicationName, onClose, onAdded, finalFocus }: Props) {
  const { t } = useTranslation('keys')
  const { environment } = useBound()
  const writeBlock = useWriteBlock()
  const confirmWrite = useConfirmWrite()
  const add = useKeys((state) => state.add)
  const isAdding = useKeys((state) => state.isAdding)
  const failure = useKeys((state) => state.addFailure)
  const [mode, setMode] = useState<Mode>('restricted')
  const [draft, setDraft] = useState(emptyDraft)
  const [typed, setTyped] = useState('')
  const [isAskingAgain, setAskingAgain] = useState(false)
  // One for the life of the sheet: sent again after a lost answer, it cannot make a second key.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const input = useRef<HTMLInputElement>(null)
  const type = environment.type.toUpperCase()
  const badCount = mode === 'restricted' ? draft.chips.filter(isBad).length : 0

  /** `sent` is the list as it was sent: faults of the hub count in it. */
  const send = async (restriction: Restriction, action: string, sent: Draft) => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const result = await add({ ...place, restriction, idempotencyKey, ...confirmed })
    if (result.ok) {
      onAdded(result.value)
      return
    }
    setAskingAgain(false)
    setDraft(withRefusals(sent, result.error.faults ?? []))
  }
  const onConfirm = () => {
    if (mode === 'unrestricted') {
      setAskingAgain(true)
      return
    }
    // What still stands in the field counts too, also when the field never lost the focus.
    const whole = addText(draft, typed)
    setDraft(whole)
    setTyped('')
    if (whole.chips.some(isBad)) input.current?.focus()
    else void send({ mode: 'restricted', addresses: addressesOf(whole) }, t('sheet.confirm', { type }), whole)
  }

  const footer = isAskingAgain ? (
    <>
      <Button onClick={() => setAskingAgain(false)}>{t('sheet.sureBack')}</Button>
      <Button
        variant="danger"
        busy={isAdding}
        blockedBecause={writeBlock}
        onClick={() => send({ mode: 'unrestricted' }, t('sheet.sureConfirm', { type }), draft)}
      >
        {t('sheet.sureConfirm', { type })}
      </Button>
    </>
  ) : (
    <>
      <span role="status" className={styles.toCorrect}>
        {badCount > 0 && t('sheet.toCorrect', { count: badCount })}
      </span>
      <Button onClick={onClose}>{t('sheet.cancel')}</Button>
      <Button variant="primary" busy={isAdding} blockedBecause={writeBlock} onClick={onConfirm}>
        {t('sheet.confirm', { type })}
      </Button>
    </>
  )

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('sheet.title')}
      subtitle={t('sheet.subtitle', { application: applicationName, environment: environment.name })}
      dirty={draft.chips.length > 0 || typed !== '' || mode !== 'restricted'}
      finalFocus={finalFocus}
      initialFocus={input}
      footer={footer}
    >
      {isAskingAgain ? (
        <WarningPanel what={t('sheet.sureTitle')}>
          <p>{t('sheet.sureText')}</p>
        </WarningPanel>
      ) : (
        <RadioChoices
          legend={t('sheet.legend')}
          hideLegend
          value={mode}
          onChange={setMode}
          choices={[
            {
              value: 'restricted',
              label: t('sheet.restricted'),
              explanation: t('sheet.restrictedMeans'),
              details: (
                <AddressEditor
                  draft={draft}
                  typed={typed}
                  inputRef={input}
                  onChange={(next, rest) => {
                    setDraft(next)
                    setTyped(rest)
                  }}
                />
              ),
            },
            { value: 'unrestricted', label: t('sheet.unrestricted'), explanation: t('sheet.unrestrictedMeans') },
          ]}
        />
      )}
      {failure && <FailurePanel failure={failure} />}
    </Sheet>
  )
}
