import type { Service } from '#shared/contract'
import type { iso as contract } from '#shared/contract/iso'
import type { EnvironmentId } from '#shared/contract/op'
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
  record: (environmentId: EnvironmentId, what: string, subject: string) => void
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
        if (result.outcome === 'saved' && change && now)
          record(environmentId, 'iso.save', `${application.name}: ${now.title}: ${change.base || '–'} → ${change.isoCode || '–'}`)
      }
      changed(environmentId, applicationId)
      return { results: saved.map(({ result }) => result) }
    },
  } satisfies Service<typeof contract>
}
