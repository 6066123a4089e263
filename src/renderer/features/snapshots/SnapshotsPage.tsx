import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useBound } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import { snapshotColumns, type SnapshotRow } from './snapshot-columns'
import { useSnapshots } from './snapshots.store'

type Props = {
  onCompareEnvironments: () => void
  /** Null: as the environment was last read. */
  onCompare: (left: number, right: number | null) => void
}

/** Every reading of the environment that is kept, with what it found otherwise than the one before. */
export function SnapshotsPage({ onCompareEnvironments, onCompare }: Props) {
  const { t } = useTranslation('past')
  const format = useFormat()
  const now = useNow()
  const { environment } = useBound()
  const known = useSnapshots((state) => state.byEnvironment[environment.id])
  const onlySyncs = useSnapshots((state) => state.onlySyncs)
  const load = useSnapshots((state) => state.load)
  const toggle = useSnapshots((state) => state.toggleOnlySyncs)
  const loadHere = useCallback(() => void load(environment.id), [load, environment.id])
  useEffect(loadHere, [loadHere])

  const all = known?.value?.snapshots
  const rows = useMemo(() => {
    const chosen = (all ?? []).filter(({ origin }) => !onlySyncs || origin === 'sync')
    return chosen.map((snapshot, index): SnapshotRow => ({ ...snapshot, before: chosen[index + 1]?.id ?? null }))
  }, [all, onlySyncs])
  const columns = useMemo(() => snapshotColumns({ t, format, now, onCompare }), [t, format, now, onCompare])
  const name = environment.name

  return (
    <Page
      fill
      head={
        <PageHeader
          title={t('snapshots.title')}
          facts={t('snapshots.facts', { environment: name })}
          actions={<Button onClick={onCompareEnvironments}>{t('snapshots.compare')}</Button>}
        />
      }
    >
      {known?.failure && <FailurePanel failure={known.failure} onRetry={loadHere} />}
      {!all && known?.state !== 'failed' && <Skeleton label={t('snapshots.loading')} rows={6} />}
      {all?.length === 0 && <EmptyState title={t('snapshots.emptyTitle')} text={t('snapshots.emptyText')} />}
      {all && all.length > 0 && (
        <>
          <Toolbar
            end={
              <span role="status" className="muted small">
                {t('snapshots.counted', { count: rows.length, shown: format.number(rows.length) })}
              </span>
            }
          >
            <Button aria-pressed={onlySyncs} onClick={toggle}>
              {t('snapshots.onlySyncs')}
            </Button>
            {known.value?.isCut && <span className="muted small">{t('snapshots.cut', { shown: format.number(all.length) })}</span>}
          </Toolbar>
          <DataTable label={t('snapshots.table', { environment: name })} columns={columns} rows={rows} rowId={({ id }) => String(id)} />
        </>
      )}
    </Page>
  )
}
