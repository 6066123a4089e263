import { useTranslation } from 'react-i18next'
import { useBound } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Progress } from '../../ui/Progress'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'
import { useSyncWords } from './use-sync-words'

/** An environment that was never read: reading it, why it could not be read, or the button that reads it. */
export function FirstSync() {
  const { t } = useTranslation('environments')
  const { t: tp } = useTranslation('environmentPages')
  const { environment } = useBound()
  const { id, name } = environment
  const run = useEnvironments((state) => state.syncs[id])
  const failure = useEnvironments((state) => state.outcomes[id]?.failure)
  const sync = useEnvironments((state) => state.sync)
  const cancelSync = useEnvironments((state) => state.cancelSync)
  const words = useSyncWords()

  if (run) {
    const { progress } = run
    return (
      <div className={styles.first}>
        <h1 className={styles.firstTitle}>{tp('first.title', { name })}</h1>
        <p className="muted">{tp('first.text')}</p>
        <div className={styles.firstBar}>
          <Progress
            label={t('sync.label', { name })}
            value={progress && progress.total > 1 ? progress.done : null}
            max={progress?.total ?? 1}
          />
        </div>
        <p role="status">{run.stopping ? t('sync.stopping') : words(progress)}</p>
        <Button busy={run.stopping} onClick={() => cancelSync(id)}>
          {t('sync.cancel')}
        </Button>
      </div>
    )
  }
  if (failure)
    return (
      <div className={styles.first}>
        <h1 className={styles.firstTitle}>{tp('first.neverTitle', { name })}</h1>
        <FailurePanel failure={failure} onRetry={() => void sync(id)} />
      </div>
    )
  return (
    <EmptyState title={tp('first.neverTitle', { name })} text={tp('first.neverText')}>
      <Button variant="primary" onClick={() => sync(id)}>
        {tp('first.readNow')}
      </Button>
    </EmptyState>
  )
}
