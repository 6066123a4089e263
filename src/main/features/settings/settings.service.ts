import type { Service } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import type { settings as contract, SavedSetting, SettingChange } from '#shared/contract/settings'
import { editableOf, wordsOf } from '#shared/rules/setting-edit'
import type { WireApplication } from '#shared/wire/administration-plane'
import { failureOfRow, isTold, type RecordActivity } from '../../platform/activity'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { CachedSettings } from '../../platform/db/cached-settings'
import type { HubAccess } from '../../platform/hub/hub-access'
import { createSettingsSaver } from './save-settings'

type Deps = {
  hubs: HubAccess
  cached: CachedApplications
  settings: CachedSettings
  record: RecordActivity
  changed: (environmentId: EnvironmentId, applicationId: string) => void
}

/** API settings: one with its options, the advanced search, and reviewed changes. */
export function createSettingsService({ hubs, cached, settings, record, changed }: Deps) {
  const save = createSettingsSaver({ hubs, settings })

  /** Before and after in words, for the activity log; settings are no secrets. */
  function note(environmentId: EnvironmentId, application: WireApplication, change: SettingChange, result: SavedSetting): void {
    const failure = failureOfRow(result)
    const of = { environmentId, applicationId: application.id, what: 'settings.save', ...(failure ? { failure } : {}) } as const
    const setting = settings.find(environmentId, application.id, change.family, change.id)
    // Its words went with it when a refresh took it out of the cache.
    if (setting === null) return record({ ...of, subject: change.id })
    const editable = editableOf(setting, settings.kindOf(environmentId, application))
    const words = (value: SettingChange['base']) => wordsOf(editable, value).join(', ') || '–'
    record({ ...of, subject: editable.title, before: words(change.base), after: words(change.value) })
  }

  async function saveAll(
    environmentId: EnvironmentId,
    applicationId: string,
    changes: readonly SettingChange[],
    signal: AbortSignal,
  ): Promise<SavedSetting[]> {
    const application = cached.get(environmentId, applicationId)
    const results = await save(environmentId, application, changes, signal)
    for (const [index, result] of results.entries()) {
      const change = changes[index]
      if (change && isTold(result.outcome, index)) note(environmentId, application, change, result)
    }
    changed(environmentId, applicationId)
    return results
  }

  return {
    /** For an import, which sends the same changes line by line. */
    saveAll,

    service: {
      open({ environmentId, applicationId, family, id }) {
        const kind = settings.kindOf(environmentId, cached.get(environmentId, applicationId))
        const setting = settings.one(environmentId, applicationId, family, id)
        const editable = editableOf(setting, kind, settings.ofFamily(environmentId, applicationId, family))
        return { ...editable, ...settings.readAt(environmentId, applicationId) }
      },

      async search({ environmentId, applicationId, id, keyword }, { signal }) {
        const source = await hubs.sourceOf(environmentId, cached.get(environmentId, applicationId), signal)
        return { choices: await source.search(id, keyword) }
      },

      async save({ environmentId, applicationId, changes }, { signal }) {
        return { results: await saveAll(environmentId, applicationId, changes, signal) }
      },
    } satisfies Service<typeof contract>,
  }
}
