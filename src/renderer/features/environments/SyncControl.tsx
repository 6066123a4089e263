import { RefreshCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBound } from '../../bound/bound'
import { useFormat, useNow } from '../../i18n/use-format'
import { AsOf } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'
import { useSyncWords } from './use-sync-words'

/** In the strip: how old what is shown is, and reading it anew, with how far that is and a way to stop it. */
export function SyncControl() {
  const { t } = useTranslation('environments')
  const { environment, offline } = useBound()
  const run = useEnvironments((state) => state.syncs[environment.id])
  const sync = useEnvironments((state) => state.sync)
  const cancelSync = useEnvironments((state) => state.cancelSync)
  const format = useFormat()
  const now = useNow()
  const words = useSyncWords()
  const { readAt } = environment

  if (run) {
    const { progress, stopping } = run
    return (
      <div className={styles.syncing}>
        <span role="status">{stopping ? t('sync.stopping') : words(progress)}</span>
        <div className={styles.syncBar}>
          <Progress
            label={t('sync.label', { name: environment.name })}
            value={progress && progress.total > 1 ? progress.done : null}
            max={progress?.total ?? 1}
          />
        </div>
        <Button variant="strip" icon={<X aria-hidden="true" />} busy={stopping} onClick={() => cancelSync(environment.id)}>
          {t('sync.cancel')}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.syncing}>
      {offline === null && <AsOf at={readAt} />}
      {offline !== null && readAt === undefined && <span>{t('sync.offline')}</span>}
      {offline !== null && readAt !== undefined && (
        <time dateTime={readAt} data-tip={format.exact(readAt)}>
          {t('sync.offlineAsOf', { clock: format.clock(readAt, now), ago: format.ago(readAt, now) })}
        </time>
      )}
      <Button variant="strip" icon={<RefreshCw aria-hidden="true" />} onClick={() => sync(environment.id)}>
        {t('sync.refresh')}
      </Button>
    </div>
  )
}
