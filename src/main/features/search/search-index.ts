import { createSlices } from '../../platform/slices'
import type { SearchRepo } from './search.repo'

/** Keeps the index in step with what is cached: after a reading, and before a search that comes sooner. */
export function createSearchIndex(repo: SearchRepo) {
  const stop = new AbortController()
  let running: Promise<void> | null = null

  async function catchUp(): Promise<void> {
    const slices = createSlices()
    while (repo.indexSome()) await slices.pause(stop.signal)
  }

  return {
    /** Resolves when all that came is indexed; a few rows at a time, so that nothing waits for it. */
    catchUp: (): Promise<void> =>
      (running ??= catchUp().finally(() => {
        running = null
      })),

    /** The database is about to close. */
    async stop(): Promise<void> {
      stop.abort()
      await running?.catch(() => undefined) // stopped, as asked
    },
  }
}
export type SearchIndex = ReturnType<typeof createSearchIndex>
