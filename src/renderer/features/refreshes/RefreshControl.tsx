import { RefreshCw } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBound } from '../../bound/bound'
import { useFormat, useNow } from '../../i18n/use-format'
import styles from './Refreshes.module.css'
import { useRefreshes } from './refreshes.store'

const RefreshDialog = lazy(() => import('./RefreshDialog').then((module) => ({ default: module.RefreshDialog })))

/** In the status bar: how often the environment is read by itself; what it says is also the way to change it. */
export function RefreshControl() {
  const { t } = useTranslation('refreshes')
  const { environment } = useBound()
  const refresh = useRefreshes((state) => state.byEnvironment[environment.id])
  const load = useRefreshes((state) => state.load)
  const format = useFormat()
  const now = useNow()
  const [open, setOpen] = useState(false)
  useEffect(() => void load(environment.id), [environment.id, load])
  if (!refresh) return null
  const { every, nextAt, pause } = refresh
  const words = t(`every.${every}.status`)

  return (
    <>
      <button
        type="button"
        className={styles.status}
        onClick={() => setOpen(true)}
        data-tip={nextAt === undefined ? undefined : t('next', { clock: format.clock(nextAt, now) })}
      >
        <RefreshCw aria-hidden="true" />
        <span className={styles.words}>{pause === undefined ? words : t(`pause.${pause}`, { status: words })}</span>
      </button>
      {open && (
        <Suspense>
          <RefreshDialog environment={environment} every={every} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
