import { useEffect, useState } from 'react'
import styles from './Skeleton.module.css'

const PATIENCE_MS = 300

/** Grey rows for what is being read, after a moment: what comes at once never flickers. */
export function Skeleton({ rows = 8, label }: { rows?: number; label: string }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-busy="true" className={styles.root}>
      <span className="visually-hidden">{label}</span>
      {shown && Array.from({ length: rows }, (_, row) => <span key={row} className={styles.row} aria-hidden="true" />)}
    </div>
  )
}
