import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type ComparedRow, type Comparison, type Outcome } from '#shared/contract/compare'
import type { Area } from '#shared/contract/history'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { SelectField } from '../../ui/form/SelectField'
import { DataTable } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import styles from './Compare.module.css'
import { compareColumns, OUTCOMES } from './compare-columns'
import { useCompare } from './compare.store'

type Props = {
  comparison: Comparison
  names: { left: string; right: string }
  shown: readonly ComparedRow[]
  onOpen: (row: ComparedRow) => void
}
const ALL = 'all'
const AREAS: readonly Area[] = ['application', 'key', 'resource', 'code', 'setting']
const rowIdOf = ({ id }: ComparedRow) => String(id)

/** What differs, narrowed by outcome, area and words. */
export function CompareResult({ comparison, names, shown, onOpen }: Props) {
  const { t } = useTranslation('compare')
  const { t: tp } = useTranslation('past')
  const format = useFormat()
  const now = useNow()
  const { rows, state, outcomes, area, query, toggle, ofArea, search, clear } = useCompare((store) => store)
  const columns = useMemo(() => compareColumns({ t, tp, names, onOpen }), [t, tp, names, onOpen])
  const counts = useMemo(() => countOutcomes(comparison, area), [comparison, area])
  const asOf = ({ environmentName, readAt }: Comparison['left']) =>
    readAt === null ? environmentName : `${environmentName}, ${t('asOf', { ago: format.ago(readAt, now) })}`
  const hasDifferences = counts.new + counts.different + counts.missing > 0

  return (
    <>
      <div className={styles.outcomes} role="group" aria-label={t('outcomes')}>
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className={styles.outcome}
            aria-pressed={outcomes.has(outcome)}
            data-tip={t(`means.${outcome}`, names)}
            onClick={() => void toggle(outcome)}
          >
            <span className={styles.count}>{format.number(counts[outcome])}</span> {t(`outcome.${outcome}`)}
          </button>
        ))}
        <span className={styles.read}>
          {asOf(comparison.left)} → {asOf(comparison.right)}
        </span>
      </div>
      <Toolbar
        end={
          <span role="status" className="muted small">
            {state === 'reading'
              ? t('loadingRows')
              : t('counted', { count: rows.length, shown: format.number(shown.length), all: format.number(rows.length) })}
          </span>
        }
      >
        <SearchField label={t('search')} value={query} onChange={search} />
        <div className={styles.area}>
          <SelectField
            label={t('area')}
            value={area ?? ALL}
            onChange={(next) => ofArea(AREAS.find((each) => each === next) ?? null)}
            items={[{ value: ALL, label: t('allAreas') }, ...AREAS.map((each) => ({ value: each, label: t(`areas.${each}`) }))]}
          />
        </div>
      </Toolbar>
      {state === 'ready' && shown.length === 0 && !hasDifferences && query === '' && !outcomes.has('same') && (
        <EmptyState title={t('sameTitle')} text={t('sameText', names)} />
      )}
      {state === 'ready' && shown.length === 0 && (hasDifferences || query !== '' || outcomes.has('same')) && (
        <EmptyState title={t('noMatchTitle')} text={t('noMatchText')}>
          <Button onClick={clear}>{t('clear')}</Button>
        </EmptyState>
      )}
      {shown.length > 0 && <DataTable label={t('table')} columns={columns} rows={shown} rowId={rowIdOf} onOpen={onOpen} />}
    </>
  )
}

function countOutcomes({ counts }: Comparison, area: Area | null): Record<Outcome, number> {
  const sum = (outcome: Outcome) => AREAS.reduce((all, each) => (area === null || area === each ? all + counts[each][outcome] : all), 0)
  return { new: sum('new'), different: sum('different'), missing: sum('missing'), same: sum('same') }
}
