import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import styles from './PageHeader.module.css'

/** Without `href`: the kind of page that this is. */
export type Crumb = { label: string; href?: string }
type Props = { crumbs?: Crumb[]; title: string; facts?: ReactNode; actions?: ReactNode; focusTitle?: boolean }

let isFirst = true

/** Where the page stands, its name, one line of facts, and what can be done at the right. */
export function PageHeader({ crumbs = [], title, facts, actions, focusTitle = true }: Props) {
  const { t } = useTranslation('common')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // A new page is announced by its title; the first page of the window takes no focus from anybody.
    if (focusTitle && !isFirst) heading.current?.focus({ preventScroll: true })
    isFirst = false
  }, [focusTitle])

  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {crumbs.length > 0 && (
          <nav aria-label={t('breadcrumb')} className={styles.crumbs}>
            {crumbs.map(({ label, href }) => (
              <span key={label}>{href === undefined ? label : <Link href={href}>{label}</Link>}</span>
            ))}
          </nav>
        )}
        <h1 ref={heading} tabIndex={-1} className={styles.title} data-tip={title} data-tip-if="cut">
          {title}
        </h1>
        {facts !== undefined && <p className={styles.facts}>{facts}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
