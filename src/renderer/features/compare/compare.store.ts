import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ComparedRow, Comparison, CompareProgress, Outcome, Side } from '#shared/contract/compare'
import type { CsvPreset } from '#shared/contract/exports'
import type { Area } from '#shared/contract/history'
import type { Failure } from '#shared/errors'
import { createStoreContext } from '../../store-context'

export type SideChoice = Side | null
export type Written = { path: string; rows: number }
const DIFFERENCES: readonly Outcome[] = ['new', 'different', 'missing']

type CompareStore = {
  left: SideChoice
  right: SideChoice
  /** `comparing` until main is done, `reading` while its rows come in. */
  state: 'idle' | 'comparing' | 'reading' | 'ready'
  progress: CompareProgress | null
  comparison: (Comparison & { id: string }) | null
  rows: readonly ComparedRow[]
  /** Rows that are the same are asked for when somebody wants to see them. */
  hasSame: boolean
  outcomes: ReadonlySet<Outcome>
  area: Area | null
  query: string
  isExporting: boolean
  failure: Failure | null

  choose: (side: 'left' | 'right', choice: SideChoice) => void
  swap: () => void
  start: () => Promise<void>
  stop: () => void
  progressed: (progress: CompareProgress) => void
  toggle: (outcome: Outcome) => Promise<void>
  ofArea: (area: Area | null) => void
  search: (query: string) => void
  clear: () => void
  /** Writes the rows that are shown. Null when the dialog was closed or it did not work. */
  exportRows: (rows: readonly ComparedRow[], preset: CsvPreset) => Promise<Written | null>
}

/** Two sides and what differs between them; the comparison itself is held by main. */
export const createCompareStore = (api: Api['compare'], newId: () => string = () => crypto.randomUUID()) =>
  createStore<CompareStore>()((set, get) => {
    /** All rows of these outcomes, page by page; null when another comparison was begun meanwhile, or it failed. */
    async function readRows(comparisonId: string, outcomes: Outcome[]): Promise<ComparedRow[] | null> {
      const rows: ComparedRow[] = []
      for (let after: number | null = -1; after !== null;) {
        const page: Awaited<ReturnType<typeof api.rows>> = await api.rows({ comparisonId, outcomes, after })
        if (get().comparison?.id !== comparisonId) return null
        if (!page.ok) {
          set({ failure: page.error })
          return null
        }
        rows.push(...page.value.rows)
        after = page.value.next
      }
      return rows
    }
    let running: string | null = null

    return {
      left: null,
      right: null,
      state: 'idle',
      progress: null,
      comparison: null,
      rows: [],
      hasSame: false,
      outcomes: new Set(DIFFERENCES),
      area: null,
      query: '',
      isExporting: false,
      failure: null,

      choose: (side, choice) => set({ [side]: choice }),
      swap: () => set(({ left, right }) => ({ left: right, right: left })),

      async start() {
        const { left, right } = get()
        if (!left || !right) return
        const id = newId()
        running = id
        set({
          state: 'comparing',
          progress: null,
          comparison: null,
          rows: [],
          hasSame: false,
          failure: null,
          outcomes: new Set(DIFFERENCES),
        })
        const result = await api.start({ comparisonId: id, left, right })
        if (running !== id) return
        if (!result.ok) {
          set({ state: 'idle', failure: result.error.code === 'cancelled' ? null : result.error })
          return
        }
        set({ state: 'reading', comparison: { id, ...result.value } })
        const rows = await readRows(id, [...DIFFERENCES])
        if (running === id) set({ state: 'ready', rows: rows ?? [] })
      },

      stop() {
        if (running !== null) void api.cancel({ comparisonId: running })
      },

      progressed(progress) {
        if (progress.comparisonId === running) set({ progress })
      },

      async toggle(outcome) {
        const { outcomes, comparison, hasSame } = get()
        const next = new Set(outcomes)
        if (!next.delete(outcome)) next.add(outcome)
        set({ outcomes: next })
        if (outcome !== 'same' || hasSame || !comparison) return
        set({ state: 'reading', hasSame: true })
        const same = await readRows(comparison.id, ['same'])
        if (get().comparison?.id === comparison.id)
          // A row's number is its place in the whole comparison.
          set(({ rows }) => ({ state: 'ready', rows: [...rows, ...(same ?? [])].sort((one, other) => one.id - other.id) }))
      },

      ofArea: (area) => set({ area }),
      search: (query) => set({ query }),
      clear: () => set({ query: '', area: null, outcomes: new Set(DIFFERENCES) }),

      async exportRows(rows, preset) {
        const { comparison } = get()
        if (!comparison) return null
        set({ isExporting: true, failure: null })
        const result = await api.exportRows({ comparisonId: comparison.id, rowIds: rows.map(({ id }) => id), preset })
        set({ isExporting: false, failure: result.ok ? null : result.error })
        return result.ok ? result.value : null
      },
    }
  })

export const [CompareProvider, useCompare] = createStoreContext<CompareStore>('compare')
