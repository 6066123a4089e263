import type { ReactNode } from 'react'

export type Column<Row> = {
  id: string
  header: string
  /** What it sorts by. */
  value: (row: Row) => string | number
  /** What it shows; by default the value. `isActive` is for controls, which take the Tab key only in the active row. */
  cell?: (row: Row, isActive: boolean) => ReactNode
  /** The least width that still reads well, in pixels, and the share of what is left. */
  minWidth: number
  grow?: number
  /** 1 always stays; higher numbers go first when it gets narrow. */
  priority?: number
  align?: 'start' | 'end'
  sortable?: boolean
  /** The header is spoken but not shown, e.g. over a column of buttons. */
  hideHeader?: boolean
}

export type RowTone = 'plain' | 'warn'

/** The columns that fit, in their order: the least important goes first, the first priority never goes. */
export function columnsThatFit<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  const kept = new Set(columns)
  const byPriority = [...columns].sort((a, b) => (b.priority ?? 1) - (a.priority ?? 1))
  let needed = columns.reduce((sum, column) => sum + column.minWidth, 0)
  for (const column of byPriority) {
    if (needed <= width || (column.priority ?? 1) <= 1) break
    kept.delete(column)
    needed -= column.minWidth
  }
  return columns.filter((column) => kept.has(column))
}

export const gridTemplate = (columns: readonly Pick<Column<never>, 'minWidth' | 'grow'>[]) =>
  columns.map(({ minWidth, grow = 0 }) => (grow === 0 ? `${minWidth}px` : `minmax(${minWidth}px, ${grow}fr)`)).join(' ')
