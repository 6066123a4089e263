import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './Dialog.module.css'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  text?: string
  /** For a table of what is asked about. */
  isWide?: boolean
  children?: ReactNode
  /** Buttons, the confirming one last. */
  actions: ReactNode
}

/** A small question. Esc and a click outside answer it with no. */
export function Dialog({ open, onClose, title, text, isWide = false, children, actions }: Props) {
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classNames(styles.popup, isWide && styles.wide)}>
          <Base.Title className={styles.title}>{title}</Base.Title>
          {text !== undefined && <Base.Description className={styles.text}>{text}</Base.Description>}
          {children}
          <div className={styles.actions}>{actions}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
