import type { Service } from '#shared/contract'
import type { iso as contract } from '#shared/contract/iso'
import type { EnvironmentId } from '#shared/contract/op'
import { failureOfRow, isTold, type RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { IsoReader } from '../../platform/hub/iso-reader'
import { saveIsoCodes } from './save-iso-codes'

type Deps = {
  hubs: HubAccess
  cached: CachedApplications
  snapshots: SnapshotRepo
  iso: IsoReader
  clock: Clock
  record: RecordActivity
  changed: (environmentId: EnvironmentId, applicationId: string) => void
}

/** ISO Code Settings: the five lists of a source application, and reviewed changes of their codes. */
export function createIsoService({ hubs, cached, snapshots, iso, clock, record, changed }: Deps) {
  return {
    lists: (of) => ({ lists: iso.cached(of) }),

    async refresh(of, { signal }) {
      const source = await hubs.sourceOf(of.environmentId, cached.get(of.environmentId, of.applicationId), signal)
      const snapshot = snapshots.begin(of.environmentId, clock.iso())
      try {
        const failure = await iso.read(source, snapshot, of)
        snapshots.finish(snapshot, failure ? 'partial' : 'complete', clock.iso())
      } catch (error) {
        snapshots.finish(snapshot, 'failed', clock.iso())
        throw error
      }
      changed(of.environmentId, of.applicationId)
      return { lists: iso.cached(of) }
    },

    async save({ environmentId, applicationId, changes }, { signal }) {
      const application = cached.get(environmentId, applicationId)
      const saved = await saveIsoCodes(await hubs.sourceToWrite(environmentId, application, signal), changes, signal)
      const snapshot = snapshots.begin(environmentId, clock.iso())
      for (const { result, now } of saved) if (now) iso.keepRow(snapshot, { environmentId, applicationId }, result.list, now)
      snapshots.finish(snapshot, 'complete', clock.iso())
      for (const [index, { result, now }] of saved.entries()) {
        const change = changes[index]
        const failure = failureOfRow(result)
        if (change && isTold(result.outcome, index))
          record({
            environmentId,
            applicationId,
            what: 'iso.save',
            subject: now?.title ?? `${change.list} ${change.id}`,
            before: change.base || '–',
            after: change.isoCode || '–',
            ...(failure ? { failure } : {}),
          })
      }
      changed(environmentId, applicationId)
      return { results: saved.map(({ result }) => result) }
    },
  } satisfies Service<typeof contract>
}
