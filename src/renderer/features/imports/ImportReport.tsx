import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPlan } from '#shared/contract/imports'
import { useFormat } from '../../i18n/use-format'
import { countOutcomes } from './import-lines'
import styles from './Imports.module.css'
import { useImports } from './imports.store'

const ORDER = ['saved', 'already', 'conflict', 'refused', 'gone', 'failed', 'left'] as const

/** What became of an import that was applied, whole or in part; what is told of single lines stands at them. */
export function ImportReport({ plan }: { plan: ImportPlan }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const running = useImports((state) => state.running)
  const counts = countOutcomes(plan.lines)
  const wasTried = plan.state !== 'ready' && (plan.tried > 0 || plan.state === 'stopped')
  const report = useRef<HTMLElement>(null)
  const wasRunning = useRef(false)
  useEffect(() => {
    // The buttons that were used may be gone with what they were for; then a person goes on reading here.
    if (wasRunning.current && !running && document.activeElement === document.body) report.current?.focus()
    wasRunning.current = running !== null
  }, [running])
  if (running || !wasTried) return null
  return (
    <section ref={report} tabIndex={-1} className={styles.report} aria-label={t('report.title')} role="status">
      <p>
        <strong>{t(plan.state === 'done' ? 'report.done' : 'report.stopped')}</strong>
      </p>
      <ul>
        {ORDER.filter((outcome) => counts[outcome] > 0).map((outcome) => (
          <li key={outcome}>{t(`report.${outcome}`, { count: counts[outcome], shown: format.number(counts[outcome]) })}</li>
        ))}
      </ul>
    </section>
  )
}
