import type { TFunction } from 'i18next'
import type { ComparedRow, Outcome } from '#shared/contract/compare'
import type { Fact } from '#shared/contract/history'
import { factsInLine, tellingFacts } from '../../facts/fact-words'
import { Badge, type BadgeTone } from '../../ui/Badge'
import type { Column } from '../../ui/table/column'
import styles from './Compare.module.css'

type Deps = {
  t: TFunction<'compare'>
  tp: TFunction<'past'>
  names: { left: string; right: string }
  onOpen: (row: ComparedRow) => void
}
export const OUTCOMES: readonly Outcome[] = ['new', 'different', 'missing', 'same']
const TONES: Record<Outcome, BadgeTone> = { new: 'good', different: 'warn', missing: 'bad', same: 'neutral' }

export function compareColumns({ t, tp, names, onOpen }: Deps): Column<ComparedRow>[] {
  const side = (facts: Fact[] | null, row: ComparedRow) =>
    facts === null ? <span className="muted">{t('absent')}</span> : factsInLine(tp, shownFacts(facts, row))
  return [
    {
      id: 'outcome',
      header: t('column.outcome'),
      value: ({ outcome }) => OUTCOMES.indexOf(outcome),
      cell: ({ outcome }) => (
        <Badge tone={TONES[outcome]} tip={t(`means.${outcome}`, names)}>
          {t(`outcome.${outcome}`)}
        </Badge>
      ),
      minWidth: 96,
    },
    {
      id: 'what',
      header: t('column.what'),
      value: ({ area }) => tp(`area.${area}`),
      minWidth: 96,
      priority: 4,
    },
    {
      id: 'application',
      header: t('column.application'),
      value: ({ applicationName }) => applicationName,
      cell: ({ applicationName }) => <span data-tip={applicationName}>{applicationName}</span>,
      minWidth: 150,
      grow: 2,
      priority: 3,
    },
    {
      id: 'title',
      header: t('column.title'),
      value: ({ title }) => title,
      cell: (row, isActive) => (
        <button
          type="button"
          className={styles.title}
          tabIndex={isActive ? 0 : -1}
          aria-label={t('details', { title: row.title })}
          data-tip={[row.title, row.place].filter(Boolean).join(' · ')}
          onClick={() => onOpen(row)}
        >
          {row.title}
        </button>
      ),
      minWidth: 170,
      grow: 3,
    },
    {
      id: 'left',
      header: names.left,
      value: ({ left }) => (left === null ? '' : factsInLine(tp, left)),
      cell: (row) => side(row.left, row),
      minWidth: 150,
      grow: 3,
    },
    {
      id: 'right',
      header: names.right,
      value: ({ right }) => (right === null ? '' : factsInLine(tp, right)),
      cell: (row) => side(row.right, row),
      minWidth: 150,
      grow: 3,
    },
  ]
}

/** Of what is on one side only, what it says beside its name. */
const shownFacts = (facts: Fact[], { outcome, area }: ComparedRow) =>
  outcome === 'different' ? facts : tellingFacts(facts).filter(({ field }) => !(area === 'application' && field === 'name'))
