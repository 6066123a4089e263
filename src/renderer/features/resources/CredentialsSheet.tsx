import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { resources } from '#shared/contract/resources'
import { useSecretHint } from '../../bound/use-secret-hint'
import { failureWords } from '../../failures/failure-words'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import styles from '../../ui/form/Form.module.css'
import { TextField } from '../../ui/form/TextField'
import { useZodForm } from '../../ui/form/use-zod-form'
import { Sheet } from '../../ui/Sheet'
import { tell } from '../../ui/toasts'
import { useResources, type Place } from './resources.store'

type Props = { open: boolean; onClose: () => void; place: Place; applicationName: string; baseUri: string; username: string }

const CredentialsForm = z.object(resources.setCredentials.input.shape).pick({ username: true, password: true })

/** User and password of the source application; tried for real before they are stored. */
export function CredentialsSheet({ open, onClose, place, applicationName, baseUri, username }: Props) {
  const { t } = useTranslation('resources')
  const passwordHint = useSecretHint(t('credentials.passwordHint'))
  const { t: tf } = useTranslation('failures')
  const formId = useId()
  const save = useResources((state) => state.saveCredentials)
  const isSaving = useResources((state) => state.isSaving)
  const failure = useResources((state) => state.credentialsFailure)
  const form = useZodForm({
    schema: CredentialsForm,
    defaults: { username, password: '' },
    words: (field) => t(field === 'username' ? 'credentials.faults.username' : 'credentials.faults.password'),
  })
  const { errors, isDirty } = form.formState

  const onSubmit = form.handleSubmit(async (credentials) => {
    const count = await save(place, credentials)
    if (count === null) return
    tell({ title: t('credentials.saved', { count }) })
    onClose()
  })

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('credentials.title')}
      subtitle={applicationName}
      dirty={isDirty && open}
      footer={
        <>
          <Button onClick={onClose}>{t('credentials.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={isSaving}>
            {t(isSaving ? 'credentials.saving' : 'credentials.save')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('credentials.text', { baseUri })}</p>
      <form id={formId} className={styles.stack} onSubmit={onSubmit} noValidate>
        <TextField label={t('credentials.user')} error={errors.username?.message} {...form.register('username')} />
        <TextField
          label={t('credentials.password')}
          hint={passwordHint}
          error={errors.password?.message}
          type="password"
          autoComplete="new-password"
          {...form.register('password')}
        />
      </form>
      {failure && (
        <FailurePanel
          failure={failure}
          words={failure.code === 'remote' ? { ...failureWords(tf, failure), todo: t('credentials.verify') } : undefined}
        />
      )}
    </Sheet>
  )
}
