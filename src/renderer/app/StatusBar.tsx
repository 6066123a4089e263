import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments'
import { useEnvironments } from '../features/environments/environments.store'
import { useFormat } from '../i18n/use-format'
import { classNames } from '../ui/class-names'
import { tell } from '../ui/toasts'
import { LazyRefreshStatus } from './lazy-pages'
import { useShell } from './shell.store'
import styles from './StatusBar.module.css'
import { useFailureToast } from './use-failure-toast'

/** The truth in a line: the hub, the keychain, what is cached, and the sandbox hub with its switch. */
export function StatusBar({ bound }: { bound: Environment | null }) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const facts = useShell((state) => state.facts)
  useFailureToast()
  if (!facts) return null
  const isSandbox = bound?.kind === 'sandbox'
  const isStopped = isSandbox && facts.sandbox === 'stopped'
  const counts = bound?.counts
  const tone = isStopped || facts.hub === 'unreachable' ? styles.off : facts.hub === 'connected' ? styles.on : styles.unknown

  return (
    <footer className={styles.bar} aria-label={t('status')}>
      {bound && (
        <span role="status" className={styles.item}>
          <span className={classNames(styles.dot, tone)} aria-hidden="true" />
          {isSandbox && facts.sandbox !== 'running' ? t(`sandbox.${facts.sandbox}`) : t(`hub.${facts.hub}`)}
        </span>
      )}
      <span className={classNames(styles.item, facts.keychain === 'unavailable' && styles.bad)}>{t(`keychain.${facts.keychain}`)}</span>
      {counts && (
        <span className={classNames(styles.item, styles.cache)}>
          {t('cache', {
            applications: t('applications', { count: counts.applications, shown: format.number(counts.applications) }),
            settings: t('settings', { count: counts.settings, shown: format.number(counts.settings) }),
          })}
        </span>
      )}
      {bound && (
        <Suspense>
          <LazyRefreshStatus />
        </Suspense>
      )}
      {isSandbox && <SandboxSwitch environment={bound} running={facts.sandbox === 'running'} />}
    </footer>
  )
}

function SandboxSwitch({ environment, running }: { environment: Environment; running: boolean }) {
  const { t } = useTranslation('shell')
  const switchSandbox = useEnvironments((state) => state.switchSandbox)
  const onClick = async () => {
    if (await switchSandbox(environment.id, !running)) tell({ title: t(running ? 'sandbox.stopped' : 'sandbox.running') })
  }
  return (
    <span className={classNames(styles.item, styles.sandbox)}>
      {running && <span className={styles.running}>{t('sandbox.running')}</span>}
      <button type="button" className={styles.action} onClick={onClick}>
        {t(running ? 'stopSandbox' : 'startSandbox')}
      </button>
    </span>
  )
}
