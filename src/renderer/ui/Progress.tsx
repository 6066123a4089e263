import styles from './Progress.module.css'

/** How far something is. `value` null: it goes on, nobody knows how long. */
export function Progress({ label, value, max = 100 }: { label: string; value: number | null; max?: number }) {
  const share = value === null ? null : Math.min(100, (100 * value) / Math.max(1, max))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share)}
      className={styles.track}
    >
      <div className={share === null ? styles.unknown : styles.indicator} style={share === null ? undefined : { width: `${share}%` }} />
    </div>
  )
}
