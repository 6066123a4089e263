import { useId, type ComponentProps, type MouseEvent, type ReactNode } from 'react'
import styles from './Button.module.css'
import { classNames } from './class-names'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  variant?: 'plain' | 'primary' | 'quiet' | 'danger' | 'strip'
  icon?: ReactNode
  /** Something is under way: it keeps its place and takes no second click. */
  busy?: boolean | undefined
  /** Words on hover, for the eye. */
  tip?: string | undefined
  /** Why it cannot be used now. It stays visible and reachable, and says so. */
  blockedBecause?: string | null | undefined
}

export function Button({ variant = 'plain', icon, busy = false, blockedBecause, tip, className, children, onClick, ...rest }: ButtonProps) {
  const reasonId = useId()
  const blocked = Boolean(blockedBecause)
  const inert = blocked || busy
  const button = (
    <button
      type="button"
      {...rest}
      className={classNames(styles.button, styles[variant], busy && styles.busy, className)}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      aria-describedby={blocked ? reasonId : rest['aria-describedby']}
      data-tip={blockedBecause ?? tip}
      onClick={inert ? swallow : onClick}
    >
      {icon}
      {children}
    </button>
  )
  if (!blockedBecause) return button
  return (
    <>
      {button}
      <span id={reasonId} className="visually-hidden">
        {blockedBecause}
      </span>
    </>
  )
}

/** An inert submit button must not submit either. */
const swallow = (event: MouseEvent) => {
  event.preventDefault()
  event.stopPropagation()
}
