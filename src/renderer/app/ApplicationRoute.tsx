import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import { useBound } from '../bound/bound'
import { ActivityActions } from '../features/activity/ActivityActions'
import { ActivityLog } from '../features/activity/ActivityLog'
import { useSetsHere } from '../features/address-sets/use-sets-here'
import { ApplicationPage } from '../features/applications/ApplicationPage'
import { ExportButton } from '../features/exports/ExportButton'
import { ExportOutcome } from '../features/exports/ExportOutcome'
import { ApplicationHistory } from '../features/history/ApplicationHistory'
import { KeysTab } from '../features/keys/KeysTab'
import { usePreferences } from '../features/preferences/preferences.store'
import { useResources } from '../features/resources/resources.store'
import { ResourcesTab } from '../features/resources/ResourcesTab'
import { useApplicationChanges } from '../features/applications/application-changes.store'
import { UpgradeActions } from '../features/upgrades/UpgradeActions'
import { useShell } from './shell.store'
import { paths, type ApplicationTab } from './routes'

/** Application Overview, put together from the features that have a tab in it. */
export function ApplicationRoute({ applicationId, tab }: { applicationId: ApplicationId; tab: ApplicationTab }) {
  const [, navigate] = useLocation()
  const { environment } = useBound()
  const preferred = usePreferences((state) => state.value?.csvPreset ?? 'excel')
  const maxAgeDays = usePreferences((state) => state.value?.keyMaxAgeDays ?? 365)
  const addressSets = useSetsHere(environment.id, paths.addressSetPlan)
  const asked = new URLSearchParams(useSearch())
  const editKeyId = asked.get('edit')
  // Asked once: going back to the tab later must not open the sheet again.
  const onEditOpened = useCallback(
    () => navigate(`${paths.application(applicationId, 'keys')}?`, { replace: true }),
    [navigate, applicationId],
  )
  const onRotate = useCallback((keyId: string) => navigate(paths.newRotation(applicationId, keyId)), [navigate, applicationId])
  const place = useMemo(() => ({ environmentId: environment.id, applicationId }), [environment.id, applicationId])
  const exported = { what: 'apiSettings' as const, environmentId: environment.id, applicationIds: [applicationId] }
  const testSource = useApplicationChanges((state) => state.testSource)
  const update = useApplicationChanges((state) => state.update)
  const isByKey = environment.connection === 'application-keys'
  const setBaseUri = useResources((state) => state.setBaseUri)
  const copyText = useShell((state) => state.copyText)
  const hrefOf = useCallback((resource: string) => paths.resource(applicationId, resource), [applicationId])

  const onOpenResource = useCallback((resource: string) => navigate(hrefOf(resource)), [navigate, hrefOf])

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
          focusKeyId={asked.get('key')}
          onEditOpened={onEditOpened}
          onRotate={onRotate}
        />
      )}
      resources={({ application }) => (
        <ResourcesTab
          place={place}
          applicationName={application.name}
          hrefOf={hrefOf}
          onOpen={onOpenResource}
          exportButton={<ExportButton target={exported} preferred={preferred} />}
          exportOutcome={<ExportOutcome target={exported} />}
          baseUri={{
            isLocal: isByKey,
            test: (baseUri) => testSource(environment.id, { baseUri, applicationId }),
            save: (baseUri, confirmed) =>
              isByKey
                ? setBaseUri(place, baseUri)
                : update(environment.id, { applicationId, patch: { baseUri }, etag: application.etag, ...confirmed }),
          }}
          onCopyText={copyText}
          find={asked.get('find') ?? ''}
        />
      )}
      activity={() => <ActivityLog place={place} onCopyText={copyText} actions={<ActivityActions preferred={preferred} />} />}
      history={<ApplicationHistory place={place} />}
      upgrades={() => <UpgradeActions applicationId={applicationId} links={upgradeLinks} />}
    />
  )
}

const upgradeLinks = {
  application: (id: ApplicationId) => paths.application(id, 'upgrades'),
  resource: (id: ApplicationId, resource: string) => paths.resource(id, resource),
}
