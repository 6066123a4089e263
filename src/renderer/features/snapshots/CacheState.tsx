import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { FailurePanel } from '../../failures/FailurePanel'
import { formatBytes } from '../../i18n/format-bytes'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import styles from './Snapshots.module.css'
import { useSnapshots } from './snapshots.store'

/** How much room the cache takes, and what lets go of the old at once. */
export function CacheState() {
  const { t } = useTranslation('past')
  const format = useFormat()
  const cache = useSnapshots((state) => state.cache)
  const dropped = useSnapshots((state) => state.dropped)
  const failure = useSnapshots((state) => state.failure)
  const isTidying = useSnapshots((state) => state.isTidying)
  const loadCache = useSnapshots((state) => state.loadCache)
  const tidyUp = useSnapshots((state) => state.tidyUp)
  useEffect(() => void loadCache(), [loadCache])
  const value = cache.value
  return (
    <div className={styles.cache}>
      {failure && <FailurePanel failure={failure} />}
      {value && (
        <p>
          {t('cache.title', {
            size: formatBytes(format.locale, value.bytes),
            snapshots: t('cache.snapshots', { count: value.snapshots, shown: format.number(value.snapshots) }),
          })}
        </p>
      )}
      <div className={styles.tidy}>
        <Button busy={isTidying} onClick={() => void tidyUp()}>
          {t('cache.tidyUp')}
        </Button>
        <span role="status" className="muted small">
          {dropped !== null && (dropped === 0 ? t('cache.nothing') : t('cache.tidied', { count: dropped, shown: format.number(dropped) }))}
        </span>
      </div>
    </div>
  )
}
