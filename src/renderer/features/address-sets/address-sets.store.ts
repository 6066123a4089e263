import { createStore } from 'zustand/vanilla'
import type { z } from 'zod'
import type { Api } from '#shared/contract'
import type { AddressSet, AddressSetId, addressSets, BehindKey } from '#shared/contract/address-sets'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type SetToSave = Omit<z.input<typeof addressSets.save.input>, 'environmentId'>
/** How a line of the plan went. `moved`: the key changed after the plan was made, so it was left alone. */
export type LineOutcome = { state: 'applying' | 'done' | 'moved' } | { state: 'refused'; failure: Failure }

type AddressSetsStore = {
  environmentId: EnvironmentId | null
  list: Loading<AddressSet[]>
  /** The plan: the keys that lag behind their sets. */
  behind: Loading<BehindKey[]>
  inFlight: 'save' | 'remove' | null
  failure: Failure | null
  outcomes: Record<KeyId, LineOutcome>
  isApplying: boolean
  /** The line under way is the last one. */
  isStopping: boolean

  load: (environmentId: EnvironmentId) => Promise<void>
  reload: (environmentId?: EnvironmentId) => void
  save: (set: SetToSave) => Promise<Result<AddressSet>>
  remove: (id: AddressSetId) => Promise<Result<void>>
  clearFailure: () => void
  /** Line by line, each with the version that the plan was made from. Ends early after `stop`. */
  apply: (lines: readonly BehindKey[], confirmed: { confirmation?: string }) => Promise<void>
  stop: () => void
  forgetOutcomes: () => void
}

/** Named lists of addresses, and the plan that brings keys up to them. */
export const createAddressSetsStore = (api: Pick<Api, 'addressSets' | 'keys'>) =>
  createStore<AddressSetsStore>()((set, get) => {
    const here = (): EnvironmentId => {
      const { environmentId } = get()
      if (environmentId === null) throw new Error('Address sets are asked for before an environment is shown.')
      return environmentId
    }
    const run = async <T>(action: 'save' | 'remove', asked: Promise<Result<T>>): Promise<Result<T>> => {
      set({ inFlight: action, failure: null })
      const result = await asked
      set({ inFlight: null, failure: result.ok ? null : result.error })
      if (result.ok) await get().load(here())
      return result
    }
    const tellOutcome = (keyId: KeyId, outcome: LineOutcome) => set(({ outcomes }) => ({ outcomes: { ...outcomes, [keyId]: outcome } }))

    return {
      environmentId: null,
      list: loading(),
      behind: loading(),
      inFlight: null,
      failure: null,
      outcomes: {},
      isApplying: false,
      isStopping: false,

      async load(environmentId) {
        if (get().environmentId === environmentId) set(({ list, behind }) => ({ list: loading(list), behind: loading(behind) }))
        else set({ environmentId, list: loading(), behind: loading(), outcomes: {} })
        const [sets, behind] = await Promise.all([api.addressSets.list({ environmentId }), api.addressSets.behind({ environmentId })])
        // The person may have gone to another environment meanwhile.
        if (get().environmentId !== environmentId) return
        set((before) => ({
          list: loaded(sets.ok ? { ok: true, value: sets.value.sets } : sets, before.list),
          behind: loaded(behind, before.behind),
        }))
      },

      reload(environmentId) {
        const shown = get().environmentId
        // While a plan is applied, each of its lines announces a change; it is read anew once it ends.
        if (shown !== null && !get().isApplying && (environmentId === undefined || environmentId === shown)) void get().load(shown)
      },

      save: (input) => run('save', api.addressSets.save({ environmentId: here(), ...input })),
      remove: (id) => run('remove', api.addressSets.remove({ environmentId: here(), id })),
      clearFailure: () => set({ failure: null }),

      async apply(lines, confirmed) {
        // Bound to the environment that the plan was made for, whatever the window shows meanwhile.
        const environmentId = here()
        set({ isApplying: true, isStopping: false })
        for (const line of lines) {
          if (get().isStopping) break
          tellOutcome(line.keyId, { state: 'applying' })
          const result = await api.keys.modify({
            environmentId,
            applicationId: line.applicationId,
            keyId: line.keyId,
            restriction: { mode: 'restricted', addresses: line.after },
            addressSetId: line.setId,
            ...(line.etag === undefined ? {} : { etag: line.etag }),
            ...confirmed,
          })
          if (result.ok) tellOutcome(line.keyId, { state: 'done' })
          else if (result.error.code === 'conflict') tellOutcome(line.keyId, { state: 'moved' })
          else tellOutcome(line.keyId, { state: 'refused', failure: result.error })
        }
        set({ isApplying: false, isStopping: false })
      },
      stop: () => set({ isStopping: true }),
      forgetOutcomes: () => set({ outcomes: {} }),
    }
  })

export const [AddressSetsProvider, useAddressSets] = createStoreContext<AddressSetsStore>('addressSets')
