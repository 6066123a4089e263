import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDetail, SourceAuthentication, SourceTest } from '#shared/contract/applications'
import { useBound, useHubBlock, useAdministrationBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { useSecretHint } from '../../bound/use-secret-hint'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Facts } from '../../ui/Facts'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { TextField } from '../../ui/form/TextField'
import { tell } from '../../ui/toasts'
import { useApplicationChanges } from './application-changes.store'
import styles from './Applications.module.css'
import { TestedWords } from './SourceStep'

/** How the hub signs in to the source application. Passwords go in and are never shown again. */
export function CredentialsTab({ detail: { application, row } }: { detail: ApplicationDetail }) {
  const { t } = useTranslation('applicationTabs')
  const passwordHint = useSecretHint(t('credentials.passwordHint'))
  const { environment } = useBound()
  const typeName = useTypeName()
  const writeBlock = useAdministrationBlock()
  const hubBlock = useHubBlock()
  const confirmWrite = useConfirmWrite()
  const { testSource, setCredentials, inFlight, failure, clearFailure } = useApplicationChanges((state) => state)
  const { authentication, baseUri } = application
  const [type, setType] = useState(authentication.type)
  const [username, setUsername] = useState(authentication.username ?? '')
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [tested, setTested] = useState<SourceTest | null>(null)
  const action = t('credentials.save', { type: typeName })
  if (baseUri === undefined) return <p className="muted">{t('credentials.noSource')}</p>

  const onTest = async () => {
    setTested(null)
    const result = await testSource(environment.id, { baseUri, applicationId: application.id })
    if (result.ok) setTested(result.value)
  }
  const onSave = async () => {
    if (type === 'basic' && (username.trim() === '' || password === '')) {
      setMissing(true)
      return
    }
    const typed: SourceAuthentication = type === 'basic' ? { type, username: username.trim(), password } : { type }
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const { etag } = application
    const result = await setCredentials(environment.id, {
      applicationId: application.id,
      authentication: typed,
      ...(etag === undefined ? {} : { etag }),
      ...confirmed,
    })
    if (!result.ok) return
    setPassword('')
    tell({ title: t('credentials.saved') })
  }
  const typing = (run: () => void) => {
    clearFailure()
    setMissing(false)
    run()
  }

  return (
    <div className={styles.tab}>
      <Facts
        title={t('credentials.now')}
        facts={[
          { name: t('credentials.baseUri'), value: baseUri, mono: true },
          {
            name: t('credentials.atHub'),
            value:
              authentication.type === 'none'
                ? t('credentials.none')
                : t(authentication.passwordSet ? 'credentials.passwordSet' : 'credentials.passwordMissing', {
                    username: authentication.username ?? '',
                  }),
          },
          {
            name: t('credentials.here'),
            value: t(
              authentication.type === 'none' ? 'credentials.notNeeded' : row.missingCredentials ? 'credentials.absent' : 'credentials.kept',
            ),
          },
        ]}
      />
      <div className={styles.buttons}>
        <Button busy={inFlight === 'testSource'} blockedBecause={hubBlock} onClick={() => void onTest()}>
          {t('credentials.test')}
        </Button>
      </div>
      {tested && <TestedWords tested={tested} />}
      <RadioChoices
        legend={t('credentials.change')}
        value={type}
        onChange={(next) => typing(() => setType(next))}
        choices={[
          {
            value: 'basic',
            label: t('credentials.basic'),
            details: (
              <div className={styles.tab}>
                <TextField
                  label={t('credentials.user')}
                  value={username}
                  maxLength={200}
                  error={isMissing && username.trim() === '' ? t('credentials.enterUser') : undefined}
                  onChange={({ target }) => typing(() => setUsername(target.value))}
                />
                <TextField
                  type="password"
                  autoComplete="new-password"
                  label={t('credentials.password')}
                  hint={passwordHint}
                  value={password}
                  maxLength={2000}
                  error={isMissing && password === '' ? t('credentials.enterPassword') : undefined}
                  onChange={({ target }) => typing(() => setPassword(target.value))}
                />
              </div>
            ),
          },
          { value: 'none', label: t('credentials.none'), explanation: t('credentials.noneMeans') },
        ]}
      />
      {failure && <FailurePanel failure={failure} />}
      <div className={styles.buttons}>
        <Button variant="primary" busy={inFlight === 'setCredentials'} blockedBecause={writeBlock} onClick={() => void onSave()}>
          {action}
        </Button>
      </div>
    </div>
  )
}
