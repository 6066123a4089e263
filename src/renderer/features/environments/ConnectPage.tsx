import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { useSecretHint } from '../../bound/use-secret-hint'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { SelectField } from '../../ui/form/SelectField'
import { TextArea } from '../../ui/form/TextArea'
import { TextField } from '../../ui/form/TextField'
import { showFaults, useZodForm } from '../../ui/form/use-zod-form'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { ConnectionForm, hubUrlOf, keysIn, REGIONS, type ConnectionInput } from './connection-form'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'

type Tenant = { id: string; name: string; label: string; region: string }
type Progress = { state: 'idle' | 'testing' | 'connecting' } | { state: 'answered'; tenant: Tenant } | { state: 'failed'; failure: Failure }

const FIELDS = ['name', 'type', 'region', 'ownUrl', 'way', 'administrationToken', 'apiKeys'] as const
const defaults: ConnectionInput = {
  name: '',
  type: 'production',
  region: 'us',
  ownUrl: '',
  way: 'administration',
  administrationToken: '',
  apiKeys: '',
}

/** A hub by its URL and administration token; the test says who answered, or which part failed. */
export function ConnectPage({ onConnected, onCancel }: { onConnected: () => void; onCancel: () => void }) {
  const { t } = useTranslation('connect')
  const { t: te } = useTranslation('environments')
  const tokenHint = useSecretHint(t('tokenHint'))
  const keysHint = useSecretHint(t('apiKeysHint'))
  const test = useEnvironments((state) => state.test)
  const connect = useEnvironments((state) => state.connect)
  const connectByKeys = useEnvironments((state) => state.connectByKeys)
  const [progress, setProgress] = useState<Progress>({ state: 'idle' })
  const form = useZodForm({
    schema: ConnectionForm,
    defaults,
    words: (field) => t(`faults.${FIELDS.find((name) => name === field) ?? 'other'}`),
  })
  const { errors } = form.formState
  const region = form.watch('region')
  const way = form.watch('way')

  const fail = (failure: Failure) => {
    setProgress({ state: 'failed', failure })
    showFaults(
      form,
      FIELDS,
      (failure.faults ?? []).map((fault) => ({ ...fault, path: fault.path.replace(/^hubUrl/, 'ownUrl').replace(/^apiKeys.*/, 'apiKeys') })),
    )
  }
  const onTest = async () => {
    // What a test needs; the name may still be missing.
    if (!(await form.trigger(['ownUrl', 'administrationToken'], { shouldFocus: true }))) return
    const values = form.getValues()
    setProgress({ state: 'testing' })
    const result = await test({ hubUrl: hubUrlOf(values), administrationToken: values.administrationToken.trim() })
    if (result.ok) setProgress({ state: 'answered', tenant: result.value.tenant })
    else fail(result.error)
  }
  const onSubmit = form.handleSubmit(async ({ name, type, way: chosen, administrationToken, apiKeys, ...hub }) => {
    setProgress({ state: 'connecting' })
    const profile = { name, type, hubUrl: hubUrlOf(hub) }
    const result = await (chosen === 'administration'
      ? connect({ ...profile, administrationToken })
      : connectByKeys({ ...profile, apiKeys: keysIn(apiKeys) }))
    if (result.ok) onConnected()
    else fail(result.error)
  })
  const busy = progress.state === 'testing' || progress.state === 'connecting'

  return (
    <Page head={<PageHeader title={t('title')} facts={t('facts')} />}>
      <form
        className={styles.connect}
        onSubmit={onSubmit}
        // What was said of other values is not true of these.
        onChange={() => {
          if (!busy) setProgress({ state: 'idle' })
        }}
        noValidate
      >
        <TextField label={t('name')} hint={t('nameHint')} error={errors.name?.message} {...form.register('name')} />
        <Controller
          control={form.control}
          name="type"
          render={({ field }) => (
            <RadioChoices
              legend={t('type')}
              value={field.value}
              onChange={field.onChange}
              choices={(['production', 'test', 'development'] as const).map((value) => ({
                value,
                label: te(`type.${value}`),
                explanation: t(`typeMeans.${value}`),
              }))}
            />
          )}
        />
        <Controller
          control={form.control}
          name="region"
          render={({ field }) => (
            <SelectField
              label={t('region')}
              value={field.value}
              onChange={field.onChange}
              ref={field.ref}
              items={[...REGIONS, 'own' as const].map((value) => ({ value, label: t(`regions.${value}`) }))}
            />
          )}
        />
        {region === 'own' && (
          <TextField
            label={t('hubUrl')}
            hint={t('hubUrlHint')}
            error={errors.ownUrl?.message}
            inputMode="url"
            {...form.register('ownUrl')}
          />
        )}
        <Controller
          control={form.control}
          name="way"
          render={({ field }) => (
            <RadioChoices
              legend={t('way')}
              value={field.value}
              onChange={field.onChange}
              choices={(['administration', 'application-keys'] as const).map((value) => ({
                value,
                label: t(`ways.${value}`),
                explanation: t(`waysMean.${value}`),
              }))}
            />
          )}
        />
        {way === 'application-keys' ? (
          <TextArea
            label={t('apiKeys')}
            hint={keysHint}
            error={errors.apiKeys?.message}
            rows={4}
            isMasked
            autoComplete="off"
            spellCheck={false}
            {...form.register('apiKeys')}
          />
        ) : (
          <TextField
            label={t('token')}
            hint={tokenHint}
            error={errors.administrationToken?.message}
            type="password"
            autoComplete="new-password"
            {...form.register('administrationToken')}
          />
        )}
        <div role="status" className={styles.answer}>
          {progress.state === 'answered' && (
            <div className={styles.answered}>
              <CircleCheck aria-hidden="true" />
              <div>
                <p>{t('answered')}</p>
                <p>{t('answeredTenant', progress.tenant)}</p>
              </div>
            </div>
          )}
        </div>
        {progress.state === 'failed' && <FailurePanel failure={progress.failure} />}
        <div className={styles.connectActions}>
          <Button type="submit" variant="primary" busy={busy}>
            {t(progress.state === 'connecting' ? 'connecting' : 'submit')}
          </Button>
          {way === 'administration' && (
            <Button onClick={onTest} busy={busy}>
              {t(progress.state === 'testing' ? 'testing' : 'test')}
            </Button>
          )}
          <Button variant="quiet" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
