import { setImmediate as nextTurn } from 'node:timers/promises'

/** Long enough that going round the event loop costs little, short enough that nobody waits for us. */
const LONGEST_MS = 8

export type Slices = { pause: (signal?: AbortSignal) => Promise<void> }

/** For long work in main: call `pause` between its small steps, and whatever else waits gets its turn in time. */
export function createSlices(now: () => number = () => performance.now()): Slices {
  let since = now()
  return {
    /** Goes on at once while little time has passed. @throws when the signal was aborted */
    async pause(signal) {
      if (now() - since < LONGEST_MS) return
      await nextTurn()
      signal?.throwIfAborted()
      since = now()
    },
  }
}
