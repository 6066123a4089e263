import { useTranslation } from 'react-i18next'
import type { ApplicationDraft, SourceTest } from '#shared/contract/applications'
import { useSecretHint } from '../../bound/use-secret-hint'
import { useFormat } from '../../i18n/use-format'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { TextField } from '../../ui/form/TextField'
import type { Faults } from './create-draft'

type Props = {
  draft: ApplicationDraft
  password: string
  faults: Faults
  /** What main said of the base URI. */
  refusedUri: string | undefined
  /** What the last test of exactly these values found. */
  tested: SourceTest | null
  onChange: (patch: Partial<ApplicationDraft>) => void
  onPassword: (password: string) => void
}

/** Where the source application is and how the hub signs in to it; tried with a real call before the wizard goes on. */
export function SourceStep({ draft, password, faults, refusedUri, tested, onChange, onPassword }: Props) {
  const { t } = useTranslation('createApp')
  const passwordHint = useSecretHint(t('source.passwordHint'))
  const { hasSource, baseUri, authentication, username } = draft
  return (
    <>
      <RadioChoices
        legend={t('source.legend')}
        value={hasSource ? 'yes' : 'no'}
        onChange={(next) =>
          onChange({
            hasSource: next === 'yes',
            ...(next === 'no' ? { ownedResources: [], resourcesFrom: 'none' } : { resourcesFrom: 'source' }),
          })
        }
        choices={[
          { value: 'yes', label: t('source.yes'), explanation: t('source.yesMeans') },
          { value: 'no', label: t('source.no'), explanation: t('source.noMeans') },
        ]}
      />
      {hasSource && (
        <>
          <TextField
            label={t('source.baseUri')}
            hint={t('source.baseUriHint')}
            value={baseUri}
            maxLength={2000}
            error={refusedUri ?? (faults.baseUri && t(`fault.${faults.baseUri}`))}
            onChange={({ target }) => onChange({ baseUri: target.value })}
          />
          <RadioChoices
            legend={t('source.authentication')}
            value={authentication}
            onChange={(next) => onChange({ authentication: next })}
            choices={[
              { value: 'basic', label: t('source.basic') },
              { value: 'none', label: t('source.none') },
            ]}
          />
          {authentication === 'basic' && (
            <>
              <TextField
                label={t('source.user')}
                value={username}
                maxLength={200}
                error={faults.username && t(`fault.${faults.username}`)}
                onChange={({ target }) => onChange({ username: target.value })}
              />
              <TextField
                type="password"
                autoComplete="new-password"
                label={t('source.password')}
                hint={passwordHint}
                value={password}
                maxLength={2000}
                error={faults.password && t(`fault.${faults.password}`)}
                onChange={({ target }) => onPassword(target.value)}
              />
            </>
          )}
          {tested && <TestedWords tested={tested} />}
        </>
      )}
    </>
  )
}

/** What answered, and what it offers. */
export function TestedWords({ tested: { about, resources } }: { tested: SourceTest }) {
  const { t } = useTranslation('createApp')
  const format = useFormat()
  return (
    <p role="status">
      {t('source.tested', {
        about: about.map(({ name, version }) => `${name} ${version}`).join(', ') || t('source.unnamed'),
        count: resources.length,
        shown: format.number(resources.length),
      })}
    </p>
  )
}
