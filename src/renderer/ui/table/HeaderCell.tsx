import { ArrowDown, ArrowUp } from 'lucide-react'
import { classNames } from '../class-names'
import type { Column } from './column'
import styles from './DataTable.module.css'

type Props<Row> = { column: Column<Row>; sorted: 'ascending' | 'descending' | null; onSort: () => void }

export function HeaderCell<Row>({ column, sorted, onSort }: Props<Row>) {
  const { header, align = 'start', sortable = true, hideHeader = false } = column
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      aria-sort={sortable ? (sorted ?? 'none') : undefined}
      className={classNames(styles.headCell, align === 'end' && styles.end)}
    >
      {hideHeader && <span className="visually-hidden">{header}</span>}
      {!hideHeader && !sortable && header}
      {!hideHeader && sortable && (
        <button type="button" className={styles.sort} onClick={onSort}>
          {header}
          <Arrow aria-hidden="true" className={classNames(styles.arrow, sorted === null && styles.arrowIdle)} />
        </button>
      )}
    </div>
  )
}
