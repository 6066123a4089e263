import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import { useBound } from '../bound/bound'
import { useApplications } from '../features/applications/applications.store'
import { ResourcePage } from '../features/resources/ResourcePage'
import { paths } from './routes'

/** A resource's settings, with the way back to its application. */
export function ResourceRoute({ applicationId, resource }: { applicationId: ApplicationId; resource: string }) {
  const { t } = useTranslation('applicationTabs')
  const { t: ta } = useTranslation('applications')
  const { environment } = useBound()
  const name = useApplications((state) => state.details[applicationId]?.value?.application.name)
  const loadDetail = useApplications((state) => state.loadDetail)
  const isKnown = name !== undefined
  useEffect(() => {
    if (!isKnown) void loadDetail(applicationId)
  }, [isKnown, loadDetail, applicationId])

  return (
    <ResourcePage
      key={resource}
      place={{ environmentId: environment.id, applicationId }}
      resource={resource}
      crumbs={[
        { label: ta('title'), href: paths.applications },
        { label: name ?? t('overviewPage'), href: paths.application(applicationId) },
        { label: t('tabs.resources'), href: paths.application(applicationId, 'resources') },
      ]}
    />
  )
}
