import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationId } from '#shared/contract/applications'
import type { Environment } from '#shared/contract/environments'
import type { Caller } from '#shared/contract'
import { createApplicationsService } from '../../../src/main/features/applications/applications.service'
import { createDraftsRepo } from '../../../src/main/features/applications/drafts.repo'
import { createEnvironmentsRepo } from '../../../src/main/features/environments/environments.repo'
import { createEnvironmentsService } from '../../../src/main/features/environments/environments.service'
import { createProtection } from '../../../src/main/features/environments/protection'
import { createSandboxControl } from '../../../src/main/features/environments/sandbox-control'
import { createSync } from '../../../src/main/features/environments/sync'
import { createImportsRepo } from '../../../src/main/features/imports/imports.repo'
import { createHandOver } from '../../../src/main/features/keys/hand-over'
import { createKeyCache } from '../../../src/main/features/keys/key-cache'
import { createKeyNotes } from '../../../src/main/features/keys/key-notes'
import { createKeyNotesRepo } from '../../../src/main/features/keys/key-notes.repo'
import { createKeysService } from '../../../src/main/features/keys/keys.service'
import { createUpgradeWalksRepo } from '../../../src/main/features/upgrades/upgrade-walks.repo'
import { systemClock as clock } from '../../../src/main/platform/clock'
import { createCachedApplications } from '../../../src/main/platform/db/cached-applications'
import { openCache, openJournal } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { createSourceCredentials } from '../../../src/main/platform/hub/source-credentials'
import type { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { createSettingServices } from '../../../src/main/setting-services'
import { startSandbox } from '../../../src/sandbox/server'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { noKnownKeys, noPasting } from '../../fakes/no-known-keys'

const caller: Caller = { windowId: 1, signal: new AbortController().signal }
const never = () => Promise.reject(new Error('not in this test'))
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }

