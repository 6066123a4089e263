import type { ComparedRow, ComparedSide } from '../contract/compare'
import type { Fact } from '../contract/history'
import type { CsvColumn } from './settings-csv'

export type CompareCsvRow = {
  outcome: string
  what: string
  application: string
  title: string
  place: string
  leftEnvironment: string
  left: string
  rightEnvironment: string
  right: string
  leftReadAt: string
  rightReadAt: string
}

/** The columns of a comparison, in their order. docs/csv.md describes them. */
export const COMPARE_CSV_COLUMNS: readonly CsvColumn<CompareCsvRow>[] = [
  { id: 'outcome', header: 'Outcome', kind: 'text' },
  { id: 'what', header: 'What', kind: 'text' },
  { id: 'application', header: 'Application', kind: 'text' },
  { id: 'title', header: 'Title', kind: 'text' },
  { id: 'place', header: 'Place', kind: 'text' },
  { id: 'leftEnvironment', header: 'Left environment', kind: 'text' },
  { id: 'left', header: 'Left', kind: 'text' },
  { id: 'rightEnvironment', header: 'Right environment', kind: 'text' },
  { id: 'right', header: 'Right', kind: 'text' },
  { id: 'leftReadAt', header: 'Left read at', kind: 'instant' },
  { id: 'rightReadAt', header: 'Right read at', kind: 'instant' },
]

/** One row of the file for each row of the comparison. */
export const compareCsvRow = (row: ComparedRow, { left, right }: { left: ComparedSide; right: ComparedSide }): CompareCsvRow => ({
  outcome: row.outcome,
  what: row.area,
  application: row.applicationName,
  title: row.title,
  place: row.place,
  leftEnvironment: left.environmentName,
  left: inOneCell(row.left),
  rightEnvironment: right.environmentName,
  right: inOneCell(row.right),
  leftReadAt: left.readAt ?? '',
  rightReadAt: right.readAt ?? '',
})

/** `field: line, line`, a fact after the other. Empty: it is not on this side. */
const inOneCell = (facts: Fact[] | null): string =>
  facts === null ? '' : facts.map(({ field, lines }) => (lines.length === 0 ? field : `${field}: ${lines.join(', ')}`)).join(' | ')
