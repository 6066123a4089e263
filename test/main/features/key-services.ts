import { randomBytes } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import { EnvironmentId } from '#shared/contract/op'
import type { Caller } from '#shared/contract'
import { Tenant } from '#shared/wire/administration-plane'
import { createActivityRecorder } from '../../../src/main/features/activity/activity-recorder'
import { createActivityRepo } from '../../../src/main/features/activity/activity.repo'
import { createAddressSetsRepo } from '../../../src/main/features/address-sets/address-sets.repo'
import { createAddressSetsService } from '../../../src/main/features/address-sets/address-sets.service'
import { createEnvironmentsRepo } from '../../../src/main/features/environments/environments.repo'
import { createSync } from '../../../src/main/features/environments/sync'
import { createHealthService, type UnfinishedRotation } from '../../../src/main/features/health/health.service'
import { createHandOver } from '../../../src/main/features/keys/hand-over'
import { createKeyCache } from '../../../src/main/features/keys/key-cache'
import { createKeyNotes } from '../../../src/main/features/keys/key-notes'
import { createKeyNotesRepo } from '../../../src/main/features/keys/key-notes.repo'
import { createKeysService } from '../../../src/main/features/keys/keys.service'
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
import type { Activity, RecordActivity } from '../../../src/main/platform/activity'
import { createFakeClock } from '../../fakes/fake-clock'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { openTestJournal } from '../../fakes/open-journal'
import { createMemoryLog } from '../../fakes/memory-log'
import { noKnownKeys, noPasting } from '../../fakes/no-known-keys'

export const caller: Caller = { windowId: 1, signal: new AbortController().signal }

