import type { Service } from '#shared/contract'
import type { snapshots as contract } from '#shared/contract/snapshots'
import type { Past } from '../../platform/db/past'
import type { Pruning } from '../../platform/db/pruning'
import type { Tidy } from './tidy'

/** More are not listed: nobody scrolls through them, and they are counted one by one. */
const MOST = 300

type Deps = { past: Past; pruning: Pruning; tidy: Tidy }

/** The snapshots of an environment, and how long they stay. */
export function createSnapshotsService({ past, pruning, tidy }: Deps) {
  return {
    list({ of }) {
      const listed = past.list(of, MOST + 1)
      return { snapshots: listed.slice(0, MOST), isCut: listed.length > MOST }
    },
    cache: () => pruning.size(),
    async tidyUp() {
      const dropped = await tidy.run()
      return { dropped, ...pruning.size() }
    },
  } satisfies Service<typeof contract>
}
