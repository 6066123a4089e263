import type { EnvironmentType } from '#shared/contract/environments'
import type { EnvironmentId } from '#shared/contract/op'
import type { CacheUpkeep } from './cache-upkeep'
import { createCompareService } from './features/compare/compare.service'
import { createHistoryService } from './features/history/history.service'
import { createSearchService } from './features/search/search.service'
import { createSnapshotsService } from './features/snapshots/snapshots.service'
import type { Announce } from './ipc/announce'
import type { RecordActivity } from './platform/activity'
import { systemClock as clock } from './platform/clock'
import { createCachedApplications } from './platform/db/cached-applications'
import { createCachedSettings } from './platform/db/cached-settings'
import { createPast } from './platform/db/past'
import type { Db } from './platform/db/open'
import type { SnapshotRepo } from './platform/db/snapshot.repo'

type Deps = {
  cache: Db
  snapshots: SnapshotRepo
  upkeep: CacheUpkeep
  environments: () => { id: EnvironmentId; name: string; type: EnvironmentType; tenant: { id: string } }[]
  labelOf: (environmentId: EnvironmentId, applicationId: string, keyId: string) => string
  announce: Announce
  record: RecordActivity
  /** Asks the person; null when the dialog was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
}

/** Builds the services that look into what is cached: its search, its past, and comparisons. None of them asks a hub. */
export function createPastServices(deps: Deps) {
  const { cache, snapshots, upkeep, environments, labelOf, announce, record, askWhere } = deps
  const past = createPast(cache)
  const cached = createCachedApplications(snapshots)
  return {
    search: createSearchService({
      ...upkeep.search,
      environments,
      applicationName(environmentId, applicationId) {
        const body = snapshots.one(environmentId, 'application', '', applicationId) as { name: string } | null // parsed before it was stored
        return body?.name ?? ''
      },
    }),
    history: createHistoryService({ past, cached, settings: createCachedSettings(snapshots, clock), labelOf }),
    snapshots: createSnapshotsService({ past, ...upkeep }),
    compare: createCompareService({
      past,
      environmentOf(id) {
        const found = environments().find((each) => each.id === id)
        return found ? { name: found.name, tenantId: found.tenant.id } : null
      },
      readAt: (id) => snapshots.lastReadAt(id),
      // The ids come out of the cache, into which only environments of ours are read.
      labelOf: (environmentId, applicationId, keyId) => labelOf(environmentId as EnvironmentId, applicationId, keyId),
      progressed: (progress) => {
        announce('compare.progressed', progress)
      },
      clock,
      askWhere,
      record,
    }),
  }
}
