import { useTranslation } from 'react-i18next'
import { useWriteBlock } from '../../bound/bound'
import { useCommand } from '../../commands/offers'
import { Button } from '../../ui/Button'
import styles from './Settings.module.css'
import { useDrafts, useSettings, type Place } from './settings.store'

/** What was changed and is not saved yet, on every page of the application's settings. */
export function ChangesBar({ place, resource, onReview }: { place: Place; resource: string; onReview: () => void }) {
  const { t } = useTranslation('settings')
  const writeBlock = useWriteBlock()
  const drafts = Object.values(useDrafts(place))
  const dropAll = useSettings((state) => state.dropAll)
  useCommand('changes.review', drafts.length === 0 ? null : { run: onReview, blockedBecause: writeBlock })
  if (drafts.length === 0) return null
  const elsewhere = drafts.filter(({ setting }) => !setting.about.some((about) => about.resource === resource)).length
  return (
    <section className={styles.bar} aria-label={t('bar.label')}>
      <span role="status" className={styles.barWords}>
        {t('bar.count', { count: drafts.length })}
        {elsewhere > 0 && <span className="muted"> · {t('bar.elsewhere', { count: elsewhere })}</span>}
      </span>
      <Button onClick={() => dropAll(place)}>{t('bar.discard')}</Button>
      <Button variant="primary" blockedBecause={writeBlock} onClick={onReview}>
        {t('bar.review')}
      </Button>
    </section>
  )
}
