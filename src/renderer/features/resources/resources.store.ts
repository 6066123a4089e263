import { createStore } from 'zustand/vanilla'
import type { z } from 'zod'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { resources } from '#shared/contract/resources'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
export type Owned = z.output<typeof resources.list.output>
type Credentials = { username: string; password: string }

type ResourcesStore = {
  byPlace: Record<string, Loading<Owned>>
  isChecking: boolean
  isSaving: boolean
  credentialsFailure: Failure | null

  load: (place: Place) => Promise<void>
  reload: (environmentId: EnvironmentId, applicationId?: string) => void
  /** Where the source application is, for an environment that is connected by application key. */
  setBaseUri: (place: Place, baseUri: string) => Promise<Result<Owned>>
  /** Makes the six calls now. */
  check: (place: Place) => Promise<void>
  /** The number of resources that the source listed, or null when it was refused. */
  saveCredentials: (place: Place, credentials: Credentials) => Promise<number | null>
  clearCredentialsFailure: () => void
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`

/** What an application owns, and what its source application answered. */
export const createResourcesStore = (api: Api['resources']) =>
  createStore<ResourcesStore>()((set, get) => {
    const shown = new Map<string, { environmentId: EnvironmentId; load: () => Promise<void> }>()
    return {
      byPlace: {},
      isChecking: false,
      isSaving: false,
      credentialsFailure: null,

      async load(place) {
        const key = placeKey(place)
        shown.set(key, { environmentId: place.environmentId, load: () => get().load(place) })
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loading(byPlace[key]) } }))
        const result = await api.list(place)
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loaded(result, byPlace[key]) } }))
      },

      reload(environmentId, applicationId) {
        for (const [key, each] of shown)
          if (each.environmentId === environmentId && (applicationId === undefined || key.endsWith(`/${applicationId}`))) void each.load()
      },

      async setBaseUri(place, baseUri) {
        const key = placeKey(place)
        const result = await api.setBaseUri({ ...place, baseUri })
        if (result.ok) set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loaded(result) } }))
        return result
      },

      async check(place) {
        const key = placeKey(place)
        set({ isChecking: true })
        const result = await api.check(place)
        set(({ byPlace }) => ({ isChecking: false, byPlace: { ...byPlace, [key]: loaded(result, byPlace[key]) } }))
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
