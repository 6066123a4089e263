import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CsvPreset } from '#shared/contract/exports'
import { useCommand } from '../../commands/offers'
import { Button } from '../../ui/Button'
import styles from './Exports.module.css'
import { ExportProgressLine } from './ExportProgressLine'
import { useExports, type Target } from './exports.store'
import { useExport } from './use-export'

/** Export API Settings, or ISO codes, of one application: choose for whom, then where; how far it is and a way to stop while it goes. */
export function ExportButton({ target, preferred }: { target: Target; preferred: CsvPreset }) {
  const { t } = useTranslation('exports')
  const isRunning = useExports((state) => state.running !== null)
  const run = useExport()
  const presets: CsvPreset[] = preferred === 'excel' ? ['excel', 'plain'] : ['plain', 'excel']
  const label = t(target.what === 'isoCodes' ? 'isoButton' : 'button')

  const offer = isRunning ? null : { run: () => void run(target, preferred) }
  useCommand(target.what === 'isoCodes' ? 'exports.isoCodes' : 'exports.apiSettings', offer)

  if (isRunning) return <ExportProgressLine />
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button icon={<Download aria-hidden="true" />}>{label}</Button>} />
      <Menu.Portal role="region" aria-label={label}>
        <Menu.Positioner className={styles.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={styles.menu}>
            {presets.map((preset) => (
              <Menu.Item key={preset} className={styles.item} label={t(preset)} onClick={() => void run(target, preset)}>
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
