import { createStore } from 'zustand/vanilla'
import type { z } from 'zod'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { ApiKey, keys, KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
export type NewKey = Place & Omit<z.input<typeof keys.add.input>, keyof Place>
type Listed = { keys: ApiKey[]; readAt?: string | undefined }

type KeysStore = {
  /** By environment and application: two tenants may use the same ids. */
  byPlace: Record<string, Loading<Listed>>
  isAdding: boolean
  addFailure: Failure | null
  copying: KeyId | null

  load: (place: Place) => Promise<void>
  /** Something changed: reads again what was read before. */
  reload: (environmentId: EnvironmentId, applicationId?: ApplicationId) => void
  add: (key: NewKey) => Promise<Result<ApiKey>>
  clearAddFailure: () => void
  copy: (place: Place, keyId: KeyId) => ReturnType<Api['keys']['copy']>
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`

/** API keys as the window knows them: hints and restrictions, never a value. */
export const createKeysStore = (api: Api['keys']) =>
  createStore<KeysStore>()((set, get) => {
    const places = new Map<string, Place>()
    return {
      byPlace: {},
      isAdding: false,
      addFailure: null,
      copying: null,

      async load(place) {
        const key = placeKey(place)
        places.set(key, place)
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loading(byPlace[key]) } }))
        const result = await api.list(place)
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loaded(result, byPlace[key]) } }))
      },

      reload(environmentId, applicationId) {
        for (const place of places.values())
          if (place.environmentId === environmentId && (applicationId === undefined || place.applicationId === applicationId))
            void get().load(place)
      },

      async add(input) {
        set({ isAdding: true, addFailure: null })
        const result = await api.add(input)
        set({ isAdding: false, addFailure: result.ok ? null : result.error })
        if (result.ok) {
          const key = placeKey(input)
          const added = result.value
          set(({ byPlace }) => {
            const known = byPlace[key]?.value
            if (!known) return {}
            const others = known.keys.filter(({ id }) => id !== added.id)
            return { byPlace: { ...byPlace, [key]: { state: 'ready', value: { ...known, keys: [...others, added] }, failure: null } } }
          })
        }
        return result
      },

      clearAddFailure: () => set({ addFailure: null }),

      async copy(place, keyId) {
        set({ copying: keyId })
        const result = await api.copy({ ...place, keyId })
        set({ copying: null })
        return result
      },
    }
  })

export const [KeysProvider, useKeys] = createStoreContext<KeysStore>('keys')
