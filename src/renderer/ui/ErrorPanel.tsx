import { useEffect, useRef, type ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import styles from './Panel.module.css'
import { classNames } from './class-names'

type Props = {
  what: string
  todo: string
  facts: { name: string; value: string }[]
  onRetry?: (() => void) | undefined
  action?: ReactNode
}

/** What happened and what to do; the technical facts are a click away. */
export function ErrorPanel({ what, todo, facts, onRetry, action }: Props) {
  const { t } = useTranslation('common')
  const { t: tp } = useTranslation('panels')
  const panel = useRef<HTMLDivElement>(null)
  // It may appear below the fold of a form or sheet, where nobody would see that something failed.
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div ref={panel} role="alert" className={classNames(styles.panel, styles.bad)}>
      <CircleAlert className={styles.icon} aria-hidden="true" />
      <div className={styles.body}>
        <p className={styles.what}>{what}</p>
        <p>{todo}</p>
        {(onRetry ?? action) && (
          <div className={styles.actions}>
            {onRetry && <Button onClick={onRetry}>{t('tryAgain')}</Button>}
            {action}
          </div>
        )}
        <details className={styles.details}>
          <summary>{tp('technicalFacts')}</summary>
          <dl className={styles.facts}>
            {facts.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </div>
  )
}
