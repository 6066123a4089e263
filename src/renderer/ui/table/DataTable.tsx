import { useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { classNames } from '../class-names'
import { columnsThatFit, gridTemplate, type Column, type RowTone } from './column'
import styles from './DataTable.module.css'
import { HeaderCell } from './HeaderCell'
import { nextRow } from './row-keys'
import { sortRows, toggled, type Sorting } from './sorting'
import { TableRow } from './TableRow'
import { useWidth } from './use-width'
import { defaultRangeExtractor, useVirtualRows, type Range } from './virtual-rows'

const ROW_HEIGHT = 36
const HEADER_HEIGHT = 32
const rowHeight = () => ROW_HEIGHT
/** At both ends of a row, as in the style sheet. */
const ROW_PADDING = 8

export type DataTableHandle = { focusRow: (id: string) => void; focusFirst: () => void }

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  onOpen?: (row: Row) => void
  rowTone?: (row: Row) => RowTone
  /** The row that has the Tab key at first, e.g. the one a person comes back from. */
  initialActiveId?: string | null
  onActiveChange?: (id: string) => void
  /** Kept by the caller, so that it outlives the table; otherwise by the table. */
  sorting?: Sorting
  onSort?: (sorting: Sorting) => void
  /** As high as its rows, up to what is there; otherwise it takes all the height it is given. */
  fit?: boolean
  ref?: Ref<DataTableHandle>
}

/**
 * The one table: virtual, sortable, driven by the keyboard. A grid whose rows take the focus, so that a screen reader says
 * the row and its place; controls inside a row are reached with Tab from it.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowId, onOpen, rowTone, initialActiveId = null, onActiveChange, onSort, fit = false, ref } = props
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef<string | null>(null)
  const width = useWidth(scroller)
  const [ownSorting, setOwnSorting] = useState<Sorting>(null)
  const [activeId, setActiveId] = useState<string | null>(initialActiveId)
  const sorting = props.sorting === undefined ? ownSorting : props.sorting
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting])
  const visible = useMemo(() => columnsThatFit(columns, width - ROW_PADDING), [columns, width])
  const indexOf = (id: string | null) => (id === null ? -1 : sorted.findIndex((row) => rowId(row) === id))
  const activeIndex = Math.max(0, indexOf(activeId))

  const virtualizer = useVirtualRows({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    // All rows are as high as each other, so places are told apart by number: sorting measures nothing anew.
    estimateSize: rowHeight,
    overscan: 6,
    scrollPaddingStart: HEADER_HEIGHT,
    initialRect: { width: 0, height: 700 },
    initialOffset: () => Math.max(0, (activeIndex - 4) * ROW_HEIGHT),
    // The active row stays in the page while it is scrolled away, or the focus would be lost.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range)
      return sorted.length === 0 || shown.includes(activeIndex) ? shown : [...shown, activeIndex].sort((a, b) => a - b)
    },
  })

  const activate = useCallback(
    (id: string) => {
      setActiveId(id)
      onActiveChange?.(id)
    },
    [onActiveChange],
  )
  const focusRow = (id: string) => {
    const index = indexOf(id)
    if (index < 0) return
    wantsFocus.current = id
    virtualizer.scrollToIndex(index)
    activate(id)
    focusIfThere(scroller.current, wantsFocus)
  }
  useImperativeHandle(ref, () => ({
    focusRow,
    focusFirst() {
      const first = sorted[0]
      if (first) focusRow(rowId(first))
    },
  }))
  // The row may only now have come into the page.
  useLayoutEffect(() => focusIfThere(scroller.current, wantsFocus))

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const perPage = Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1
    const next = nextRow(event.key, activeIndex, sorted.length, perPage)
    const row = next === null ? undefined : sorted[next]
    if (row === undefined) return
    event.preventDefault()
    focusRow(rowId(row))
  }
  const sortBy = (id: string) => {
    const next = toggled(sorting, id)
    if (onSort) onSort(next)
    else setOwnSorting(next)
  }

  const template = gridTemplate(visible)
  const bodyHeight = virtualizer.getTotalSize()
  return (
    <div
      ref={scroller}
      className={classNames(styles.scroller, fit && styles.fit)}
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-colcount={visible.length}
      onKeyDown={onKeyDown}
      style={fit ? { height: HEADER_HEIGHT + bodyHeight + 2 } : undefined}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow} style={{ gridTemplateColumns: template }}>
          {visible.map((column) => (
            <HeaderCell
              key={column.id}
              column={column}
              sorted={sorting?.id === column.id ? (sorting.desc ? 'descending' : 'ascending') : null}
              onSort={() => sortBy(column.id)}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: bodyHeight }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = sorted[index]
          if (row === undefined) return null
          const id = rowId(row)
          return (
            <TableRow
              key={id}
              id={id}
              row={row}
              columns={visible}
              index={index}
              start={start}
              template={template}
              isActive={index === activeIndex}
              isChosen={id === activeId}
              tone={rowTone?.(row) ?? 'plain'}
              onActivate={activate}
              onOpen={onOpen}
            />
          )
        })}
      </div>
    </div>
  )
}

function focusIfThere(within: HTMLElement | null, wants: { current: string | null }): void {
  if (wants.current === null) return
  const row = within?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wants.current)}"]`)
  if (!row) return
  wants.current = null
  row.focus({ preventScroll: true })
}
