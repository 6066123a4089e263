import type { ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import styles from './Form.module.css'

type Props = { id: string; label: string; hint?: string | undefined; error?: string | undefined; children: ReactNode; asGroup?: boolean }

/** Ids that tie a control to its hint and its error. */
export const describedBy = (id: string, { hint, error }: { hint?: unknown; error?: unknown }) =>
  [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined

/** What every field has: a label, one line of explanation, and the error in words, at the field. */
export function FieldFrame({ id, label, hint, error, children, asGroup = false }: Props) {
  return (
    <div className={styles.field}>
      {asGroup ? (
        <span id={`${id}-label`} className={styles.label}>
          {label}
        </span>
      ) : (
        <label id={`${id}-label`} htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      {children}
      {error !== undefined && error !== '' && (
        <p id={`${id}-error`} className={styles.error}>
          <CircleAlert aria-hidden="true" />
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
