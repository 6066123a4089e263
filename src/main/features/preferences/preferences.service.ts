import type { Service } from '#shared/contract'
import type { Preferences, PreferencesPatch, preferences } from '#shared/contract/preferences'
import type { PreferencesRepo } from './preferences.repo'

type Deps = { repo: PreferencesRepo; changed: (preferences: Preferences) => void }

/** What a person chose for this computer. */
export function createPreferencesService({ repo, changed }: Deps) {
  return {
    get: () => repo.read(),
    set(patch) {
      repo.write(withoutUndefined(patch))
      const now = repo.read()
      changed(now)
      return now
    },
  } satisfies Service<typeof preferences>
}

const withoutUndefined = (patch: PreferencesPatch): Partial<Preferences> =>
  // exactOptionalPropertyTypes keeps undefined out of Partial<Preferences>; zod's optional() lets it in.
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
