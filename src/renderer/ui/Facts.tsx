import type { ReactNode } from 'react'
import styles from './Facts.module.css'

export type Fact = { name: string; value: ReactNode; mono?: boolean }

/** Names and values, one a line. */
export function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      <dl className={styles.list}>
        {facts.map(({ name, value, mono = false }) => (
          <div key={name} className={styles.line}>
            <dt>{name}</dt>
            <dd className={mono ? 'mono' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
