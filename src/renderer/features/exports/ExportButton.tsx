import { Menu } from '@base-ui/react/menu'
import { Download, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import type { CsvPreset } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import { tell } from '../../ui/toasts'
import styles from './Exports.module.css'
import { useExports } from './exports.store'

type Target = { environmentId: EnvironmentId; applicationId: ApplicationId }

/** Export API Settings: choose for whom, then where; how far it is and a way to stop while it goes. */
export function ExportButton({ target, preferred }: { target: Target; preferred: CsvPreset }) {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const now = useNow()
  const running = useExports((state) => state.running)
  const exportSettings = useExports((state) => state.exportSettings)
  const cancel = useExports((state) => state.cancel)
  const reveal = useExports((state) => state.reveal)
  const presets: CsvPreset[] = preferred === 'excel' ? ['excel', 'plain'] : ['plain', 'excel']

  const run = async (preset: CsvPreset) => {
    const written = await exportSettings(target, preset)
    if (!written) return
    const { rows, fileName, folder, from, readAt } = written
    tell({
      title: t('done', { count: rows, shown: format.number(rows), file: fileName }),
      text: from === 'source' ? t('folder', { folder }) : t('fromCache', { folder, ago: format.ago(readAt, now) }),
      action: { label: t('show'), run: reveal },
      stayMs: 20_000,
    })
  }

  if (running)
    return (
      <div className={styles.running}>
        <div className={styles.words}>
          <span role="status">
            {running.rows === 0 ? t('working') : t('rows', { count: running.rows, shown: format.number(running.rows) })}
          </span>
          <Progress label={t('label')} value={null} />
        </div>
        <Button icon={<X aria-hidden="true" />} onClick={cancel}>
          {t('cancel')}
        </Button>
      </div>
    )
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button icon={<Download aria-hidden="true" />}>{t('button')}</Button>} />
      <Menu.Portal role="region" aria-label={t('button')}>
        <Menu.Positioner className={styles.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={styles.menu}>
            {presets.map((preset) => (
              <Menu.Item key={preset} className={styles.item} label={t(preset)} onClick={() => run(preset)}>
                <span className={styles.name}>{t(preset)}</span>
                <span className={styles.means}>{t(`${preset}Means`)}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
