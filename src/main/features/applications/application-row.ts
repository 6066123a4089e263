import { ApplicationId, type ApplicationRow } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SourceCredentials } from '../../platform/hub/source-credentials'

type Deps = { cached: CachedApplications; credentials: SourceCredentials }

/** The rows of the list: what the hub says of an application, and what its keys and this computer say of it. */
export function createApplicationRows({ cached, credentials }: Deps) {
  return (environmentId: EnvironmentId): ((application: WireApplication) => ApplicationRow) => {
    const unrestricted = cached.unrestrictedCounts(environmentId)
    const upgrading = cached.pendingUpgrades(environmentId)
    return (application) => ({
      id: ApplicationId.parse(application.id),
      name: application.name,
      description: application.description,
      origin: application.origin,
      sourceKind: application.sourceKind,
      ownedResourceCount: application.ownedResourceCount,
      apiKeyCount: application.apiKeyCount,
      unrestrictedKeyCount: unrestricted.get(application.id) ?? 0,
      hasSettings: application.hasSettings,
      missingCredentials:
        application.baseUri !== undefined &&
        application.authentication.type === 'basic' &&
        credentials.whereabouts(environmentId, application.id) === null,
      pendingUpgrade: upgrading.has(application.id),
      modifiedOn: application.metadata.modifiedOn,
    })
  }
}
