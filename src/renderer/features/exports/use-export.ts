import { useTranslation } from 'react-i18next'
import type { CsvPreset, ExportResult } from '#shared/contract/exports'
import { useFormat, useNow } from '../../i18n/use-format'
import { tell } from '../../ui/toasts'
import { useExports, type Target } from './exports.store'

/** Runs an export and says what came of it. */
export function useExport() {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const now = useNow()
  const run = useExports((state) => state.run)
  const reveal = useExports((state) => state.reveal)
  return async (target: Target, preset: CsvPreset): Promise<ExportResult | null> => {
    const written = await run(target, preset)
    if (!written || written.files.length === 0) return written
    const { files, folder } = written
    const [first] = files
    const rows = files.reduce((sum, file) => sum + file.rows, 0)
    const cachedAt = files.find(({ from }) => from === 'cache')?.readAt
    const counts = { count: rows, shown: format.number(rows) }
    tell({
      title:
        files.length === 1 && first
          ? t('done', { ...counts, file: first.fileName })
          : t('doneMany', { ...counts, files: format.number(files.length) }),
      text: cachedAt === undefined ? t('folder', { folder }) : t('fromCache', { folder, ago: format.ago(cachedAt, now) }),
      action: { label: t('show'), run: reveal },
      stayMs: 20_000,
    })
    return written
  }
}
