import { createStore } from 'zustand/vanilla'
import type { z } from 'zod'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { ApiKey, keys, KeyId, KeyNotes } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
type InputOf<Name extends keyof typeof keys> = Place & Omit<z.input<(typeof keys)[Name]['input']>, keyof Place>
export type NewKey = InputOf<'add'>
export type ModifiedKey = InputOf<'modify'>
export type RemovedKey = InputOf<'remove'>
export type HandedOverKey = InputOf<'handOver'>
type Listed = { keys: ApiKey[]; readAt?: string | undefined }
export type KeyAction = 'add' | 'paste' | 'modify' | 'remove' | 'copy' | 'reveal' | 'setNotes' | 'chooseHandOver' | 'handOver'

type KeysStore = {
  /** By environment and application: two tenants may use the same ids. */
  byPlace: Record<string, Loading<Listed>>
  /** What is under way; one sheet or dialog is open at a time. */
  inFlight: KeyAction | null
  /** Why the last action did not work, until the next one or until it is cleared. */
  failure: Failure | null

  load: (place: Place) => Promise<void>
  /** Something changed: reads again what was read before. */
  reload: (environmentId: EnvironmentId, applicationId?: ApplicationId) => void
  clearFailure: () => void
  add: (key: NewKey) => Promise<Result<ApiKey>>
  /** A key that was made in the hub's console; the value passes through and is kept nowhere here. */
  paste: (place: Place, value: string) => Promise<Result<ApiKey>>
  /** After a `conflict` the list here is as the hub has it now. */
  modify: (key: ModifiedKey) => Promise<Result<ApiKey>>
  remove: (key: RemovedKey) => Promise<Result<void>>
  copy: (place: Place, keyId: KeyId, asVariable?: string) => ReturnType<Api['keys']['copy']>
  /** The value goes to the caller alone and is never kept here. */
  reveal: (place: Place, keyId: KeyId) => ReturnType<Api['keys']['reveal']>
  setNotes: (place: Place, keyId: KeyId, notes: Omit<KeyNotes, 'addressSetId'>) => Promise<Result<ApiKey>>
  chooseHandOver: (place: Place, keyId: KeyId, suggestedName: string) => ReturnType<Api['keys']['chooseHandOver']>
  handOver: (input: HandedOverKey) => ReturnType<Api['keys']['handOver']>
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`

/** API keys as the window knows them: hints and restrictions, never a value. */
export const createKeysStore = (api: Api['keys']) =>
  createStore<KeysStore>()((set, get) => {
    const places = new Map<string, Place>()

    const run = async <T>(action: KeyAction, asked: Promise<Result<T>>): Promise<Result<T>> => {
      set({ inFlight: action, failure: null })
      const result = await asked
      set({ inFlight: null, failure: result.ok ? null : result.error })
      return result
    }
    const change = (place: Place, next: (keys: ApiKey[]) => ApiKey[]) =>
      set(({ byPlace }) => {
        const key = placeKey(place)
        const known = byPlace[key]?.value
        if (!known) return {}
        return { byPlace: { ...byPlace, [key]: { state: 'ready', value: { ...known, keys: next(known.keys) }, failure: null } } }
      })
    /** In its place when it is known, at the end when it is new. */
    const put = (place: Place, key: ApiKey) =>
      change(place, (known) =>
        known.some(({ id }) => id === key.id) ? known.map((each) => (each.id === key.id ? key : each)) : [...known, key],
      )
    /** Somebody else changed the key: what is compared with must be there before the answer is. */
    const readAgainOnConflict = async <T>(asked: Promise<Result<T>>, { environmentId, applicationId }: Place): Promise<Result<T>> => {
      const result = await asked
      if (!result.ok && result.error.code === 'conflict') await get().load({ environmentId, applicationId })
      return result
    }

    return {
      byPlace: {},
      inFlight: null,
      failure: null,

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

      clearFailure: () => set({ failure: null }),

      async add(input) {
        const result = await run('add', api.add(input))
        if (result.ok) put(input, result.value)
        return result
      },

      async paste(place, value) {
        const result = await run('paste', api.paste({ ...place, value }))
        if (result.ok) put(place, result.value)
        return result
      },

      async modify(input) {
        const result = await run('modify', readAgainOnConflict(api.modify(input), input))
        if (result.ok) put(input, result.value)
        return result
      },

      async remove(input) {
        const result = await run('remove', readAgainOnConflict(api.remove(input), input))
        if (result.ok) change(input, (known) => known.filter(({ id }) => id !== input.keyId))
        return result
      },

      copy: (place, keyId, asVariable) => run('copy', api.copy({ ...place, keyId, ...(asVariable === undefined ? {} : { asVariable }) })),
      reveal: (place, keyId) => run('reveal', api.reveal({ ...place, keyId })),

      async setNotes(place, keyId, notes) {
        const result = await run('setNotes', api.setNotes({ ...place, keyId, notes }))
        if (result.ok) put(place, result.value)
        return result
      },

      chooseHandOver: (place, keyId, suggestedName) => run('chooseHandOver', api.chooseHandOver({ ...place, keyId, suggestedName })),

      async handOver(input) {
        const result = await run('handOver', api.handOver(input))
        if (result.ok) put(input, result.value.key)
        return result
      },
    }
  })

export const [KeysProvider, useKeys] = createStoreContext<KeysStore>('keys')
