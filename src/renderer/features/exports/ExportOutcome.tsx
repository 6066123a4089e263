import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { exportFailureWords } from './export-words'
import { useExports } from './exports.store'

/** Why the last export of this application did not work. A success is told as a toast. */
export function ExportOutcome({ environmentId, applicationId }: { environmentId: EnvironmentId; applicationId: ApplicationId }) {
  const { t } = useTranslation('exports')
  const failed = useExports((state) => state.failed)
  const dismiss = useExports((state) => state.dismissFailure)
  if (failed?.environmentId !== environmentId || failed.applicationId !== applicationId) return null
  return (
    <FailurePanel
      failure={failed.failure}
      words={exportFailureWords(t, failed.failure)}
      action={<Button onClick={dismiss}>{t('failed.dismiss')}</Button>}
    />
  )
}
