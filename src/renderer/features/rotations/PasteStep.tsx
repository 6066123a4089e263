import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { useHubBlock } from '../../bound/bound'
import { useSecretHint } from '../../bound/use-secret-hint'
import { Button } from '../../ui/Button'
import formStyles from '../../ui/form/Form.module.css'
import { TextField } from '../../ui/form/TextField'
import styles from './Rotations.module.css'
import { useRotations } from './rotations.store'

/** The new key is made by a person in the hub's console, with the restriction of the old one, and pasted here. */
export function PasteStep({ rotation }: { rotation: Rotation }) {
  const { t } = useTranslation('rotations')
  const hubBlock = useHubBlock()
  const hint = useSecretHint(t('paste.hint'))
  const take = useRotations((state) => state.take)
  const inFlight = useRotations((state) => state.inFlight)
  const failure = useRotations((state) => state.failure)
  const [value, setValue] = useState('')
  const formId = useId()
  const fault = failure?.faults?.find(({ path }) => path === 'value')?.message

  const onPaste = async () => {
    const result = await take('pasteNew', rotation, { value: value.trim() })
    if (result.ok) setValue('')
  }
  return (
    <>
      <h2>{t('paste.title')}</h2>
      <p>{t('paste.text')}</p>
      <ol>
        <li>{t('paste.step1', { application: rotation.applicationName })}</li>
        <li>{t('paste.step2', { hint: rotation.oldKey.hint })}</li>
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
      <div className={styles.buttons}>
        <Button
          variant="primary"
          type="submit"
          form={formId}
          busy={inFlight === 'pasteNew'}
          blockedBecause={hubBlock ?? (value.trim() === '' ? t('paste.first') : null)}
        >
          {t('paste.confirm')}
        </Button>
      </div>
    </>
  )
}
