import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import { useBound } from '../bound/bound'
import { useSetsHere } from '../features/address-sets/use-sets-here'
import { ApplicationPage } from '../features/applications/ApplicationPage'
import { ExportButton } from '../features/exports/ExportButton'
import { ExportOutcome } from '../features/exports/ExportOutcome'
import { KeysTab } from '../features/keys/KeysTab'
import { usePreferences } from '../features/preferences/preferences.store'
import { ResourcesTab } from '../features/resources/ResourcesTab'
import { paths, type ApplicationTab } from './routes'

/** Application Overview, put together from the features that have a tab in it. */
export function ApplicationRoute({ applicationId, tab }: { applicationId: ApplicationId; tab: ApplicationTab }) {
  const [, navigate] = useLocation()
  const { environment } = useBound()
  const preferred = usePreferences((state) => state.value?.csvPreset ?? 'excel')
  const maxAgeDays = usePreferences((state) => state.value?.keyMaxAgeDays ?? 365)
  const addressSets = useSetsHere(environment.id, paths.addressSetPlan)
  const editKeyId = new URLSearchParams(useSearch()).get('edit')
  // Asked once: going back to the tab later must not open the sheet again.
  const onEditOpened = useCallback(
    () => navigate(`${paths.application(applicationId, 'keys')}?`, { replace: true }),
    [navigate, applicationId],
  )
  const onRotate = useCallback((keyId: string) => navigate(paths.newRotation(applicationId, keyId)), [navigate, applicationId])
  const place = { environmentId: environment.id, applicationId }
  const hrefOf = useCallback((resource: string) => paths.resource(applicationId, resource), [applicationId])

  return (
    <ApplicationPage
      key={applicationId}
      applicationId={applicationId}
      tab={tab}
      onTab={(next) => navigate(paths.application(applicationId, next))}
      listHref={paths.applications}
      onDeleted={() => navigate(paths.applications)}
      keys={({ application }) => (
        <KeysTab
          place={place}
          applicationName={application.name}
          addressSets={addressSets}
          maxAgeDays={maxAgeDays}
          editKeyId={editKeyId}
          onEditOpened={onEditOpened}
          onRotate={onRotate}
        />
      )}
      resources={({ application }) => (
        <ResourcesTab
          place={place}
          applicationName={application.name}
          hrefOf={hrefOf}
          onOpen={(resource) => navigate(hrefOf(resource))}
          exportButton={<ExportButton target={place} preferred={preferred} />}
          exportOutcome={<ExportOutcome {...place} />}
        />
      )}
    />
  )
}
