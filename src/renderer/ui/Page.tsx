import type { ReactNode } from 'react'
import styles from './Page.module.css'
import { classNames } from './class-names'

/** A page: its head stays, its body scrolls; with `fill` the body is as high as the page and something in it scrolls. */
export function Page({ head, children, fill = false }: { head: ReactNode; children: ReactNode; fill?: boolean }) {
  return (
    <div className={styles.page}>
      {head}
      <div className={classNames(styles.body, fill && styles.fill)}>{children}</div>
    </div>
  )
}
