import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { CsvPreset } from '#shared/contract/exports'
import type { HealthRow, KeyFinding, KeyPolicy } from '#shared/contract/health'
import type { Failure } from '#shared/errors'
import { FINDINGS } from '#shared/rules/key-health'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'
import { holdingAllWords } from '../../ui/search-text'

type Board = { rows: HealthRow[]; policy: KeyPolicy }
export type Written = { path: string; rows: number }

type HealthStore = {
  board: Loading<Board>
  /** Set once the board was shown: nobody reads all environments for a page that was never opened. */
  isShown: boolean
  isExporting: boolean
  failure: Failure | null
  query: string
  findings: ReadonlySet<KeyFinding>
  environmentId: string | null

  load: () => Promise<void>
  reload: () => Promise<void>
  search: (query: string) => void
  toggle: (finding: KeyFinding) => void
  ofEnvironment: (environmentId: string | null) => void
  clear: () => void
  /** Writes the rows that are shown. Null when the dialog was closed or it did not work. */
  exportRows: (rows: readonly HealthRow[], preset: CsvPreset) => Promise<Written | null>
}

/** Every key of every environment against the policy, and how the board was left. */
export const createHealthStore = (api: Api['health']) =>
  createStore<HealthStore>()((set, get) => ({
    board: loading(),
    isShown: false,
    isExporting: false,
    failure: null,
    query: '',
    findings: new Set(),
    environmentId: null,

    async load() {
      set(({ board }) => ({ isShown: true, board: loading(board) }))
      const result = await api.board()
      set(({ board }) => ({ board: loaded(result, board) }))
    },
    async reload() {
      if (get().isShown) await get().load()
    },

    search: (query) => set({ query }),
    toggle: (finding) =>
      set(({ findings }) => {
        const next = new Set(findings)
        if (!next.delete(finding)) next.add(finding)
        return { findings: next }
      }),
    ofEnvironment: (environmentId) => set({ environmentId }),
    clear: () => set({ query: '', findings: new Set(), environmentId: null }),

    async exportRows(rows, preset) {
      set({ isExporting: true, failure: null })
      const result = await api.exportInventory({ preset, keyIds: rows.map(({ keyId }) => keyId) })
      set({ isExporting: false, failure: result.ok ? null : result.error })
      return result.ok ? result.value : null
    },
  }))

export const [HealthProvider, useHealth] = createStoreContext<HealthStore>('health')

type Filter = { query: string; findings: ReadonlySet<KeyFinding>; environmentId: string | null }

/** Rows of the environment that hold every word of the query and have any of the chosen findings. Case and accents do not count. */
export function matching(rows: readonly HealthRow[], { query, findings, environmentId }: Filter): readonly HealthRow[] {
  const narrowed =
    environmentId === null && findings.size === 0
      ? rows
      : rows.filter(
          (row) =>
            (environmentId === null || row.environmentId === environmentId) &&
            (findings.size === 0 || row.findings.some((finding) => findings.has(finding))),
        )
  return holdingAllWords(
    narrowed,
    query,
    ({ applicationName, label, hint, environmentName, addedBy }) => `${applicationName} ${label} ${hint} ${environmentName} ${addedBy}`,
  )
}

/** How many keys have each finding. */
export function countFindings(rows: readonly HealthRow[]): Record<KeyFinding, number> {
  const counts = Object.fromEntries(FINDINGS.map((finding) => [finding, 0])) as Record<KeyFinding, number>
  for (const { findings } of rows) for (const finding of findings) counts[finding] += 1
  return counts
}

/** The gravest finding first, then the more of them: the order in which a person works through the board. */
export const gravity = ({ findings }: HealthRow): number => {
  const [gravest] = findings
  return gravest === undefined ? FINDINGS.length * 10 : FINDINGS.indexOf(gravest) * 10 - findings.length
}
