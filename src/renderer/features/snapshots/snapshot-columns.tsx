import type { TFunction } from 'i18next'
import type { Snapshot } from '#shared/contract/snapshots'
import type { Format } from '../../i18n/format'
import { Badge, type BadgeTone } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/table/column'

/** `before`: the one that is listed below it. */
export type SnapshotRow = Snapshot & { before: number | null }
type Deps = { t: TFunction<'past'>; format: Format; now: number; onCompare: (left: number, right: number | null) => void }

const TONES: Record<Snapshot['state'], BadgeTone> = { running: 'neutral', complete: 'good', partial: 'warn', failed: 'bad' }

export function snapshotColumns({ t, format, now, onCompare }: Deps): Column<SnapshotRow>[] {
  const at = ({ startedAt }: SnapshotRow) => format.clock(startedAt, now)
  return [
    {
      id: 'when',
      header: t('snapshots.when'),
      value: ({ startedAt }) => startedAt,
      cell: (row) => (
        <time dateTime={row.startedAt} data-tip={format.exact(row.startedAt)}>
          {at(row)} <span className="muted">{format.ago(row.startedAt, now)}</span>
        </time>
      ),
      minWidth: 180,
      grow: 2,
    },
    {
      id: 'state',
      header: t('snapshots.stateHeader'),
      value: ({ state }) => state,
      cell: ({ state }) => (
        <Badge tone={TONES[state]} tip={t(`snapshots.stateMeans.${state}`)}>
          {t(`snapshots.state.${state}`)}
        </Badge>
      ),
      minWidth: 100,
    },
    {
      id: 'origin',
      header: t('snapshots.originHeader'),
      value: ({ origin }) => origin,
      cell: ({ origin }) => <span data-tip={t(`snapshots.originMeans.${origin}`)}>{t(`snapshots.origin.${origin}`)}</span>,
      minWidth: 120,
      priority: 3,
    },
    {
      id: 'differs',
      header: t('snapshots.differs'),
      value: ({ added, changed, gone }) => added + changed + gone,
      cell: ({ added, changed, gone }) =>
        added + changed + gone === 0 ? (
          <span className="muted">{t('snapshots.nothing')}</span>
        ) : (
          Object.entries({ added, changed, gone })
            .filter(([, count]) => count > 0)
            .map(([what, count]) => t(`snapshots.differing.${what as 'added' | 'changed' | 'gone'}`, { shown: format.number(count) })) // the keys above
            .join(', ')
        ),
      minWidth: 160,
      grow: 2,
    },
    {
      id: 'actions',
      header: t('snapshots.actions'),
      hideHeader: true,
      sortable: false,
      value: () => '',
      cell: (row, isActive) => (
        <>
          {row.before !== null && (
            <Button
              variant="quiet"
              tabIndex={isActive ? 0 : -1}
              aria-label={t('snapshots.withBeforeName', { at: at(row) })}
              onClick={() => row.before !== null && onCompare(row.before, row.id)}
            >
              {t('snapshots.withBefore')}
            </Button>
          )}
          <Button
            variant="quiet"
            tabIndex={isActive ? 0 : -1}
            aria-label={t('snapshots.withNowName', { at: at(row) })}
            onClick={() => onCompare(row.id, null)}
          >
            {t('snapshots.withNow')}
          </Button>
        </>
      ),
      minWidth: 292,
      align: 'end',
    },
  ]
}
