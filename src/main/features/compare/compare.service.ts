import type { Service } from '#shared/contract'
import type { ComparedRow, Comparison, CompareProgress, compare as contract, Side } from '#shared/contract/compare'
import type { EnvironmentId } from '#shared/contract/op'
import { COMPARE_CSV_COLUMNS, compareCsvRow } from '#shared/rules/compare-csv'
import { BYTE_ORDER_MARK, csvHeader, csvLine } from '#shared/rules/settings-csv'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { Past } from '../../platform/db/past'
import { createAtomicFile } from '../../platform/files/atomic-file'
import { safeFileName } from '../../platform/files/safe-name'
import { createSlices } from '../../platform/slices'
import { compareSides, countRows } from './compare-sides'
import { createSideReader } from './read-side'

/** Rows of one reply: enough for a few screens, few enough to be copied in a moment. */
const PAGE = 1000
const LINES_AT_ONCE = 500

type Deps = {
  past: Past
  environmentOf: (id: EnvironmentId) => { name: string; tenantId: string } | null
  readAt: (id: EnvironmentId) => string | null
  labelOf: (environmentId: string, applicationId: string, keyId: string) => string
  progressed: (progress: CompareProgress) => void
  clock: Clock
  /** The system's save dialog; null when it was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
  record: RecordActivity
}
type Held = { id: string; comparison: Comparison; rows: ComparedRow[] }

/** Two environments, or two snapshots of one, side by side; all out of the cache. */
export function createCompareService(deps: Deps) {
  const { past, environmentOf, readAt, progressed, clock, askWhere, record } = deps
  const reader = createSideReader(deps)
  const held = new Map<number, Held>()
  const running = new Map<string, AbortController>()

  function sideOf(side: Side) {
    const environment = environmentOf(side.environmentId)
    if (!environment) throw new AppError('not-found', 'That environment is no longer here.')
    const at = side.snapshotId === null ? readAt(side.environmentId) : past.startedAt(side.environmentId, side.snapshotId)
    if (side.snapshotId !== null && at === null) throw new AppError('not-found', 'That snapshot is no longer kept.')
    return { tenantId: environment.tenantId, compared: { side, environmentName: environment.name, readAt: at } }
  }

  function heldBy(windowId: number, comparisonId: string): Held {
    const found = held.get(windowId)
    if (found?.id !== comparisonId) throw new AppError('not-found', 'That comparison is no longer here. Compare again.')
    return found
  }

  return {
    async start({ comparisonId, left, right }, { windowId, signal }) {
      const [one, other] = [sideOf(left), sideOf(right)]
      const stop = new AbortController()
      running.set(comparisonId, stop)
      const either = AbortSignal.any([signal, stop.signal])
      const slices = createSlices()
      try {
        const rows = await compareSides(reader, left, right, {
          isSameTenant: one.tenantId === other.tenantId,
          pause: () => slices.pause(either),
          progressed: (done, total) => {
            progressed({ comparisonId, done, total })
          },
        })
        const comparison = { left: one.compared, right: other.compared, counts: countRows(rows) }
        held.set(windowId, { id: comparisonId, comparison, rows })
        return comparison
      } catch (error) {
        if (stop.signal.aborted) throw new AppError('cancelled', 'Comparing was stopped.', { cause: error })
        throw error
      } finally {
        running.delete(comparisonId)
      }
    },

    cancel: ({ comparisonId }) => running.get(comparisonId)?.abort(),

    rows({ comparisonId, outcomes, after }, { windowId }) {
      const { rows } = heldBy(windowId, comparisonId)
      const page: ComparedRow[] = []
      // A row's number is its place.
      for (let at = after + 1; at < rows.length; at += 1) {
        const row = rows[at]
        if (!row || !outcomes.includes(row.outcome)) continue
        if (page.length === PAGE) return { rows: page, next: at - 1 }
        page.push(row)
      }
      return { rows: page, next: null }
    },

    async exportRows({ comparisonId, rowIds, preset }, { windowId, signal }) {
      const { rows, comparison } = heldBy(windowId, comparisonId)
      const chosen = rowIds.flatMap((id) => rows[id] ?? [])
      if (chosen.length === 0) throw new AppError('nothing-to-export', 'There is no row to write into a file. No file was written.')
      const { left, right } = comparison
      const name = `Comparison ${left.environmentName} - ${right.environmentName} ${clock.iso().slice(0, 10)}`
      const path = await askWhere(windowId, safeFileName(name, 'csv'))
      if (path === null) return null
      const file = await createAtomicFile(path)
      try {
        await file.write((preset === 'excel' ? BYTE_ORDER_MARK : '') + csvHeader(COMPARE_CSV_COLUMNS))
        for (let at = 0; at < chosen.length; at += LINES_AT_ONCE) {
          signal.throwIfAborted()
          const lines = chosen.slice(at, at + LINES_AT_ONCE).map((row) => csvLine(compareCsvRow(row, comparison), COMPARE_CSV_COLUMNS))
          await file.write(lines.join(''))
        }
        await file.commit()
      } catch (error) {
        await file.discard()
        throw error
      }
      record({ environmentId: null, what: 'compare.exportRows', subject: `${left.environmentName}, ${right.environmentName}`, after: path })
      return { path, rows: chosen.length }
    },
  } satisfies Service<typeof contract>
}
