import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ActivityCheck, ActivityEntry, ActivityWord } from '#shared/contract/activity'
import type { ApplicationId } from '#shared/contract/applications'
import type { CsvPreset } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

/** Whose entries are shown: an environment's, or those of one application in it. */
export type Place = { environmentId: EnvironmentId; applicationId?: ApplicationId }
export type ExportKind = CsvPreset | 'lines'
type Page = { entries: ActivityEntry[]; total: number; hasMore: boolean }
type Outcome = ActivityEntry['outcome']

/** How many entries come at once. */
export const PAGE = 200
const MAX_AT_ONCE = 5000

type ActivityStore = {
  place: Place | null
  list: Loading<Page>
  query: string
  words: ActivityWord[]
  outcome: Outcome | null
  isChecking: boolean
  /** What the last check found; gone when another place is shown. */
  check: ActivityCheck | null
  isExporting: boolean
  failure: Failure | null

  show: (place: Place) => Promise<void>
  /** `words` are those of the query, each with the operations whose words hold it. */
  search: (query: string, words: ActivityWord[]) => Promise<void>
  only: (outcome: Outcome | null) => Promise<void>
  clear: () => Promise<void>
  older: () => Promise<void>
  /** An entry was added, of this environment or of none. */
  reload: (environmentId: EnvironmentId | null) => Promise<void>
  verify: () => Promise<void>
  /** Null when the dialog was closed or it did not work. */
  exportAs: (kind: ExportKind) => Promise<{ path: string; rows: number } | null>
}

/** The activity log as far as it is shown, and how it was left. */
export const createActivityStore = (api: Api['activity']) =>
  createStore<ActivityStore>()((set, get) => {
    let asked = 0
    let isReloading = false
    let isDue = false

    const ask = async (limit: number, olderThan?: number) => {
      const { place, words, outcome } = get()
      if (!place) return null
      asked += 1
      const mine = asked
      const result = await api.list({
        ...place,
        words,
        limit,
        ...(outcome === null ? {} : { outcome }),
        ...(olderThan === undefined ? {} : { olderThan }),
      })
      // What was asked meanwhile, with other words or for another place, counts.
      return mine === asked ? result : null
    }

    const load = async (limit = PAGE) => {
      set(({ list }) => ({ list: loading(list) }))
      const result = await ask(limit)
      if (result) set(({ list }) => ({ list: loaded(result, list) }))
    }

    return {
      place: null,
      list: loading(),
      query: '',
      words: [],
      outcome: null,
      isChecking: false,
      check: null,
      isExporting: false,
      failure: null,

      async show(place) {
        const before = get().place
        const isSame = before?.environmentId === place.environmentId && before.applicationId === place.applicationId
        set(isSame ? { place } : { place, list: loading(), query: '', words: [], outcome: null, check: null, failure: null })
        await load()
      },
      async search(query, words) {
        set({ query, words })
        await load()
      },
      async only(outcome) {
        set({ outcome })
        await load()
      },
      async clear() {
        set({ query: '', words: [], outcome: null })
        await load()
      },

      async older() {
        const { list } = get()
        const last = list.value?.entries.at(-1)
        if (!list.value?.hasMore || !last) return
        const result = await ask(PAGE, last.id)
        if (!result) return
        set(({ list: now }) => {
          if (!result.ok || !now.value) return { list: loaded(result, now) }
          const { entries, total, hasMore } = result.value
          return { list: loaded({ ok: true, value: { entries: [...now.value.entries, ...entries], total, hasMore } }, now) }
        })
      },

      async reload(environmentId) {
        const { place } = get()
        if (!place || (environmentId !== null && environmentId !== place.environmentId)) return
        // Many entries come at once when many settings are saved: one reading after the last is enough.
        isDue = true
        if (isReloading) return
        isReloading = true
        while (isDue) {
          isDue = false
          await load(Math.min(MAX_AT_ONCE, Math.max(PAGE, get().list.value?.entries.length ?? 0)))
        }
        isReloading = false
      },

      async verify() {
        set({ isChecking: true, check: null, failure: null })
        const result = await api.verify()
        set({ isChecking: false, ...(result.ok ? { check: result.value } : { failure: result.error }) })
      },

      async exportAs(kind) {
        const { place } = get()
        if (!place) return null
        set({ isExporting: true, failure: null })
        const format = kind === 'lines' ? ('lines' as const) : ('csv' as const)
        const result = await api.export({ ...place, format, preset: kind === 'lines' ? 'plain' : kind })
        set({ isExporting: false, failure: result.ok ? null : result.error })
        return result.ok ? result.value : null
      },
    }
  })

export const [ActivityProvider, useActivity] = createStoreContext<ActivityStore>('activity')
