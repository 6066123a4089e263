import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CsvPreset } from '#shared/contract/exports'
import { useBound } from '../../bound/bound'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { ActivityActions } from './ActivityActions'
import { ActivityLog } from './ActivityLog'

type Props = { preferred: CsvPreset; onCopyText: (text: string) => void }

/** What was done from this computer in the environment of the window. */
export function ActivityPage({ preferred, onCopyText }: Props) {
  const { t } = useTranslation('activity')
  const { environment } = useBound()
  const place = useMemo(() => ({ environmentId: environment.id }), [environment.id])
  return (
    <Page
      fill
      head={
        <PageHeader title={t('title')} facts={t('facts', { name: environment.name })} actions={<ActivityActions preferred={preferred} />} />
      }
    >
      <ActivityLog place={place} onCopyText={onCopyText} />
    </Page>
  )
}
