import { useTranslation } from 'react-i18next'
import { AnalyticsEvent } from '#shared/rules/analytics-events'
import styles from './Preferences.module.css'

/** Exactly what goes out while it is allowed: the closed list that main sends from. */
export function AnalyticsDetails() {
  const { t } = useTranslation('preferences')
  return (
    <details className={styles.details}>
      <summary>{t('analytics.what')}</summary>
      <p>{t('analytics.whatText')}</p>
      <ul>
        {AnalyticsEvent.options.map((event) => (
          <li key={event}>{t(`analytics.event.${event}`)}</li>
        ))}
      </ul>
    </details>
  )
}
