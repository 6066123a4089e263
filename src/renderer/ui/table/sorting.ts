import type { Column } from './column'

export type Sorting = { id: string; desc: boolean } | null

/** The same column again turns the order; another one starts ascending. */
export const toggled = (sorting: Sorting, id: string): Sorting => ({ id, desc: sorting?.id === id ? !sorting.desc : false })

/**
 * The rows in the order of one column; equal ones stay in the order they came in, also when it is turned. A list may have
 * 20,000 rows, and comparing words as people do is slow: each different value is put in its place once, and the groups
 * are kept for when the order is turned.
 */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting): readonly Row[] {
  const column = columns.find(({ id }) => id === sorting?.id)
  if (!column || !sorting) return rows
  const groups = groupsOf(rows, column)
  return (sorting.desc ? groups.toReversed() : groups).flat()
}

// By the function and not by the column's id: what a column sorts by may change while the rows do not.
const kept = new WeakMap<readonly unknown[], WeakMap<object, unknown>>()

/** Rows of one value together, in the order they came in; the groups ascending. */
function groupsOf<Row>(rows: readonly Row[], column: Column<Row>): readonly Row[][] {
  const ofRows = kept.get(rows) ?? new WeakMap<object, unknown>()
  kept.set(rows, ofRows)
  // Put there below, for rows and a function of this very type.
  const before = ofRows.get(column.value) as Row[][] | undefined
  if (before) return before
  const values = rows.map((row) => column.value(row))
  const ranks = values.every((value) => typeof value === 'number') ? values : wordRanks(values.map(String))
  const byRank = new Map<number, Row[]>()
  for (const [index, row] of rows.entries()) {
    const rank = ranks[index] ?? 0
    const group = byRank.get(rank)
    if (group) group.push(row)
    else byRank.set(rank, [row])
  }
  const groups = [...byRank].sort(([one], [other]) => one - other || 0).map(([, group]) => group)
  ofRows.set(column.value, groups)
  return groups
}

/** Words that people would not tell apart have one place. */
function wordRanks(words: readonly string[]): number[] {
  const places = new Map<string, number>()
  let place = 0
  let before: string | undefined
  for (const word of [...new Set(words)].sort(collator.compare)) {
    if (before !== undefined && collator.compare(before, word) !== 0) place += 1
    places.set(word, place)
    before = word
  }
  return words.map((word) => places.get(word) ?? 0)
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
