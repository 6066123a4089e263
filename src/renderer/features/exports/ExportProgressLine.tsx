import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import styles from './Exports.module.css'
import { useExports } from './exports.store'

/** How far the running export is, and a way to stop it. */
export function ExportProgressLine() {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const running = useExports((state) => state.running)
  const cancel = useExports((state) => state.cancel)
  if (!running) return null
  const { rows, done, applicationIds } = running
  const total = applicationIds.length
  const words =
    total > 1
      ? t('filesDone', { count: total, done: format.number(done), total: format.number(total) })
      : rows === 0
        ? t('working')
        : t('rows', { count: rows, shown: format.number(rows) })
  return (
    <div className={styles.running}>
      <div className={styles.words}>
        <span role="status">{words}</span>
        <Progress label={t('label')} value={total > 1 ? done / total : null} />
      </div>
      <Button icon={<X aria-hidden="true" />} onClick={cancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
