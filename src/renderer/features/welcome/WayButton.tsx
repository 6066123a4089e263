import { useId, type ReactNode } from 'react'
import styles from './Welcome.module.css'

type Props = { icon: ReactNode; title: string; means?: string; busy: boolean; onClick: () => void }

/** One way to begin; its title alone is its name. */
export function WayButton({ icon, title, means, busy, onClick }: Props) {
  const id = useId()
  return (
    <button
      type="button"
      className={styles.way}
      aria-labelledby={`${id}-title`}
      aria-describedby={means === undefined ? undefined : `${id}-means`}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {icon}
      <span>
        <span id={`${id}-title`} className={styles.wayTitle}>
          {title}
        </span>
        {means !== undefined && (
          <span id={`${id}-means`} className={styles.wayMeans}>
            {means}
          </span>
        )}
      </span>
    </button>
  )
}
