import type { EnvironmentId } from '#shared/contract/op'
import { kindOf, type SourceKind } from '#shared/rules/setting-edit'
import type { WireApplication } from '#shared/wire/administration-plane'
import { SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import type { Setting } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { SnapshotRepo } from './snapshot.repo'

/** What several features ask of the cache in the same way: the settings of an application. */
export function createCachedSettings(snapshots: SnapshotRepo, clock: Clock) {
  // Rows were parsed with the schema of their family before they were stored.
  const ofFamily = (environmentId: EnvironmentId, applicationId: string, family: SettingFamily): Setting[] =>
    snapshots.current(environmentId, family, applicationId) as Setting[]
  const all = (environmentId: EnvironmentId, applicationId: string): Setting[] =>
    SETTING_FAMILIES.flatMap((family) => ofFamily(environmentId, applicationId, family))

  return {
    all,
    ofFamily,

    /** By family, title and id, a few at a time. */
    *inOrder(environmentId: EnvironmentId, applicationId: string): Generator<Setting> {
      for (const family of SETTING_FAMILIES)
        for (const setting of snapshots.settingsByTitle(environmentId, family, applicationId)) yield setting as Setting // parsed, as above
    },

    find: (environmentId: EnvironmentId, applicationId: string, family: SettingFamily, id: string): Setting | null =>
      snapshots.one(environmentId, family, applicationId, id) as Setting | null, // parsed, as above

    /** Throws `not-found`. */
    one(environmentId: EnvironmentId, applicationId: string, family: SettingFamily, id: string): Setting {
      const setting = this.find(environmentId, applicationId, family, id)
      if (setting === null) throw new AppError('not-found', 'That setting is no longer here. Refresh to see what is.')
      return setting
    },

    /** As the hub tells it, or else as the settings look. */
    kindOf: (environmentId: EnvironmentId, application: WireApplication): SourceKind =>
      application.sourceKind ?? kindOf(all(environmentId, application.id)),

    /** What the source has by now, each over what there was. */
    keep(environmentId: EnvironmentId, applicationId: string, changed: readonly Setting[]): void {
      if (changed.length === 0) return
      const snapshot = snapshots.begin(environmentId, clock.iso())
      for (const setting of changed)
        snapshots.upsert(snapshot, { environmentId, kind: setting.family, applicationId }, { id: setting.row.id, body: setting })
      snapshots.finish(snapshot, 'complete', clock.iso())
    },

    /** When the settings were last read, as the field of a reply. */
    readAt(environmentId: EnvironmentId, applicationId: string): { readAt?: string } {
      const at = snapshots.reads(environmentId, applicationId).find(({ part }) => part === 'settings')?.at
      return at === undefined ? {} : { readAt: at }
    },
  }
}
export type CachedSettings = ReturnType<typeof createCachedSettings>
