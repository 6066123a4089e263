import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { DraftId, type ApplicationId, type ApplicationToCreate } from '#shared/contract/applications'
import { KeyId } from '#shared/contract/keys'
import { EnvironmentId } from '#shared/contract/op'
import type { Caller } from '#shared/contract'
import { Tenant, WireApplication } from '#shared/wire/administration-plane'
import { createApplicationsService } from '../../../src/main/features/applications/applications.service'
import { createDraftsRepo } from '../../../src/main/features/applications/drafts.repo'
import { createSync } from '../../../src/main/features/environments/sync'
import { createKeyCache } from '../../../src/main/features/keys/key-cache'
import { createKeyNotes } from '../../../src/main/features/keys/key-notes'
import { createKeyNotesRepo } from '../../../src/main/features/keys/key-notes.repo'
import { createCachedApplications } from '../../../src/main/platform/db/cached-applications'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { createSourceCredentials } from '../../../src/main/platform/hub/source-credentials'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { startSandbox } from '../../../src/sandbox/server'
import type { Activity } from '../../../src/main/platform/activity'
import { createFakeClock } from '../../fakes/fake-clock'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { openTestJournal } from '../../fakes/open-journal'
import { recorderInto } from '../../fakes/recorder'
import { createMemoryLog } from '../../fakes/memory-log'
import { noKnownKeys } from '../../fakes/no-known-keys'

export const caller: Caller = { windowId: 1, signal: new AbortController().signal }

/** Applications as the app wires them, on real databases and a real sandbox over HTTP. `restart` opens the same files anew. */
export async function startApplicationServices() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hubkeeper-applications-')))
  const sandbox = await startSandbox()
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const clock = createFakeClock(Date.now())
  const keychain = new MemoryKeychain()
  const transport = createNodeTransport()
  const http = createHttpClient({ transport, clock, log: createMemoryLog(), sleep: clock.sleep, random: () => 0 })
  const environmentId = EnvironmentId.parse(crypto.randomUUID())

  const admin = (path: string, init: { method?: string; headers?: Record<string, string>; body?: unknown } = {}) =>
    fetch(`${tenant.hubUrl}${path}`, {
      method: init.method ?? 'GET',
      headers: { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json', ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
  const { id: tenantId } = Tenant.parse(await (await admin('/admin/v1/tenant')).json())

  const activity: Activity[] = []
  const announced: string[] = []
  const gone: string[] = []

  function open() {
    const journal = openTestJournal(join(folder, 'journal.db'), clock)
    const recorder = recorderInto(journal, clock)
    const snapshots = createSnapshotRepo(openCache(join(folder, 'cache.db'), { clock }).db)
    const cached = createCachedApplications(snapshots)
    const vault = createVault({ repo: createVaultRepo(journal), store: keychain, clock, newRef: () => crypto.randomUUID() })
    const hubs = createHubAccess({
      http,
      vault,
      clock,
      locate: (id) => Promise.resolve({ id, hubUrl: tenant.hubUrl, tenantId, connection: 'administration' }),
      known: noKnownKeys,
      stateChanged: () => undefined,
    })
    const settings = createSettingsReader({ hubs, snapshots })
    const sync = createSync({ hubs, snapshots, settings, iso: createIsoReader({ snapshots, clock }), clock, progressed: () => undefined })
    const notes = createKeyNotes({
      repo: createKeyNotesRepo(journal),
      clock,
      newFingerprintKey: () => randomBytes(32),
      tenantOf: () => tenantId,
    })
    const keyCache = createKeyCache({ cached, snapshots, clock, changed: () => undefined })
    const applications = createApplicationsService({
      hubs,
      cached,
      snapshots,
      drafts: createDraftsRepo(journal),
      credentials: createSourceCredentials({ vault, http, settings, snapshots, clock }),
      clock,
      newId: () => crypto.randomUUID(),
      keysAtHub: (hub, of) => keyCache.follow(hub, of, (keys) => keys),
      forgetKeys(_environmentId, applicationId) {
        for (const { id } of cached.keys(environmentId, applicationId)) notes.forget({ environmentId, applicationId, keyId: id })
      },
      applicationGone: (_environmentId, applicationId) => void gone.push(applicationId),
      record(done) {
        activity.push(done)
        recorder.record(done)
      },
      changed: (_environmentId, applicationId) => void announced.push(applicationId),
    })
    return {
      journal,
      snapshots,
      cached,
      vault,
      notes,
      applications,
      sync: () => sync({ id: environmentId, tenantId }, caller.signal),
    }
  }
  let now = open()
  await now.vault.put({ environmentId, kind: 'administration-token', ownerId: '' }, new Secret(tenant.administrationToken), {
    audience: new URL(tenant.hubUrl).origin,
  })
  await now.sync()
  const close = () => {
    now.snapshots.close()
    now.journal.close()
  }

  const handle = (name: string) => tenant.applications.find((application) => application.name === name)!

  return {
    folder,
    environmentId,
    gone,
    activity,
    announced,
    keychain,
    clock,
    sandbox,
    handle,
    admin,
    idOf: (name: string) => handle(name).id as ApplicationId,
    /** The services as they are since the last start. */
    get now() {
      return now
    },
    restart() {
      close()
      now = open()
    },
    newDraftId: () => DraftId.parse(crypto.randomUUID()),
    create: (draftId: DraftId, application: ApplicationToCreate) =>
      now.applications.create({ environmentId, draftId, application }, caller),
    keysOf: (applicationId: string) => now.cached.keys(environmentId, applicationId).map(({ id }) => KeyId.parse(id)),
    /** What the hub has, and what somebody else does there past Hubkeeper. */
    atHub: {
      async named(name: string): Promise<WireApplication[]> {
        const all = WireApplication.array().parse(await (await admin('/admin/v1/applications?limit=500')).json())
        return all.filter((application) => application.name === name)
      },
      async patch(id: string, patch: Record<string, unknown>): Promise<void> {
        const path = `/admin/v1/applications/${id}`
        const etag = (await admin(path)).headers.get('etag') ?? ''
        expect200(await admin(path, { method: 'PATCH', headers: { 'if-match': etag }, body: patch }))
      },
      async remove(id: string): Promise<void> {
        const path = `/admin/v1/applications/${id}`
        const etag = (await admin(path)).headers.get('etag') ?? ''
        expect200(await admin(path, { method: 'DELETE', headers: { 'if-match': etag } }))
      },
      fault: async (fault: unknown) => expect200(await admin('/sandbox/faults', { method: 'POST', body: fault })),
      noFaults: async () => expect200(await admin('/sandbox/faults', { method: 'DELETE' })),
    },
    async close() {
      close()
      transport.close()
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type ApplicationServices = Awaited<ReturnType<typeof startApplicationServices>>

function expect200({ status, url }: Response): void {
  if (status > 299) throw new Error(`${url} answered ${status}`)
}
