import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { IconButton } from './IconButton'
import styles from './Sheet.module.css'
import { useUnsaved } from './unsaved'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  subtitle?: string
  /** Something was typed that would be lost: closing asks first. */
  dirty: boolean
  children: ReactNode
  footer: ReactNode
  initialFocus?: RefObject<HTMLElement | null>
  /** Where the focus goes afterwards; by default back to what opened it. */
  finalFocus?: () => HTMLElement | boolean
}

/** Editing beside the list: slides in from the right between strip and status bar, and takes the page when it is narrow. */
export function Sheet({ open, onClose, title, subtitle, dirty, children, footer, initialFocus, finalFocus }: Props) {
  const { t } = useTranslation('common')
  const { t: tp } = useTranslation('panels')
  const [asking, setAsking] = useState(false)
  useUnsaved(open && dirty ? [title, subtitle].filter(Boolean).join(' · ') : null)
  const close = () => (dirty ? setAsking(true) : onClose())

  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : close())} disablePointerDismissal={dirty}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={styles.popup}
          {...(initialFocus === undefined ? {} : { initialFocus })}
          {...(finalFocus === undefined ? {} : { finalFocus })}
        >
          <div className={styles.head}>
            <div className={styles.words}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              {subtitle !== undefined && <Base.Description className={styles.subtitle}>{subtitle}</Base.Description>}
            </div>
            <IconButton label={t('close')} icon={<X aria-hidden="true" />} onClick={close} />
          </div>
          <div className={styles.body}>{children}</div>
          <div className={styles.footer}>{footer}</div>
          <Dialog
            open={asking}
            onClose={() => setAsking(false)}
            title={tp('discardTitle')}
            text={tp('discardText')}
            actions={
              <>
                <Button onClick={() => setAsking(false)}>{tp('discardKeep')}</Button>
                <Button
                  variant="danger"
                  onClick={() => {
                    setAsking(false)
                    onClose()
                  }}
                >
                  {tp('discard')}
                </Button>
              </>
            }
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
