import { z } from 'zod'
import { EnvironmentId, Instant, local, Nothing, read } from './op'

export const SnapshotId = z.number().int().positive()

/** A reading of an environment as it is kept. */
export const Snapshot = z.object({
  id: SnapshotId,
  startedAt: Instant,
  /** `failed`: the reading stopped; what it had read until then is in it. */
  state: z.enum(['running', 'complete', 'partial', 'failed']),
  /** `sync`: everything was read. `part`: one thing was read anew, or was changed from here. */
  origin: z.enum(['sync', 'part']),
  /** What differs from the snapshot before it. */
  added: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
})
export type Snapshot = z.infer<typeof Snapshot>

export const CacheState = z.object({ bytes: z.number().int(), snapshots: z.number().int() })
export type CacheState = z.infer<typeof CacheState>

export const snapshots = {
  /** The snapshots of any environment that are kept, the newest first; from the cache, so no window need be bound to it. */
  list: read(z.object({ of: EnvironmentId }), z.object({ snapshots: z.array(Snapshot), isCut: z.boolean() })),
  /** How much room the cache takes on the disk of this computer. */
  cache: read(Nothing, CacheState),
  /** Lets go of what is older than the preference says, now. */
  tidyUp: local(Nothing, CacheState.extend({ dropped: z.number().int() })),
}
