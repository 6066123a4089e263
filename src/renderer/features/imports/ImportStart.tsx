import { Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportPlan } from '#shared/contract/imports'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import styles from './Imports.module.css'
import { useImports } from './imports.store'

const NONE: ImportPlan[] = []

/** How an import goes, for whoever does it for the first time, and what was begun before. */
export function ImportStart({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('imports')
  const choose = useImports((state) => state.choose)
  const isChoosing = useImports((state) => state.isChoosing)
  const unfinished = useImports((state) => state.unfinished)
  const plans = unfinished.value ?? NONE

  return (
    <div className={styles.start}>
      <section className={styles.card} aria-labelledby="import-how">
        <h2 id="import-how">{t('empty.title')}</h2>
        <ol className={styles.steps}>
          <li>{t('empty.step1')}</li>
          <li>{t('empty.step2')}</li>
          <li>{t('empty.step3')}</li>
          <li>{t('empty.step4')}</li>
        </ol>
        <p className="muted">{t('empty.keep')}</p>
        <Button variant="primary" icon={<Upload aria-hidden="true" />} busy={isChoosing} onClick={() => void choose()}>
          {t('choose')}
        </Button>
      </section>
      {unfinished.failure && <FailurePanel failure={unfinished.failure} onRetry={onRetry} />}
      {plans.length > 0 && (
        <section className={styles.card} aria-labelledby="import-unfinished">
          <h2 id="import-unfinished">{t('unfinished.title')}</h2>
          <ul className={styles.unfinished}>
            {plans.map((plan) => (
              <Unfinished key={plan.id} plan={plan} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Unfinished({ plan }: { plan: ImportPlan }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const now = useNow()
  const open = useImports((state) => state.open)
  const discard = useImports((state) => state.discard)
  const { fileName: file, counts, tried, madeAt } = plan
  return (
    <li>
      <span className={styles.words}>
        <strong>{file}</strong>{' '}
        <span className="muted">
          {t('unfinished.left', { count: counts.change + counts.unset, done: format.number(tried) })},{' '}
          {t('unfinished.made', { ago: format.ago(madeAt, now) })}
        </span>
      </span>
      <Button aria-label={t('unfinished.showName', { file })} onClick={() => open(plan)}>
        {t('unfinished.show')}
      </Button>
      <Button variant="quiet" aria-label={t('unfinished.discardName', { file })} onClick={() => void discard(plan.id)}>
        {t('unfinished.discard')}
      </Button>
    </li>
  )
}
