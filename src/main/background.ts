import { randomUUID } from 'node:crypto'
import type { EnvironmentId } from '#shared/contract/op'
import { analyticsAccount } from './features/analytics/account'
import { createAnalytics } from './features/analytics/analytics'
import { createAnalyticsRepo } from './features/analytics/analytics.repo'
import { COLLECT_URL } from './features/analytics/measurement-wire'
import { createRefresher } from './features/refreshes/refresher'
import { createRefreshesRepo } from './features/refreshes/refreshes.repo'
import { createRefreshesService } from './features/refreshes/refreshes.service'
import type { Announce } from './ipc/announce'
import type { Watched } from './ipc/serve'
import { systemClock as clock } from './platform/clock'
import type { Db } from './platform/db/open'
import type { SnapshotRepo } from './platform/db/snapshot.repo'
import type { HttpClient } from './platform/http/client'
import type { SecretStore } from './platform/keychain/secret-store'

export type BackgroundDeps = {
  journal: Db
  snapshots: SnapshotRepo
  http: HttpClient
  keychain: Pick<SecretStore, 'state'>
  version: string
  isAnalyticsAllowed: () => boolean
  sync: (environmentId: EnvironmentId, signal: AbortSignal) => Promise<unknown>
  announce: Announce
}

/** What happens by itself while the app runs: reading environments anew, and counting. It begins once there is something to see. */
export function createBackground(deps: BackgroundDeps) {
  const { journal, snapshots, http, keychain, announce } = deps
  const repo = createRefreshesRepo(journal)
  const refresher = createRefresher({
    clock,
    schedule,
    lastReadAt: (environmentId) => snapshots.lastReadAt(environmentId),
    read: deps.sync,
    keychain: () => keychain.state(),
    changed: (environmentId) => {
      announce('refreshes.changed', { environmentId })
    },
  })
  const analytics = createAnalytics({
    repo: createAnalyticsRepo(journal),
    http,
    account: analyticsAccount(process.env),
    collectUrl: COLLECT_URL,
    version: deps.version,
    isAllowed: deps.isAnalyticsAllowed,
    newId: randomUUID,
    schedule,
  })

  for (const { environmentId, every } of repo.list()) refresher.set(environmentId, every)
  analytics.consented()
  analytics.started()

  return {
    services: { refreshes: createRefreshesService({ repo, refresher }) },
    consented: () => analytics.consented(),

    /** Hears of an operation as it begins; the returned function hears how it ended. */
    watch({ name, access, environmentId }: Watched): (isDone: boolean) => void {
      const changed = access === 'write' && environmentId !== undefined ? refresher.changeBegins(environmentId) : undefined
      return (isDone) => {
        changed?.()
        if (isDone) analytics.done(name)
      }
    },

    forgetEnvironment(environmentId: EnvironmentId): void {
      repo.forgetEnvironment(environmentId)
      refresher.stop(environmentId)
    },

    close(): void {
      refresher.stopAll()
      analytics.close()
    },
  }
}
export type Background = ReturnType<typeof createBackground>

function schedule(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => {
    clearTimeout(timer)
  }
}
