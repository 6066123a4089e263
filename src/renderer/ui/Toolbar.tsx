import type { ReactNode } from 'react'
import styles from './Toolbar.module.css'

/** The line above a table: what narrows it at the left, what it counts and what can be done at the right. */
export function Toolbar({ children, end }: { children?: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles.bar}>
      {children}
      <div className={styles.end}>{end}</div>
    </div>
  )
}
