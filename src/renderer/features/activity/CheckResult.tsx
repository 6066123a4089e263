import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ActivityCheck } from '#shared/contract/activity'
import { useFormat } from '../../i18n/use-format'
import { WarningPanel } from '../../ui/WarningPanel'
import styles from './Activity.module.css'

/** What the check of the chain found: whole, or from which entry on it cannot be trusted. */
export function CheckResult({ check }: { check: ActivityCheck }) {
  const { t } = useTranslation('activity')
  const format = useFormat()
  const shown = format.number(check.count)
  if (check.isWhole)
    return (
      <div className={styles.whole}>
        <ShieldCheck aria-hidden="true" />
        <div>
          <p>{t('whole', { count: check.count, shown })}</p>
          {check.count > 0 && <p className={styles.hash}>{t('lastHash', { hash: check.lastHash })}</p>}
        </div>
      </div>
    )
  const number = format.number(check.id)
  return (
    <WarningPanel what={t(`broken.${check.reason}`, { number })}>
      {check.at !== null && <p>{t('broken.at', { number, when: format.exact(check.at) })}</p>}
      <p>
        {t('broken.before', { count: check.count, shown })} {t('broken.todo')}
      </p>
    </WarningPanel>
  )
}