/** Keys, address sets and key health as the app wires them, on real databases, real files and a real sandbox over HTTP. */
export async function startKeyServices() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hubkeeper-keys-')))
  const sandbox = await startSandbox()
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const clock = createFakeClock(Date.now())
  const log = createMemoryLog()
  const journal = openTestJournal(join(folder, 'journal.db'), clock)
  const snapshots = createSnapshotRepo(openCache(join(folder, 'cache.db'), { clock }).db)
  const cached = createCachedApplications(snapshots)
  const vault = createVault({ repo: createVaultRepo(journal), store: new MemoryKeychain(), clock, newRef: () => crypto.randomUUID() })
  const transport = createNodeTransport()
  const http = createHttpClient({ transport, clock, log, sleep: clock.sleep, random: () => 0 })
  const environments = createEnvironmentsRepo(journal)

  const admin = (path: string, init: { method?: string; headers?: Record<string, string>; body?: unknown } = {}) =>
    fetch(`${tenant.hubUrl}${path}`, {
      method: init.method ?? 'GET',
      headers: { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json', ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
  const { id: tenantId } = Tenant.parse(await (await admin('/admin/v1/tenant')).json())

  const environmentId = EnvironmentId.parse(crypto.randomUUID())
  const environment = {
    id: environmentId,
    name: 'Maple',
    type: 'test' as const,
    kind: 'hub' as const,
    hubUrl: tenant.hubUrl,
    tenant: { id: tenantId, name: 'Maple', label: 'Test' },
    connection: 'administration' as const,
    protection: 'open' as const,
  }
  environments.add(environment, clock.iso())
  await vault.put({ environmentId, kind: 'administration-token', ownerId: '' }, new Secret(tenant.administrationToken), {
    audience: new URL(tenant.hubUrl).origin,
  })
  const hubs = createHubAccess({
    http,
    vault,
    clock,
    locate: (id) => Promise.resolve({ id, hubUrl: tenant.hubUrl, tenantId, connection: 'administration' }),
    known: noKnownKeys,
    stateChanged: () => undefined,
    answered: (requestId) => {
      recorder.answered(requestId)
    },
  })
  const settings = createSettingsReader({ hubs, snapshots })
  const runSync = createSync({ hubs, snapshots, settings, iso: createIsoReader({ snapshots, clock }), clock, progressed: () => undefined })

  const activity: Activity[] = []
  const activityRepo = createActivityRepo(journal)
  const recorder = createActivityRecorder({
    repo: activityRepo,
    clock,
    log,
    about: () => ({ environmentId }),
    nameOfEnvironment: (id) => environments.get(id)?.name ?? null,
    nameOfApplication: (id, applicationId) => cached.find(id, applicationId)?.name ?? null,
    changed: () => undefined,
  })
  const record: RecordActivity = (done) => {
    activity.push(done)
    recorder.record(done)
  }
  const announced: string[] = []
  const copied: Secret[] = []
  const world = {
    /** Where the person says in the save dialog. */
    where: null as string | null,
    /** What the dialog last proposed. */
    suggested: '',
    rotating: new Set<string>(),
    rotations: [] as UnfinishedRotation[],
    policy: { maxAgeDays: 365, maxKeys: 3, maxAddresses: 4096 },
  }
  const notesRepo = createKeyNotesRepo(journal)
  const notes = createKeyNotes({
    repo: notesRepo,
    clock,
    newFingerprintKey: () => randomBytes(32),
    tenantOf: (id) => environments.get(id)?.tenant.id ?? '',
  })
  const changed = () => {
    announced.push('keys.changed')
  }
  const addressSets = createAddressSetsService({
    repo: createAddressSetsRepo(journal),
    cached,
    snapshots,
    notes,
    clock,
    newId: () => crypto.randomUUID(),
    changed: () => {
      announced.push('addressSets.changed')
    },
  })
  const askWhere = (_windowId: number, suggestedName: string) => {
    world.suggested = suggestedName
    return Promise.resolve(world.where)
  }
  const keys = createKeysService({
    pasteKey: noPasting,
    hubs,
    cached,
    snapshots,
    notes,
    keyCache: createKeyCache({ cached, snapshots, clock, changed }),
    handOver: createHandOver({ clock, newId: () => crypto.randomUUID(), askWhere }),
    clipboard: {
      put: (secret) => {
        copied.push(secret)
        return Promise.resolve()
      },
      clear: () => Promise.resolve(),
    },
    clock,
    newId: () => crypto.randomUUID(),
    clipboardSeconds: () => 60,
    addressesOfSet: (id, setId) => addressSets.addressesOf(id, setId),
    isRotating: (_environmentId, _applicationId, keyId) => world.rotating.has(keyId),
    record,
    changed,
  })
  const health = createHealthService({
    cached,
    snapshots,
    environments: () => environments.list(),
    labels: notes,
    behind: (id) => addressSets.behind({ environmentId: id }),
    unfinishedRotations: () => world.rotations,
    policy: () => world.policy,
    clock,
    askWhere,
    record,
  })

  const application = tenant.applications.find(({ name }) => name === 'Housing Portal')!
  const of = { environmentId, applicationId: application.id as ApplicationId }
  const sync = () => runSync({ id: environmentId, tenantId }, caller.signal)
  await sync()

  return {
    folder,
    sandbox,
    tenant,
    clock,
    log,
    journal,
    snapshots,
    environment,
    environments,
    of,
    keys,
    notes,
    notesRepo,
    addressSets,
    health,
    activity,
    /** The journal's log, and the watch that stands around every request. */
    activityRepo,
    recorder,
    announced,
    copied,
    world,
    sync,
    /** A key that was added here. */
    add: (addresses: string[], addressSetId?: string) =>
      keys.add(
        {
          ...of,
          restriction: { mode: 'restricted', addresses },
          idempotencyKey: crypto.randomUUID(),
          ...(addressSetId === undefined ? {} : { addressSetId }),
        },
        caller,
      ),
    listed: () => keys.list(of).keys,
    /** What somebody else does at the hub, past Hubkeeper. */
    elsewhere: {
      async modify(keyId: KeyId, addresses: string[]): Promise<void> {
        const path = `/admin/v1/applications/${of.applicationId}/api-keys/${keyId}`
        const etag = (await admin(path)).headers.get('etag') ?? ''
        await admin(path, { method: 'PATCH', headers: { 'if-match': etag }, body: { restriction: { mode: 'restricted', addresses } } })
      },
      async remove(keyId: KeyId): Promise<void> {
        const path = `/admin/v1/applications/${of.applicationId}/api-keys/${keyId}`
        const etag = (await admin(path)).headers.get('etag') ?? ''
        await admin(path, { method: 'DELETE', headers: { 'if-match': etag } })
      },
      fault: (fault: unknown) => admin('/sandbox/faults', { method: 'POST', body: fault }),
      ids: async () =>
        ((await (await admin(`/admin/v1/applications/${of.applicationId}/api-keys`)).json()) as { id: KeyId }[]).map(({ id }) => id),
    },
    async close() {
      transport.close()
      await sandbox.close()
      snapshots.close()
      journal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type KeyServices = Awaited<ReturnType<typeof startKeyServices>>
