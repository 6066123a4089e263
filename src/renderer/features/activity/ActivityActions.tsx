import { Menu } from '@base-ui/react/menu'
import { Download, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CsvPreset } from '#shared/contract/exports'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { tell } from '../../ui/toasts'
import styles from './Activity.module.css'
import { useActivity, type ExportKind } from './activity.store'

/** Verify the log, and take it along. */
export function ActivityActions({ preferred }: { preferred: CsvPreset }) {
  const { t } = useTranslation('activity')
  const format = useFormat()
  const isChecking = useActivity((state) => state.isChecking)
  const isExporting = useActivity((state) => state.isExporting)
  const verify = useActivity((state) => state.verify)
  const exportAs = useActivity((state) => state.exportAs)
  const kinds: ExportKind[] = preferred === 'excel' ? ['excel', 'plain', 'lines'] : ['plain', 'excel', 'lines']

  const onExport = async (kind: ExportKind) => {
    const written = await exportAs(kind)
    if (written) tell({ title: t('export.done', { count: written.rows, shown: format.number(written.rows) }), text: written.path })
  }

  return (
    <>
      <Button icon={<ShieldCheck aria-hidden="true" />} busy={isChecking} tip={t('verifyTip')} onClick={() => void verify()}>
        {t('verify')}
      </Button>
      <Menu.Root>
        <Menu.Trigger
          render={
            <Button icon={<Download aria-hidden="true" />} busy={isExporting}>
              {t('export.button')}
            </Button>
          }
        />
        <Menu.Portal role="region" aria-label={t('export.button')}>
          <Menu.Positioner className={styles.positioner} align="end" sideOffset={4}>
            <Menu.Popup className={styles.menu}>
              {kinds.map((kind) => (
                <Menu.Item key={kind} className={styles.item} label={t(`export.${kind}`)} onClick={() => void onExport(kind)}>
                  <span className={styles.name}>{t(`export.${kind}`)}</span>
                  <span className={styles.means}>{t(`export.${kind}Means`)}</span>
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </>
  )
}