/** The services as the app wires them, on real databases and over real HTTP, without a window. */
async function setup() {
  const folder = await mkdtemp(join(tmpdir(), 'hubkeeper-journey-'))
  const sandbox = await startSandbox()
  const journal = openJournal(join(folder, 'journal.db'), { clock }).db
  const snapshots = createSnapshotRepo(openCache(join(folder, 'cache.db'), { clock }).db)
  const cached = createCachedApplications(snapshots)
  const keychain = new MemoryKeychain()
  const vault = createVault({ repo: createVaultRepo(journal), store: keychain, clock, newRef: () => crypto.randomUUID() })
  const transport = createNodeTransport()
  const http = createHttpClient({ transport, clock, log: quiet, sleep: () => Promise.resolve(), random: () => 0 })
  const repo = createEnvironmentsRepo(journal)
  const control = createSandboxControl({
    repo,
    vault,
    clock,
    start: () => Promise.reject(new Error('not in this test')),
    changed: () => undefined,
  })
  const hubs = createHubAccess({
    http,
    vault,
    clock,
    locate: (id) => control.locate(id),
    known: noKnownKeys,
    stateChanged: () => undefined,
  })
  const settings = createSettingsReader({ hubs, snapshots })
  const isoReader = createIsoReader({ snapshots, clock })
  const sourceCredentials = createSourceCredentials({ vault, http, settings, snapshots, clock })
  const copied: Secret[] = []
  const where = { path: join(folder, 'export.csv') as string | null }
  const environments = createEnvironmentsService({
    repo,
    snapshots,
    vault,
    http,
    clock,
    protection: createProtection(clock),
    sandbox: control,
    keyConnections: { signIn: never, keep: never, forget: () => undefined },
    sync: createSync({ hubs, snapshots, settings, iso: isoReader, clock, progressed: () => undefined }),
    newId: () => crypto.randomUUID(),
    bind: () => undefined,
    unbind: () => undefined,
    changed: () => undefined,
  })
  const test = sandbox.tenants.find(({ label }) => label === 'Test')!
  return {
    folder,
    sandbox,
    test,
    keychain,
    environments,
    where,
    copied,
    applications: createApplicationsService({
      hubs,
      cached,
      snapshots,
      drafts: createDraftsRepo(journal),
      credentials: sourceCredentials,
      clock,
      newId: () => crypto.randomUUID(),
      keysAtHub: () => Promise.resolve(),
      forgetKeys: () => undefined,
      applicationGone: () => undefined,
      record: () => undefined,
      changed: () => undefined,
    }),
    keys: createKeysService({
      pasteKey: noPasting,
      hubs,
      cached,
      snapshots,
      clock,
      notes: createKeyNotes({
        repo: createKeyNotesRepo(journal),
        clock,
        newFingerprintKey: () => randomBytes(32),
        tenantOf: (id) => repo.get(id)?.tenant.id ?? '',
      }),
      keyCache: createKeyCache({ cached, snapshots, clock, changed: () => undefined }),
      handOver: createHandOver({ clock, newId: () => crypto.randomUUID(), askWhere: () => Promise.resolve(null) }),
      newId: () => crypto.randomUUID(),
      addressesOfSet: () => null,
      clipboard: {
        put: (secret) => {
          copied.push(secret)
          return Promise.resolve()
        },
        clear: () => Promise.resolve(),
      },
      clipboardSeconds: () => 60,
      record: () => undefined,
      changed: () => undefined,
    }),
    ...createSettingServices({
      hubs,
      vault,
      http,
      cached,
      snapshots,
      settingsReader: settings,
      isoReader,
      sourceCredentials,
      imports: createImportsRepo(journal),
      walks: createUpgradeWalksRepo(journal),
      setBaseUri: () => undefined,
      announce: () => undefined,
      record: () => undefined,
      environmentName: () => 'Maple',
      askWhere: () => Promise.resolve(where.path),
      askFolder: () => Promise.resolve(null),
      askFile: () => Promise.resolve(null),
      showInFolder: () => undefined,
    }),
    async close() {
      transport.close()
      await sandbox.close()
      snapshots.close()
      journal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe('the main job, without a window', () => {
  let t: Awaited<ReturnType<typeof setup>>
  let environment: Environment
  const of = (name: string) => t.test.applications.find((application) => application.name === name)!
  const idOf = (name: string) => of(name).id as ApplicationId

  beforeEach(async () => {
    t = await setup()
    environment = await t.environments.connect(
      { name: 'Maple', type: 'test', hubUrl: t.test.hubUrl, administrationToken: t.test.administrationToken },
      caller,
    )
    await t.environments.sync({ environmentId: environment.id }, caller)
  })
  afterEach(() => t.close())

  const OWNER = 'Ridgeline ERP Web API'
  const withCredentials = () =>
    t.resources.setCredentials(
      { environmentId: environment.id, applicationId: idOf(OWNER), username: of(OWNER).username!, password: of(OWNER).password! },
      caller,
    )
  const switchFault = (fault: unknown) =>
    fetch(`${t.test.hubUrl}/sandbox/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${t.test.administrationToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    })

  it('lists every application of the tenant by name', () => {
    const { rows, readAt } = t.applications.list({ environmentId: environment.id })
    expect(rows.map(({ name }) => name).sort()).toEqual(t.test.applications.map(({ name }) => name).sort())
    expect(readAt).toBeDefined()
    expect(rows.find(({ name }) => name === OWNER)).toMatchObject({ missingCredentials: true })
  })

  it('adds a restricted key that the hub then enforces', async () => {
    const input = { environmentId: environment.id, applicationId: idOf('Housing Portal'), idempotencyKey: crypto.randomUUID() }
    const key = await t.keys.add({ ...input, restriction: { mode: 'restricted', addresses: ['127.0.0.1'] } }, caller)
    expect(t.keys.list(input).keys.map(({ id }) => id)).toContain(key.id)
    await t.keys.copy({ environmentId: environment.id, applicationId: input.applicationId, keyId: key.id }, caller)
    const answer = await fetch(`${t.test.hubUrl}/auth`, { method: 'POST', headers: { authorization: `Bearer ${t.copied[0]!.expose()}` } })
    expect(answer.status).toBe(200)
  })

  it('adds one key, however often the same click arrives', async () => {
    const input = {
      environmentId: environment.id,
      applicationId: idOf('Housing Portal'),
      idempotencyKey: crypto.randomUUID(),
      restriction: { mode: 'restricted' as const, addresses: [] },
    }
    const before = t.keys.list(input).keys.length
    await t.keys.add(input, caller)
    await t.keys.add(input, caller)
    expect(t.keys.list(input).keys).toHaveLength(before + 1)
  })

  it('names each bad address and sends nothing', async () => {
    const input = { environmentId: environment.id, applicationId: idOf('Housing Portal'), idempotencyKey: crypto.randomUUID() }
    await expect(
      t.keys.add({ ...input, restriction: { mode: 'restricted', addresses: ['10.0.0.1', '10.0.0.300', '1.2'] } }, caller),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      faults: [{ path: 'restriction.addresses.1' }, { path: 'restriction.addresses.2' }],
    })
  })

  it('refuses a write when another tenant answers behind the address', async () => {
    await switchFault({
      match: { path: '/admin/v1/tenant' },
      effect: {
        status: 200,
        body: JSON.stringify({
          id: 'other',
          accountId: 'a',
          alias: 'a',
          name: 'Other',
          label: 'Production',
          region: 'us',
          capabilities: [],
        }),
      },
    })
    const input = {
      environmentId: environment.id,
      applicationId: idOf('Housing Portal'),
      idempotencyKey: crypto.randomUUID(),
      restriction: { mode: 'restricted' as const, addresses: [] },
    }
    await expect(t.keys.add(input, caller)).rejects.toMatchObject({ code: 'wrong-tenant' })
  })

  it('shows hyperlinks by the rule, once the credential is known', async () => {
    const of = { environmentId: environment.id, applicationId: idOf(OWNER) }
    expect(t.resources.list(of).resources.every(({ noLinkReason }) => noLinkReason === 'not-checked')).toBe(true)
    await withCredentials()
    const { resources, checks, credentials } = t.resources.list(of)
    expect(checks.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(credentials).toMatchObject({
      stored: 'here',
      username: of.applicationId ? t.test.applications.find(({ name }) => name === OWNER)!.username : '',
    })
    expect(resources.length).toBeGreaterThan(300)
    const linked = resources.filter(({ configurable }) => configurable)
    expect(linked.map(({ name }) => name)).toContain('courses')
    expect(t.resources.settings({ ...of, resource: 'courses' }).lines.map(({ tab }) => tab)).toContain('resource-defaults')
  })

  it('takes every hyperlink away when one family fails, and says which', async () => {
    await withCredentials()
    await switchFault({ match: { path: '/source/erp/api/compound-configuration-settings' }, effect: { status: 500 } })
    await t.environments.sync({ environmentId: environment.id }, caller)
    const { resources, checks } = t.resources.list({ environmentId: environment.id, applicationId: idOf(OWNER) })
    expect(resources.some(({ configurable }) => configurable)).toBe(false)
    expect(checks.find(({ endpoint }) => endpoint === 'compound-configuration-settings')).toMatchObject({ status: 500, madeBy: 'source' })
  })

  it('refuses a wrong password and keeps nothing of it', async () => {
    const kept = t.keychain.entries.size
    await expect(
      t.resources.setCredentials(
        { environmentId: environment.id, applicationId: idOf(OWNER), username: 'nobody', password: 'wrong' },
        caller,
      ),
    ).rejects.toMatchObject({ code: 'source-unauthorized' })
    expect(t.keychain.entries.size).toBe(kept)
  })

  it('exports settings to a file with a header and all its rows, and no password in it', async () => {
    await withCredentials()
    const input = { environmentId: environment.id, applicationIds: [idOf(OWNER)], preset: 'excel' as const }
    const { result } = await t.exports.apiSettings(input, caller)
    const text = await readFile(t.where.path!, 'utf8')
    expect(text.startsWith('\uFEFFFamily,Application,')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(result!.files[0]!.rows + 2)
    expect(text).not.toContain(of(OWNER).password)
  })

  it('writes no file when the source answers 400, and says so', async () => {
    await withCredentials()
    await switchFault({ match: { path: '/source/erp/api/default-settings' }, effect: { status: 400 } })
    await expect(
      t.exports.apiSettings({ environmentId: environment.id, applicationIds: [idOf(OWNER)], preset: 'plain' }, caller),
    ).rejects.toMatchObject({ code: 'remote', status: 400 })
    expect(await readdir(t.folder)).not.toContain('export.csv')
  })

  it('exports what was read before when the source is away', async () => {
    await withCredentials()
    await t.sandbox.close()
    const { result } = await t.exports.apiSettings(
      { environmentId: environment.id, applicationIds: [idOf(OWNER)], preset: 'plain' },
      caller,
    )
    expect(result).toMatchObject({ files: [{ from: 'cache' }] })
  })

  it('keeps everything readable when the hub is gone, and says that it is unreachable', async () => {
    const before = t.applications.list({ environmentId: environment.id })
    await t.sandbox.close()
    await expect(t.environments.sync({ environmentId: environment.id }, caller)).rejects.toMatchObject({ code: 'unreachable' })
    expect(t.applications.list({ environmentId: environment.id })).toEqual(before)
  })

  it('forgets an environment with its secrets', async () => {
    await withCredentials()
    await t.environments.remove({ environmentId: environment.id })
    expect(t.environments.list()).toEqual([])
    expect(t.keychain.entries.size).toBe(0)
  })
})
