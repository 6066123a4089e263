import type { Service } from '#shared/contract'
import { ApplicationId, type ApplicationRow, type applications } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { Vault } from '../../platform/vault/vault'

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

type Deps = { cached: CachedApplications; snapshots: SnapshotRepo; vault: Vault }

/** The applications of an environment, from the cache: online and offline read the same. */
export function createApplicationsService({ cached, snapshots, vault }: Deps) {
  const rowOf = (environmentId: EnvironmentId, application: WireApplication, unrestricted: Map<string, number>): ApplicationRow => ({
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
      vault.whereabouts({ environmentId, kind: 'source-password', ownerId: application.id }) === null,
    modifiedOn: application.metadata.modifiedOn,
  })

  return {
    list({ environmentId }) {
      const unrestricted = cached.unrestrictedCounts(environmentId)
      const rows = cached
        .all(environmentId)
        .map((application) => rowOf(environmentId, application, unrestricted))
        .sort((one, other) => byName.compare(one.name, other.name))
      const readAt = snapshots.lastReadAt(environmentId)
      return { rows, ...(readAt === null ? {} : { readAt }) }
    },

    get({ environmentId, applicationId }) {
      const application = cached.get(environmentId, applicationId)
      const reads = snapshots.reads(environmentId, applicationId)
      const readAt = reads[0]?.at ?? snapshots.lastReadAt(environmentId)
      if (readAt === null) throw new AppError('not-found', 'This environment was not read yet. Refresh to see its applications.')
      return {
        application: { ...application, id: applicationId },
        row: rowOf(environmentId, application, cached.unrestrictedCounts(environmentId)),
        readAt,
        gaps: reads.flatMap(({ part, failure }) => (failure ? [{ part, failure }] : [])),
      }
    },
  } satisfies Service<typeof applications>
}
