import type { ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import styles from './Panel.module.css'
import { classNames } from './class-names'

/** Something to know that stops nothing. */
export function WarningPanel({ what, children, action }: { what: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <section className={classNames(styles.panel, styles.warn)} aria-label={what}>
      <TriangleAlert className={styles.icon} aria-hidden="true" />
      <div className={styles.body}>
        <p className={styles.what}>{what}</p>
        {children}
      </div>
      {action}
    </section>
  )
}
