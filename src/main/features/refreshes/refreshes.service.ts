import type { Service } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import type { Refresh, refreshes } from '#shared/contract/refreshes'
import type { Refresher } from './refresher'
import type { RefreshesRepo } from './refreshes.repo'

/** How often environments are read by themselves. */
export function createRefreshesService({ repo, refresher }: { repo: RefreshesRepo; refresher: Refresher }) {
  const describe = (environmentId: EnvironmentId): Refresh => ({
    environmentId,
    every: repo.list().find((each) => each.environmentId === environmentId)?.every ?? 'off',
    ...refresher.state(environmentId),
  })
  return {
    get: ({ environmentId }) => describe(environmentId),
    set({ environmentId, every }) {
      repo.set(environmentId, every)
      refresher.set(environmentId, every)
      return describe(environmentId)
    },
  } satisfies Service<typeof refreshes>
}
