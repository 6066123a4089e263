import { useTranslation } from 'react-i18next'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { exportFailureWords } from './export-words'
import { isSameTarget, useExports, type Target } from './exports.store'

/** Why the last export of this did not work. A success is told as a toast. */
export function ExportOutcome({ target }: { target: Target }) {
  const { t } = useTranslation('exports')
  const failed = useExports((state) => state.failed)
  const dismiss = useExports((state) => state.dismissFailure)
  if (!failed || !isSameTarget(failed, target)) return null
  return (
    <FailurePanel
      failure={failed.failure}
      words={exportFailureWords(t, failed.failure)}
      action={<Button onClick={dismiss}>{t('failed.dismiss')}</Button>}
    />
  )
}
