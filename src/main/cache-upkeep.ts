import type { KeepSnapshots } from '#shared/contract/preferences'
import { createSearchIndex } from './features/search/search-index'
import { createSearchRepo } from './features/search/search.repo'
import { createTidy } from './features/snapshots/tidy'
import type { Clock } from './platform/clock'
import type { Db } from './platform/db/open'
import { createPruning } from './platform/db/pruning'
import type { Log } from './platform/log'

type Deps = { cache: Db; clock: Clock; log: Log; keep: () => KeepSnapshots }

/** What the cache needs after a reading: what came becomes searchable, and what is too old goes. */
export function createCacheUpkeep({ cache, clock, log, keep }: Deps) {
  const pruning = createPruning(cache)
  const tidy = createTidy({ pruning, clock, keep })
  const searchRepo = createSearchRepo(cache)
  const searchIndex = createSearchIndex(searchRepo)
  return {
    pruning,
    tidy,
    search: { repo: searchRepo, index: searchIndex },

    /** Does what `read` does, and what is needed after it; nobody waits for that. */
    after:
      <A extends unknown[], R>(read: (...input: A) => Promise<R>) =>
      async (...input: A): Promise<R> => {
        const result = await read(...input)
        for (const work of [searchIndex.catchUp(), tidy.run()])
          work.catch((error: unknown) => {
            log.warn('cache.upkeep', { error })
          })
        return result
      },

    /** The database is about to close. */
    async stop(): Promise<void> {
      await Promise.all([searchIndex.stop(), tidy.stop()])
    },
  }
}
export type CacheUpkeep = ReturnType<typeof createCacheUpkeep>
