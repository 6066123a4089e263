import { createStore } from 'zustand/vanilla'
import type { z } from 'zod'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { resources, SettingLine } from '#shared/contract/resources'
import type { Failure } from '#shared/errors'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
export type Owned = z.output<typeof resources.list.output>
type Settings = { lines: SettingLine[]; readAt?: string | undefined }
type Credentials = { username: string; password: string }

type ResourcesStore = {
  byPlace: Record<string, Loading<Owned>>
  settings: Record<string, Loading<Settings>>
  isSaving: boolean
  credentialsFailure: Failure | null

  load: (place: Place) => Promise<void>
  reload: (environmentId: EnvironmentId) => void
  loadSettings: (place: Place, resource: string) => Promise<void>
  /** The number of resources that the source listed, or null when it was refused. */
  saveCredentials: (place: Place, credentials: Credentials) => Promise<number | null>
  clearCredentialsFailure: () => void
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`
export const settingsKey = (place: Place, resource: string) => `${placeKey(place)}/${resource}`

/** What an application owns, and the settings behind each resource. */
export const createResourcesStore = (api: Api['resources']) =>
  createStore<ResourcesStore>()((set, get) => {
    const shown = new Map<string, { environmentId: EnvironmentId; load: () => Promise<void> }>()
    return {
      byPlace: {},
      settings: {},
      isSaving: false,
      credentialsFailure: null,

      async load(place) {
        const key = placeKey(place)
        shown.set(key, { environmentId: place.environmentId, load: () => get().load(place) })
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loading(byPlace[key]) } }))
        const result = await api.list(place)
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loaded(result, byPlace[key]) } }))
      },

      reload(environmentId) {
        for (const each of shown.values()) if (each.environmentId === environmentId) void each.load()
      },

      async loadSettings(place, resource) {
        const key = settingsKey(place, resource)
        shown.set(key, { environmentId: place.environmentId, load: () => get().loadSettings(place, resource) })
        set(({ settings }) => ({ settings: { ...settings, [key]: loading(settings[key]) } }))
        const result = await api.settings({ ...place, resource })
        set(({ settings }) => ({ settings: { ...settings, [key]: loaded(result, settings[key]) } }))
      },

      async saveCredentials(place, credentials) {
        set({ isSaving: true, credentialsFailure: null })
        const result = await api.setCredentials({ ...place, ...credentials })
        set({ isSaving: false, credentialsFailure: result.ok ? null : result.error })
        if (!result.ok) return null
        await get().load(place)
        return result.value.resourceCount
      },

      clearCredentialsFailure: () => set({ credentialsFailure: null }),
    }
  })

export const [ResourcesProvider, useResources] = createStoreContext<ResourcesStore>('resources')
