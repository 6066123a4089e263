import { useTranslation } from 'react-i18next'
import type { SyncProgress } from '#shared/contract/environments'

/** Where a reading stands, in words. */
export function useSyncWords() {
  const { t } = useTranslation('environments')
  return (progress: SyncProgress | null): string => {
    if (!progress) return t('sync.starting')
    if (progress.waitsUntil !== undefined) return t('sync.waits')
    const step = t(`sync.step.${progress.step}`)
    return progress.total > 1 ? t('sync.counted', { step, done: progress.done, total: progress.total }) : step
  }
}
