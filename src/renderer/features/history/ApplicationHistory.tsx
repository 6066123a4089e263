import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FactChanges } from '../../facts/FactChanges'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { Skeleton } from '../../ui/Skeleton'
import styles from './History.module.css'
import { placeKey, useHistory, type Place } from './history.store'

const FIRST = 10

/** What later readings found otherwise in an application and in what belongs to it, the newest first. */
export function ApplicationHistory({ place }: { place: Place }) {
  const { t } = useTranslation('past')
  const format = useFormat()
  const now = useNow()
  const known = useHistory((state) => state.changes[placeKey(place)])
  const load = useHistory((state) => state.loadChanges)
  const [showsAll, setShowsAll] = useState(false)
  const loadHere = useCallback(() => void load(place), [load, place])
  useEffect(loadHere, [loadHere])

  const value = known?.value
  const changes = value?.changes ?? []
  const shown = showsAll ? changes : changes.slice(0, FIRST)
  return (
    <section className={styles.application}>
      <h2>{t('changes')}</h2>
      {known?.failure && <FailurePanel failure={known.failure} onRetry={loadHere} />}
      {!value && known?.state !== 'failed' && <Skeleton label={t('historyLoading')} rows={3} />}
      {value && changes.length === 0 && (
        <p className="muted">{value.since === null ? t('noChangesYet') : t('noChanges', { at: format.clock(value.since, now) })}</p>
      )}
      {shown.length > 0 && (
        <>
          <p className="muted small">{t('changesText')}</p>
          <ol className={styles.changes}>
            {shown.map(({ at, area, id, title, before, after }) => (
              <li key={`${at} ${area} ${id} ${after === null ? 'gone' : ''}`} className={styles.change}>
                <div className={styles.when}>
                  <strong>
                    {t(`area.${area}`)} {title}
                  </strong>
                  {before === null && <Badge tone="good">{t('added')}</Badge>}
                  {after === null && <Badge tone="warn">{t('wasRemoved')}</Badge>}
                  <time dateTime={at} className="muted" data-tip={format.exact(at)}>
                    {format.clock(at, now)}
                  </time>
                </div>
                <FactChanges before={before} after={after} />
              </li>
            ))}
          </ol>
          {changes.length > shown.length && (
            <div>
              <Button onClick={() => setShowsAll(true)}>{t('showAll', { shown: format.number(changes.length) })}</Button>
            </div>
          )}
          {showsAll && value?.isCut && <p className="muted small">{t('cut', { shown: format.number(changes.length) })}</p>}
        </>
      )}
    </section>
  )
}
