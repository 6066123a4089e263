import { z } from 'zod'
import { CsvPreset } from './exports'
import { Area, Fact } from './history'
import { EnvironmentId, Instant, local, read } from './op'
import { SnapshotId } from './snapshots'

/** An environment as one of its snapshots has it; null: as it was last read. */
export const Side = z.object({ environmentId: EnvironmentId, snapshotId: SnapshotId.nullable() })
export type Side = z.infer<typeof Side>

/** Of the left side against the right: `new` is only at the right, `missing` only at the left. */
export const Outcome = z.enum(['new', 'different', 'missing', 'same'])
export type Outcome = z.infer<typeof Outcome>

export const ComparedRow = z.object({
  /** Its number in the comparison. */
  id: z.number().int(),
  area: Area,
  outcome: Outcome,
  applicationName: z.string(),
  title: z.string(),
  /** Where it belongs: the list of a code; family and resources of a setting. */
  place: z.string(),
  /** What differs; of what is the same or on one side only, all. */
  left: z.array(Fact).nullable(),
  right: z.array(Fact).nullable(),
})
export type ComparedRow = z.infer<typeof ComparedRow>

export const Counts = z.record(Area, z.record(Outcome, z.number().int()))
export type Counts = z.infer<typeof Counts>

export const ComparedSide = z.object({ side: Side, environmentName: z.string(), readAt: Instant.nullable() })
export type ComparedSide = z.infer<typeof ComparedSide>
export const Comparison = z.object({ left: ComparedSide, right: ComparedSide, counts: Counts })
export type Comparison = z.infer<typeof Comparison>

/** The window names its comparison, so that it knows which progress is its own. */
const OfComparison = z.object({ comparisonId: z.uuid() })
export const CompareProgress = OfComparison.extend({ done: z.number().int(), total: z.number().int() })
export type CompareProgress = z.infer<typeof CompareProgress>

export const compare = {
  /** Compares two sides out of the cache; the rows are asked for afterwards. One comparison a window is held. */
  start: read(OfComparison.extend({ left: Side, right: Side }), Comparison),
  cancel: read(OfComparison, z.void()),
  /** A page of the rows of these outcomes, in the order of the comparison. `next`: what to ask for next, null at the end. */
  rows: read(
    OfComparison.extend({ outcomes: z.array(Outcome).min(1).max(4), after: z.number().int().min(-1) }),
    z.object({ rows: z.array(ComparedRow), next: z.number().int().nullable() }),
  ),
  /** Writes rows as CSV, in the given order. Null when the dialog was closed. */
  exportRows: local(
    OfComparison.extend({ rowIds: z.array(z.number().int()).min(1).max(500_000), preset: CsvPreset }),
    z.object({ path: z.string(), rows: z.number().int() }).nullable(),
  ),
}
