import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import type { CacheState, Snapshot } from '#shared/contract/snapshots'
import type { Failure } from '#shared/errors'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Snapshots = { snapshots: Snapshot[]; isCut: boolean }

type SnapshotsStore = {
  byEnvironment: Record<EnvironmentId, Loading<Snapshots>>
  onlySyncs: boolean
  cache: Loading<CacheState>
  isTidying: boolean
  /** How many the last tidying let go; null before one. */
  dropped: number | null
  failure: Failure | null

  load: (of: EnvironmentId) => Promise<void>
  /** After something was read: those that were asked for, anew. */
  reload: (of: EnvironmentId | null) => void
  toggleOnlySyncs: () => void
  loadCache: () => Promise<void>
  tidyUp: () => Promise<void>
}

/** The snapshots of environments, and the room they take. */
export const createSnapshotsStore = (api: Api['snapshots']) =>
  createStore<SnapshotsStore>()((set, get) => ({
    byEnvironment: {},
    onlySyncs: true,
    cache: loading(),
    isTidying: false,
    dropped: null,
    failure: null,

    async load(of) {
      set(({ byEnvironment }) => ({ byEnvironment: { ...byEnvironment, [of]: loading(byEnvironment[of]) } }))
      const result = await api.list({ of })
      set(({ byEnvironment }) => ({ byEnvironment: { ...byEnvironment, [of]: loaded(result, byEnvironment[of]) } }))
    },

    reload(of) {
      for (const known of Object.keys(get().byEnvironment) as EnvironmentId[]) if (of === null || known === of) void get().load(known)
    },

    toggleOnlySyncs: () => set(({ onlySyncs }) => ({ onlySyncs: !onlySyncs })),

    async loadCache() {
      const result = await api.cache()
      set(({ cache }) => ({ cache: loaded(result, cache), dropped: null }))
    },

    async tidyUp() {
      set({ isTidying: true, failure: null, dropped: null })
      const result = await api.tidyUp()
      if (!result.ok) {
        set({ isTidying: false, failure: result.error })
        return
      }
      const { dropped, ...cache } = result.value
      set({ isTidying: false, dropped, cache: { state: 'ready', value: cache, failure: null } })
      get().reload(null)
    },
  }))

export const [SnapshotsProvider, useSnapshots] = createStoreContext<SnapshotsStore>('snapshots')
