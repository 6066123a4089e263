import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationDetail, ApplicationId, ApplicationRow } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'
import { holdingAllWords } from '../../ui/search-text'
import type { Sorting } from '../../ui/table/sorting'

type Listed = { rows: ApplicationRow[]; readAt?: string | undefined }

type ApplicationsStore = {
  environmentId: EnvironmentId | null
  list: Loading<Listed>
  details: Record<ApplicationId, Loading<ApplicationDetail>>
  /** How the list was left, so that coming back finds it so. */
  query: string
  sorting: Sorting
  lastActiveId: string | null
  /** Only rows for which each of them holds. */
  filters: ReadonlySet<FilterId>

  show: (environmentId: EnvironmentId) => Promise<void>
  reload: () => Promise<void>
  loadDetail: (applicationId: ApplicationId) => Promise<void>
  search: (query: string) => void
  toggleFilter: (id: FilterId) => void
  clearAll: () => void
  sort: (sorting: Sorting) => void
  activate: (id: string) => void
}

/** The applications of the environment that this window shows. */
export const createApplicationsStore = (api: Api['applications']) =>
  createStore<ApplicationsStore>()((set, get) => ({
    environmentId: null,
    list: loading(),
    details: {},
    query: '',
    sorting: null,
    lastActiveId: null,
    filters: new Set(),

    async show(environmentId) {
      if (get().environmentId !== environmentId)
        set({ environmentId, list: loading(), details: {}, query: '', sorting: null, lastActiveId: null, filters: new Set() })
      await get().reload()
    },

    async reload() {
      const { environmentId } = get()
      if (environmentId === null) return
      set(({ list }) => ({ list: loading(list) }))
      const result = await api.list({ environmentId })
      // The person may have gone to another environment meanwhile.
      if (get().environmentId !== environmentId) return
      set(({ list }) => ({ list: loaded(result, list) }))
      await Promise.all((Object.keys(get().details) as ApplicationId[]).map((id) => get().loadDetail(id)))
    },

    async loadDetail(applicationId) {
      const { environmentId } = get()
      if (environmentId === null) return
      set(({ details }) => ({ details: { ...details, [applicationId]: loading(details[applicationId]) } }))
      const result = await api.get({ environmentId, applicationId })
      if (get().environmentId !== environmentId) return
      set(({ details }) => ({ details: { ...details, [applicationId]: loaded(result, details[applicationId]) } }))
    },

    search: (query) => set({ query }),
    toggleFilter: (id) =>
      set(({ filters }) => {
        const next = new Set(filters)
        if (!next.delete(id)) next.add(id)
        return { filters: next }
      }),
    clearAll: () => set({ query: '', filters: new Set() }),
    sort: (sorting) => set({ sorting }),
    activate: (lastActiveId) => set({ lastActiveId }),
  }))

export const [ApplicationsProvider, useApplications] = createStoreContext<ApplicationsStore>('applications')

/** What the list can be narrowed to. */
export const FILTERS = [
  { id: 'unrestricted', holds: (row: ApplicationRow) => row.unrestrictedKeyCount > 0 },
  { id: 'missingCredentials', holds: (row: ApplicationRow) => row.missingCredentials },
  { id: 'pendingUpgrade', holds: (row: ApplicationRow) => row.pendingUpgrade },
  { id: 'hasSettings', holds: (row: ApplicationRow) => row.hasSettings },
  { id: 'fromCatalog', holds: (row: ApplicationRow) => row.origin === 'catalog' },
] as const
export type FilterId = (typeof FILTERS)[number]['id']

/** Rows that hold every word of the query in name, description or id, and every filter; case and accents do not count. */
export function matching(
  all: readonly ApplicationRow[],
  query: string,
  filters: ReadonlySet<FilterId> = new Set(),
): readonly ApplicationRow[] {
  const rows = filters.size === 0 ? all : all.filter((row) => FILTERS.every(({ id, holds }) => !filters.has(id) || holds(row)))
  return holdingAllWords(rows, query, ({ name, description, id }) => `${name} ${description} ${id}`)
}
