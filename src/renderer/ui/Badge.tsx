import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { classNames } from './class-names'

export type BadgeTone = 'neutral' | 'good' | 'warn' | 'warn-strong' | 'bad'

/** A state in words; the colour only underlines it. */
export function Badge({ tone = 'neutral', tip, children }: { tone?: BadgeTone; tip?: string; children: ReactNode }) {
  return (
    <span className={classNames(styles.badge, styles[tone])} data-tip={tip}>
      {children}
    </span>
  )
}
