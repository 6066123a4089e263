import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import type { Refresh, RefreshEvery } from '#shared/contract/refreshes'
import type { Failure } from '#shared/errors'
import { createStoreContext } from '../../store-context'

type RefreshesStore = {
  byEnvironment: Record<EnvironmentId, Refresh>
  load: (id: EnvironmentId) => Promise<void>
  /** Asks anew for what is shown; others are asked for when they are. */
  reload: (id: EnvironmentId) => void
  set: (id: EnvironmentId, every: RefreshEvery) => Promise<Failure | null>
}

/** How often the environments of this window are read by themselves, and when next. */
export const createRefreshesStore = (api: Api['refreshes']) =>
  createStore<RefreshesStore>()((set, get) => {
    const put = (refresh: Refresh) =>
      set(({ byEnvironment }) => ({ byEnvironment: { ...byEnvironment, [refresh.environmentId]: refresh } }))
    return {
      byEnvironment: {},

      async load(id) {
        const result = await api.get({ environmentId: id })
        // Nobody asked for it: where it cannot be told, nothing is shown.
        if (result.ok) put(result.value)
      },

      reload(id) {
        if (get().byEnvironment[id]) void get().load(id)
      },

      async set(id, every) {
        const result = await api.set({ environmentId: id, every })
        if (!result.ok) return result.error
        put(result.value)
        return null
      },
    }
  })

export const [RefreshesProvider, useRefreshes] = createStoreContext<RefreshesStore>('refreshes')
