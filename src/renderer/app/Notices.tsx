import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { WarningPanel } from '../ui/WarningPanel'
import styles from './Frame.module.css'
import { useShell } from './shell.store'

/** What happened to the data of this computer while the app was away; said once. */
export function Notices() {
  const { t } = useTranslation('environmentPages')
  const notices = useShell((state) => state.facts?.notices)
  const dismiss = useShell((state) => state.dismissNotices)
  if (!notices || notices.length === 0) return null
  return (
    <div className={styles.notices}>
      {notices.map((notice) => (
        <WarningPanel
          key={notice}
          what={t(`notice.${notice}`)}
          action={
            <Button variant="quiet" onClick={dismiss}>
              {t('notice.dismiss')}
            </Button>
          }
        />
      ))}
    </div>
  )
}
