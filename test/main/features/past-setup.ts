import type { Caller } from '#shared/contract'
import { EnvironmentId } from '#shared/contract/op'
import type { KeepSnapshots } from '#shared/contract/preferences'
import { createCacheUpkeep } from '../../../src/main/cache-upkeep'
import { createSync } from '../../../src/main/features/environments/sync'
import { createPastServices } from '../../../src/main/past-services'
import type { Activity } from '../../../src/main/platform/activity'
import { createCachedApplications } from '../../../src/main/platform/db/cached-applications'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { startSandbox } from '../../../src/sandbox/server'
import { createFakeClock } from '../../fakes/fake-clock'
import { noKnownKeys } from '../../fakes/no-known-keys'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { openTestJournal } from '../../fakes/open-journal'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const caller: Caller = { windowId: 1, signal: new AbortController().signal }
export const anyEnvironment = () => EnvironmentId.parse(crypto.randomUUID())
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }

/** An application as a sync stores it. */
export const application = (id: string, over: object = {}) => ({
  id,
  body: {
    id,
    name: `Name ${id}`,
    description: '',
    origin: 'manual',
    sourceKind: null,
    authentication: { type: 'none', passwordSet: false },
    ownedResourceCount: 0,
    apiKeyCount: 1,
    hasSettings: true,
    metadata: { createdBy: 'kim', createdOn: '2026-01-01', modifiedBy: 'kim', modifiedOn: '2026-01-01' },
    ...over,
  },
})

/** The services about the past on a cache of its own, as the app wires them. Nothing is in it yet. */
export function startPast(folder: string) {
  const clock = createFakeClock()
  const { db } = openCache(join(folder, 'cache.db'), { clock })
  const snapshots = createSnapshotRepo(db)
  const cached = createCachedApplications(snapshots)
  const world = {
    environments: [] as { id: EnvironmentId; name: string; type: 'test' | 'production'; tenant: { id: string } }[],
    labels: {} as Record<string, string>,
    keep: '1-year' as KeepSnapshots,
    file: null as string | null,
  }
  const progress: number[] = []
  const activity: Activity[] = []
  const upkeep = createCacheUpkeep({ cache: db, clock, log: quiet, keep: () => world.keep })
  const services = createPastServices({
    cache: db,
    snapshots,
    upkeep,
    environments: () => world.environments,
    labelOf: (_environmentId, _applicationId, keyId) => world.labels[keyId] ?? '',
    announce: (_name, payload) => progress.push((payload as { done: number }).done), // only comparing tells here
    record: (done) => void activity.push(done),
    askWhere: () => Promise.resolve(world.file),
  })
  /** Another environment, of a tenant of its own unless one is named. */
  const environment = (name: string, tenantId = `tenant ${name}`) => {
    const id = anyEnvironment()
    world.environments.push({ id, name, type: 'test', tenant: { id: tenantId } })
    return id
  }
  /** One reading of one kind, as a snapshot. */
  const read = (environmentId: EnvironmentId, kind: string, applicationId: string, items: { id: string; body: unknown }[]) => {
    const snapshot = snapshots.begin(environmentId, clock.iso(), 'sync')
    snapshots.replace(snapshot, { environmentId, kind, applicationId }, items)
    snapshots.finish(snapshot, 'complete', clock.iso())
    clock.pass(60_000)
    return snapshot
  }
  return { clock, snapshots, cached, upkeep, services, world, progress, activity, environment, read, close: () => snapshots.close() }
}

/** The same with both tenants of a sandbox in it, each read once. */
export async function startWithSandbox() {
  const folder = await mkdtemp(join(tmpdir(), 'hubkeeper-past-'))
  const past = startPast(folder)
  const sandbox = await startSandbox()
  const journal = openTestJournal(join(folder, 'journal.db'), past.clock)
  const vault = createVault({
    repo: createVaultRepo(journal),
    store: new MemoryKeychain(),
    clock: past.clock,
    newRef: () => crypto.randomUUID(),
  })
  const transport = createNodeTransport()
  const http = createHttpClient({ transport, clock: past.clock, log: quiet, sleep: () => Promise.resolve(), random: () => 0 })
  const tenants = sandbox.tenants.map((tenant) => ({ tenant, id: past.environment(tenant.label, tenant.label), tenantId: '' }))
  const hubs = createHubAccess({
    http,
    vault,
    clock: past.clock,
    locate: (id) => {
      const found = tenants.find((each) => each.id === id)!
      return Promise.resolve({ id, hubUrl: found.tenant.hubUrl, tenantId: found.tenantId, connection: 'administration' as const })
    },
    known: noKnownKeys,
    stateChanged: () => undefined,
  })
  const { snapshots, clock } = past
  const settings = createSettingsReader({ hubs, snapshots })
  const sync = createSync({ hubs, snapshots, settings, iso: createIsoReader({ snapshots, clock }), clock, progressed: () => undefined })
  for (const each of tenants) {
    const { tenant, id } = each
    await vault.put({ environmentId: id, kind: 'administration-token', ownerId: '' }, new Secret(tenant.administrationToken), {
      audience: new URL(tenant.hubUrl).origin,
    })
    for (const { id: ownerId, baseUri, username, password } of tenant.applications)
      if (baseUri !== null && username !== null && password !== null)
        await vault.put({ environmentId: id, kind: 'source-password', ownerId }, new Secret(password), {
          audience: new URL(baseUri).origin,
          username,
        })
    each.tenantId = (await (await hubs.administration(id, caller.signal)).tenant()).id
    await sync({ id, tenantId: each.tenantId }, caller.signal)
  }
  const [production, test] = ['Production', 'Test'].map((label) => tenants.find(({ tenant }) => tenant.label === label)!.id)
  return {
    ...past,
    folder,
    production: production!,
    test: test!,
    /** Reads an environment anew. */
    sync: (id: EnvironmentId) => sync({ id, tenantId: tenants.find((each) => each.id === id)!.tenantId }, caller.signal),
    tenantOf: (id: EnvironmentId) => tenants.find((each) => each.id === id)!.tenant,
    async close() {
      transport.close()
      await sandbox.close()
      past.close()
      journal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type PastWithSandbox = Awaited<ReturnType<typeof startWithSandbox>>
