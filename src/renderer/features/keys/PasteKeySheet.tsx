import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#shared/contract/keys'
import { useBound, useHubBlock } from '../../bound/bound'
import { useSecretHint } from '../../bound/use-secret-hint'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import formStyles from '../../ui/form/Form.module.css'
import { TextField } from '../../ui/form/TextField'
import { Sheet } from '../../ui/Sheet'
import { useKeys, type Place } from './keys.store'

type Props = {
  open: boolean
  place: Place
  applicationName: string
  onClose: () => void
  onAdded: (key: ApiKey) => void
  finalFocus: () => HTMLElement | boolean
}

/** A key that is made by hand in the hub's console, step by step, and tried before it is kept. */
export function PasteKeySheet({ open, place, applicationName, onClose, onAdded, finalFocus }: Props) {
  const { t } = useTranslation('keys')
  const { environment } = useBound()
  const hubBlock = useHubBlock()
  const hint = useSecretHint(t('paste.hint'))
  const paste = useKeys((state) => state.paste)
  const isAdding = useKeys((state) => state.inFlight === 'paste')
  const failure = useKeys((state) => state.failure)
  const [value, setValue] = useState('')
  const formId = useId()
  const fault = failure?.faults?.find(({ path }) => path === 'value')?.message

  const onPaste = async () => {
    const result = await paste(place, value.trim())
    if (!result.ok) return
    setValue('')
    onAdded(result.value)
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      finalFocus={finalFocus}
      title={t('sheet.title')}
      subtitle={t('sheet.subtitle', { application: applicationName, environment: environment.name })}
      dirty={value !== ''}
      footer={
        <>
          <Button onClick={onClose}>{t('paste.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={isAdding}
            blockedBecause={hubBlock ?? (value.trim() === '' ? t('paste.first') : null)}
          >
            {t(isAdding ? 'paste.checking' : 'paste.keep')}
          </Button>
        </>
      }
    >
      <p>{t('paste.why')}</p>
      <ol>
        <li>{t('paste.step1', { application: applicationName })}</li>
        <li>{t('paste.step2')}</li>
        <li>{t('paste.step3')}</li>
      </ol>
      <form
        id={formId}
        className={formStyles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void onPaste()
        }}
        noValidate
      >
        <TextField
          label={t('paste.label')}
          hint={hint}
          type="password"
          autoComplete="off"
          value={value}
          error={fault}
          onChange={({ target }) => setValue(target.value)}
        />
      </form>
      {failure && !fault && <FailurePanel failure={failure} />}
    </Sheet>
  )
}
