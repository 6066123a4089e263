import type { ComparedRow, Outcome } from '#shared/contract/compare'
import type { Area } from '#shared/contract/history'
import { holdingAllWords } from '../../ui/search-text'

type Filter = { outcomes: ReadonlySet<Outcome>; area: Area | null; query: string }

/** Rows of the chosen outcomes and area that hold every word of the query, also in what they say of either side. */
export function matching(rows: readonly ComparedRow[], { outcomes, area, query }: Filter): readonly ComparedRow[] {
  const narrowed = rows.filter((row) => outcomes.has(row.outcome) && (area === null || row.area === area))
  return holdingAllWords(narrowed, query, ({ applicationName, title, place, left, right }) =>
    [applicationName, title, place, ...[left, right].flatMap((facts) => (facts ?? []).flatMap(({ lines }) => lines))].join(' '),
  )
}
