import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { Found, FoundKind } from '#shared/contract/search'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type FoundGroup = { kind: FoundKind; found: Found[]; isCut: boolean }

type SearchStore = {
  query: string
  /** What was found for `answered`; null before the first search. */
  groups: Loading<FoundGroup[]>
  /** The query that the groups answer. */
  answered: string
  search: (query: string) => void
  /** Again, after something was read. */
  reload: () => void
}

/** The search as one types: one question at a time, and always the newest one next. */
export const createSearchStore = (api: Api['search']) =>
  createStore<SearchStore>()((set, get) => {
    let isAsking = false

    async function ask(): Promise<void> {
      if (isAsking) return
      isAsking = true
      let asked: string
      do {
        asked = get().query
        await find(asked)
      } while (asked !== get().query)
      isAsking = false
    }

    async function find(query: string): Promise<void> {
      if (query.trim() === '') {
        set({ groups: loading(), answered: '' })
        return
      }
      set(({ groups }) => ({ groups: loading(groups) }))
      const result = await api.find({ query })
      set(({ groups }) => ({ groups: loaded(result.ok ? { ok: true, value: result.value.groups } : result, groups), answered: query }))
    }

    return {
      query: '',
      groups: loading(),
      answered: '',
      search(query) {
        set({ query })
        void ask()
      },
      reload() {
        if (get().query.trim() !== '') void ask()
      },
    }
  })

export const [SearchProvider, useSearch] = createStoreContext<SearchStore>('search')
