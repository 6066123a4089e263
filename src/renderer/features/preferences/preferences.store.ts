import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { Preferences, PreferencesPatch } from '#shared/contract/preferences'
import type { Failure } from '#shared/errors'
import { createStoreContext } from '../../store-context'

export type PreferenceName = keyof PreferencesPatch

type PreferencesStore = {
  value: Preferences | null
  saving: PreferenceName | null
  /** What was saved last, until the next change: the page says so beside it. */
  saved: PreferenceName | null
  failure: Failure | null

  accept: (preferences: Preferences) => void
  set: <Name extends PreferenceName>(name: Name, value: NonNullable<PreferencesPatch[Name]>) => Promise<boolean>
}

/** What a person chose for this computer. Each choice is saved at once. */
export const createPreferencesStore = (api: Api['preferences']) =>
  createStore<PreferencesStore>()((set) => ({
    value: null,
    saving: null,
    saved: null,
    failure: null,

    accept: (value) => set({ value }),

    async set(name, value) {
      set({ saving: name, saved: null, failure: null })
      const result = await api.set({ [name]: value })
      set(result.ok ? { saving: null, saved: name, value: result.value } : { saving: null, failure: result.error })
      return result.ok
    },
  }))

export const [PreferencesProvider, usePreferences] = createStoreContext<PreferencesStore>('preferences')
