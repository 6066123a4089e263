import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { KnownApiKey } from '#shared/wire/administration-plane'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { Administration } from '../../platform/hub/administration'

type Deps = {
  cached: CachedApplications
  snapshots: SnapshotRepo
  clock: Clock
  changed: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
}
type OfApplication = { environmentId: EnvironmentId; applicationId: ApplicationId }
type Keys = KnownApiKey[]

/** Our copy of an application's keys, brought in step after a change. */
export function createKeyCache({ cached, snapshots, clock, changed }: Deps) {
  function store({ environmentId, applicationId }: OfApplication, keys: Keys, wasRead: boolean): void {
    const at = clock.iso()
    const snapshotId = snapshots.begin(environmentId, at)
    snapshots.replace(
      snapshotId,
      { environmentId, kind: 'api-key', applicationId },
      keys.map((key) => ({ id: key.id, body: key })),
    )
    if (wasRead) snapshots.recordRead({ environmentId, applicationId, part: 'keys', snapshotId, at, failure: null })
    const application = cached.find(environmentId, applicationId)
    if (application)
      snapshots.upsert(
        snapshotId,
        { environmentId, kind: 'application', applicationId: '' },
        { id: applicationId, body: { ...application, apiKeyCount: keys.length } },
      )
    snapshots.finish(snapshotId, 'complete', at)
    changed(environmentId, applicationId)
  }

  return {
    /** The keys as the hub has them now. */
    keep: (environmentId: EnvironmentId, applicationId: ApplicationId, keys: Keys): void =>
      store({ environmentId, applicationId }, keys, true),

    /**
     * After something happened at the hub: its list, or, when that cannot be had now, what we know with `known` done to it.
     * It never fails: what happened at the hub did happen.
     */
    async follow(hub: Pick<Administration, 'apiKeys'>, of: OfApplication, known: (keys: Keys) => Keys): Promise<void> {
      const read = await hub.apiKeys(of.applicationId).catch(() => null)
      store(of, read?.items ?? known(cached.keys(of.environmentId, of.applicationId)), read !== null)
    },
  }
}
export type KeyCache = ReturnType<typeof createKeyCache>
