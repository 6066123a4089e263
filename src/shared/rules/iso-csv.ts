import type { IsoListState } from '../contract/iso'
import type { CsvColumn } from './settings-csv'

export type IsoCsvRow = {
  list: string
  application: string
  code: string
  title: string
  isoCode: string
  isoTitle: string
  state: string
  partOf: string
  rowId: string
  readAt: string
}

/** The columns of the export of ISO codes, in their order. docs/csv.md describes them. */
export const ISO_CSV_COLUMNS: readonly CsvColumn<IsoCsvRow>[] = [
  { id: 'list', header: 'List', kind: 'text' },
  { id: 'application', header: 'Application', kind: 'text' },
  { id: 'code', header: 'Code', kind: 'text' },
  { id: 'title', header: 'Title', kind: 'text' },
  { id: 'isoCode', header: 'ISO code', kind: 'text' },
  { id: 'isoTitle', header: 'ISO title', kind: 'text' },
  { id: 'state', header: 'State', kind: 'text' },
  { id: 'partOf', header: 'Part of', kind: 'text' },
  { id: 'rowId', header: 'Row id', kind: 'text' },
  { id: 'readAt', header: 'Read at', kind: 'instant' },
]

/** One row for each row of the lists that the source has, by list, then code, then id. */
export function* isoCsvRows(lists: readonly IsoListState[], applicationName: string): Generator<IsoCsvRow> {
  const titles = new Map(lists.flatMap(({ rows }) => rows.map((row) => [row.id, row.title] as const)))
  for (const { list, rows, choices, readAt = '' } of lists) {
    const inOrder = [...rows].sort((one, other) => compare(one.code, other.code) || compare(one.id, other.id))
    for (const { id, title, code, isoCode = '', country, region } of inOrder) {
      const choice = choices.find((each) => each.isoCode === isoCode)
      yield {
        list,
        application: applicationName,
        code,
        title,
        isoCode,
        isoTitle: choice?.title ?? '',
        state: isoCode === '' ? 'not-set' : choice === undefined ? 'unknown' : choice.status === 'active' ? 'set' : 'inactive',
        partOf: titles.get((region ?? country)?.id ?? '') ?? '',
        rowId: id,
        readAt,
      }
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
