import { memo, type KeyboardEvent, type MouseEvent } from 'react'
import { classNames } from '../class-names'
import type { Column, RowTone } from './column'
import styles from './DataTable.module.css'

type Props<Row> = {
  id: string
  row: Row
  columns: readonly Column<Row>[]
  index: number
  start: number
  template: string
  /** Has the Tab key. */
  isActive: boolean
  /** Was chosen by the person, and is drawn so. */
  isChosen: boolean
  tone: RowTone
  onActivate: (id: string) => void
  onOpen: ((row: Row) => void) | undefined
}

function Row<Row>({ id, row, columns, index, start, template, isActive, isChosen, tone, onActivate, onOpen }: Props<Row>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Enter on a control inside is the control's.
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row)
  }
  const onDoubleClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || !event.target.closest('a, button')) onOpen?.(row)
  }
  return (
    <div
      role="row"
      data-row={id}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={isActive ? 0 : -1}
      className={classNames(styles.row, styles[tone], isChosen && styles.chosen)}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      onFocus={isChosen ? undefined : () => onActivate(id)}
      onKeyDown={onKeyDown}
      onDoubleClick={onOpen ? onDoubleClick : undefined}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={classNames(styles.cell, column.align === 'end' && styles.end)}>
          {column.cell ? column.cell(row, isActive) : column.value(row)}
        </div>
      ))}
    </div>
  )
}

// `memo` forgets the type parameter; the function's own type is the truth about its props.
export const TableRow = memo(Row) as typeof Row
