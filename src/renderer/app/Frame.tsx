import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { EnvironmentId } from '#shared/contract/op'
import { BoundProvider } from '../bound/bound'
import { ConfirmWriteProvider } from '../bound/ConfirmWrite'
import { LazyFailurePanel } from '../failures/LazyFailurePanel'
import { useEnvironments } from '../features/environments/environments.store'
import { usePreferences } from '../features/preferences/preferences.store'
import { Content } from './Content'
import styles from './Frame.module.css'
import { FirstRun } from './FirstRun'
import { paths } from './routes'
import { useShell } from './shell.store'
import { Sidebar } from './Sidebar'
import { StatusBar } from './StatusBar'
import { Strip } from './Strip'
import { useEnvironmentKeys } from './use-environment-keys'
import { usePaintMarks } from './use-paint-marks'
import { useLanguage } from './use-language'
import { useTheme } from './use-theme'

/** The window: strip, sidebar, content and status bar; or the first-run page while there is nothing to show yet. */
export function Frame() {
  useTheme()
  useLanguage()
  const [location, navigate] = useLocation()
  const facts = useShell((state) => state.facts)
  const shellFailure = useShell((state) => state.failure)
  const analytics = usePreferences((state) => state.value?.analytics)
  const order = useEnvironments((state) => state.order)
  const bound = useEnvironments((state) => (state.boundId === null ? null : (state.byId[state.boundId] ?? null)))
  const open = useEnvironments((state) => state.open)
  const onPainted = usePaintMarks()

  const choose = useCallback(
    (id: EnvironmentId) => {
      if (bound?.id !== id) void open(id)
      navigate(paths.applications)
    },
    [bound?.id, open, navigate],
  )
  useEnvironmentKeys(order, choose)

  // Out of the first-run page by its own buttons, not because an environment appeared under it.
  const isConnecting = location === paths.connect
  if (!facts)
    return shellFailure ? (
      <div className={styles.broken}>
        <LazyFailurePanel failure={shellFailure} onRetry={() => window.location.reload()} />
      </div>
    ) : null
  if ((analytics === 'unasked' || order.length === 0) && !isConnecting) return <FirstRun onPainted={onPainted} />

  const content = <Content onPainted={onPainted} onChoose={choose} />
  if (!bound)
    return (
      <div className={styles.frame}>
        <div className={styles.body}>
          {order.length > 0 && <Sidebar onChoose={choose} />}
          {content}
        </div>
        <StatusBar bound={null} />
      </div>
    )
  const sandboxStopped = bound.kind === 'sandbox' && facts.sandbox === 'stopped'
  const offline = sandboxStopped ? 'sandbox-stopped' : facts.hub === 'unreachable' ? 'hub-unreachable' : null
  return (
    <BoundProvider environment={bound} offline={offline}>
      <ConfirmWriteProvider>
        <div className={styles.frame}>
          <Strip />
          <div className={styles.body}>
            <Sidebar onChoose={choose} />
            {content}
          </div>
          <StatusBar bound={bound} />
        </div>
      </ConfirmWriteProvider>
    </BoundProvider>
  )
}
