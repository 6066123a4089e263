import type { KeepSnapshots } from '#shared/contract/preferences'
import type { Clock } from '../../platform/clock'
import type { Pruning } from '../../platform/db/pruning'
import { createSlices } from '../../platform/slices'

type Deps = { pruning: Pruning; clock: Clock; keep: () => KeepSnapshots }

const DAYS: Record<Exclude<KeepSnapshots, 'for-ever'>, number> = { '30-days': 30, '90-days': 90, '1-year': 365 }
const DAY_MS = 86_400_000

/** Lets go of what is older than the preference says, in small pieces. One run at a time; the next waits for it. */
export function createTidy({ pruning, clock, keep }: Deps) {
  const stop = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  async function run(): Promise<number> {
    const keeping = keep()
    const dropped = keeping === 'for-ever' ? 0 : pruning.dropBefore(new Date(clock.now() - DAYS[keeping] * DAY_MS).toISOString())
    // Also when nothing was dropped: the app may have been closed in the middle of the last time.
    const slices = createSlices()
    const pause = () => slices.pause(stop.signal)
    for (let after = pruning.eraseRows(null); after !== null; after = pruning.eraseRows(after)) await pause()
    while (pruning.eraseSnapshots()) await pause()
    while (pruning.giveBackRoom()) await pause()
    return dropped
  }

  return {
    /** Resolves with how many snapshots went. Rejects when the app quits meanwhile; the next run goes on from there. */
    run(): Promise<number> {
      const next = last.then(run)
      last = next.catch(() => undefined) // whoever asked for that run was told
      return next
    },

    /** The database is about to close. */
    async stop(): Promise<void> {
      stop.abort()
      await last
    },
  }
}
export type Tidy = ReturnType<typeof createTidy>
