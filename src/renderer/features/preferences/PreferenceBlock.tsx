import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Preferences.module.css'

/** One preference, with the word "Saved" beside it after it was. */
export function PreferenceBlock({ isSaved, children }: { isSaved: boolean; children: ReactNode }) {
  const { t } = useTranslation('preferences')
  return (
    <div className={styles.block}>
      <div className={styles.choice}>{children}</div>
      <span role="status" className={styles.saved}>
        {isSaved && (
          <>
            <Check aria-hidden="true" />
            {t('saved')}
          </>
        )}
      </span>
    </div>
  )
}
