import { useLocation } from 'wouter'
import { BoundProvider } from '../bound/bound'
import { ConfirmWriteProvider } from '../bound/ConfirmWrite'
import { LazyFailurePanel } from '../failures/LazyFailurePanel'
import { useEnvironments } from '../features/environments/environments.store'
import { usePreferences } from '../features/preferences/preferences.store'
import { Content } from './Content'
import styles from './Frame.module.css'
import { FirstRun } from './FirstRun'
import { offlineOf } from './offline'
import { paths } from './routes'
import { useShell } from './shell.store'
import { Sidebar } from './Sidebar'
import { StatusBar } from './StatusBar'
import { Strip } from './Strip'
import { useChoose } from './use-choose'
import { usePaintMarks } from './use-paint-marks'
import { useLanguage } from './use-language'
import { useTheme } from './use-theme'

/** The window: strip, sidebar, content and status bar; or the first-run page while there is nothing to show yet. */
export function Frame() {
  useTheme()
  useLanguage()
  const [location] = useLocation()
  const facts = useShell((state) => state.facts)
  const shellFailure = useShell((state) => state.failure)
  const analytics = usePreferences((state) => state.value?.analytics)
  const order = useEnvironments((state) => state.order)
  const bound = useEnvironments((state) => (state.boundId === null ? null : (state.byId[state.boundId] ?? null)))
  const onPainted = usePaintMarks()

  const choose = useChoose()

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
  return (
    <BoundProvider environment={bound} offline={offlineOf(bound, facts)}>
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
