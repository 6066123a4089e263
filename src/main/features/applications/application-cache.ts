import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { ProxyAccess, type WireApplication, type WireOwnedResource } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import { canonicalJson } from '../../platform/db/canonical-json'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { Administration } from '../../platform/hub/administration'

export type OfApplication = { environmentId: EnvironmentId; applicationId: ApplicationId }

type Deps = {
  cached: CachedApplications
  snapshots: SnapshotRepo
  clock: Clock
  changed: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
}

const ACCESS = 'proxy-access'

/** Our copy of applications, brought in step after a change. Each function is a snapshot of its own. */
export function createApplicationCache({ cached, snapshots, clock, changed }: Deps) {
  /** Writes as one snapshot and tells the windows. */
  function write({ environmentId, applicationId }: OfApplication, run: (snapshotId: number, at: string) => void): void {
    const at = clock.iso()
    const snapshotId = snapshots.begin(environmentId, at)
    run(snapshotId, at)
    snapshots.finish(snapshotId, 'complete', at)
    changed(environmentId, applicationId)
  }

  function keep(of: OfApplication, application: WireApplication): void {
    const scope = { environmentId: of.environmentId, kind: 'application', applicationId: '' }
    write(of, (snapshotId) => {
      snapshots.upsert(snapshotId, scope, { id: of.applicationId, body: application })
    })
  }

  return {
    keep,

    /** Somebody else changed it: what they made of it. Never fails, since the failure that led here is to be told. */
    async readAnew(hub: Administration, of: OfApplication): Promise<void> {
      const theirs = await hub.application(of.applicationId).catch(nothingFromHub)
      if (theirs) keep(of, theirs)
    },

    keepOwnedResources(of: OfApplication, owned: WireOwnedResource[]): void {
      const { environmentId, applicationId } = of
      write(of, (snapshotId, at) => {
        snapshots.replace(
          snapshotId,
          { environmentId, kind: 'owned-resource', applicationId },
          owned.map((resource) => ({ id: resource.name, body: resource })),
        )
        snapshots.recordRead({ environmentId, applicationId, part: 'resources', snapshotId, at, failure: null })
      })
    },

    access({ environmentId, applicationId }: OfApplication): ProxyAccess | null {
      const body = snapshots.one(environmentId, ACCESS, applicationId, ACCESS)
      return body === null ? null : ProxyAccess.parse(body)
    },

    /** Nothing is written, and nobody is told, when it is as it was. */
    keepAccess(of: OfApplication, access: ProxyAccess): void {
      const { environmentId, applicationId } = of
      if (canonicalJson(access) === canonicalJson(snapshots.one(environmentId, ACCESS, applicationId, ACCESS))) return
      write(of, (snapshotId) => {
        snapshots.upsert(snapshotId, { environmentId, kind: ACCESS, applicationId }, { id: ACCESS, body: access })
      })
    },

    /** It is gone, with everything of it. */
    drop(of: OfApplication): void {
      const { environmentId, applicationId } = of
      const others = cached.all(environmentId).flatMap(({ id }) => (id === applicationId ? [] : [id]))
      write(of, (snapshotId) => {
        snapshots.dropApplicationsBut(snapshotId, environmentId, new Set(others))
        snapshots.remove(snapshotId, { environmentId, kind: 'application', applicationId: '' }, applicationId)
      })
    },
  }
}
export type ApplicationCache = ReturnType<typeof createApplicationCache>

/** For a look that only completes something else: what the hub does not tell now, the next sync brings. */
export function nothingFromHub(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
