import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Caller } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import { EnvironmentId } from '#shared/contract/op'
import type { SettingRef, SettingValue } from '#shared/contract/settings'
import { Tenant } from '#shared/wire/administration-plane'
import { optionsType, ROWS_TYPE, SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import type { NewFault } from '#shared/wire/sandbox-switches'
import type { Setting } from '#shared/wire/source-plane'
import { createEnvironmentsRepo } from '../../../src/main/features/environments/environments.repo'
import { createSync } from '../../../src/main/features/environments/sync'
import { createImportsRepo } from '../../../src/main/features/imports/imports.repo'
import { createUpgradeWalksRepo } from '../../../src/main/features/upgrades/upgrade-walks.repo'
import { systemClock as clock } from '../../../src/main/platform/clock'
import { createCachedApplications } from '../../../src/main/platform/db/cached-applications'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import type { Activity } from '../../../src/main/platform/activity'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import type { HttpLimits, HttpRequest } from '../../../src/main/platform/http/transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { createSourceCredentials } from '../../../src/main/platform/hub/source-credentials'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { createSettingServices } from '../../../src/main/setting-services'
import { startSandbox } from '../../../src/sandbox/server'
import { SandboxState } from '../../../src/sandbox/state/model'
import { noKnownKeys } from '../../fakes/no-known-keys'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { openTestJournal } from '../../fakes/open-journal'

export const caller: Caller = { windowId: 1, signal: new AbortController().signal }
export const ERP = 'Ridgeline ERP Web API'
export const INTEGRATION = 'Summit Integration API'
export const STUDENT = 'Summit Student API'
const SLUGS = { [ERP]: 'erp', [INTEGRATION]: 'integration', [STUDENT]: 'student' }
export type SourceName = keyof typeof SLUGS

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }
export const one = (value: string): SettingValue => ({ kind: 'one', value })

/**
 * The services about a source application as the app wires them: real databases, the real sandbox over HTTP, and fakes for
 * the dialogs alone. The environment is read and the credentials of these sources are stored.
 */
export async function startSettingServices(sources: readonly SourceName[] = [ERP]) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hubkeeper-settings-')))
  let keepState: (text: string) => void = () => undefined
  const savedState = new Promise<string>((resolve) => {
    keepState = resolve
  })
  const save = (text: string) => {
    keepState(text)
    return Promise.resolve()
  }
  const storage = { load: () => Promise.resolve(null), save }
  const sandbox = await startSandbox({ storage })
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const transport = createNodeTransport()
  const keychain = new MemoryKeychain()
  const environmentId = EnvironmentId.parse(crypto.randomUUID())
  const world = {
    /** Where the person says in the dialogs; null closes them. */
    where: null as string | null,
    folder: null as string | null,
    /** What the app sent, in order. */
    sent: [] as HttpRequest[],
    limits: {} as Partial<HttpLimits>,
    /** Runs before a request leaves, for what happens at just that moment. */
    before: (_request: HttpRequest): Promise<void> | void => undefined,
    activity: [] as Activity[],
    announced: [] as { name: string; payload: unknown }[],
    progressed: (): void => {
      // Nobody watches unless a test does.
    },
    suggested: '',
  }
  const http = createHttpClient({
    transport: {
      async send(request) {
        world.sent.push(request)
        await world.before(request)
        return await transport.send({ ...request, limits: { ...request.limits, ...world.limits } })
      },
    },
    clock,
    log: quiet,
    sleep: () => Promise.resolve(),
    random: () => 0,
  })

  const admin = (path: string, method = 'GET', body?: unknown) =>
    fetch(`${tenant.hubUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const { id: tenantId } = Tenant.parse(await (await admin('/admin/v1/tenant')).json())

  /** As after a start: everything new on the same files. */
  function open() {
    const journal = openTestJournal(join(folder, 'journal.db'), clock)
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
    const settingsReader = createSettingsReader({ hubs, snapshots })
    const isoReader = createIsoReader({ snapshots, clock })
    const sync = createSync({ hubs, snapshots, settings: settingsReader, iso: isoReader, clock, progressed: () => undefined })
    const services = createSettingServices({
      hubs,
      vault,
      http,
      cached,
      snapshots,
      settingsReader,
      isoReader,
      sourceCredentials: createSourceCredentials({ vault, http, settings: settingsReader, snapshots, clock }),
      imports: createImportsRepo(journal),
      walks: createUpgradeWalksRepo(journal),
      setBaseUri: () => undefined,
      announce: (name, payload) => {
        world.announced.push({ name, payload })
        if (name === 'exports.progressed') world.progressed()
      },
      record: (done) => void world.activity.push(done),
      environmentName: () => 'Maple',
      askWhere: (_window, name) => {
        world.suggested = name
        return Promise.resolve(world.where)
      },
      askFolder: () => Promise.resolve(world.folder),
      askFile: () => Promise.resolve(null),
      showInFolder: () => undefined,
    })
    return { ...services, journal, snapshots, cached, vault, sync: () => sync({ id: environmentId, tenantId }, caller.signal) }
  }
  let running = open()
  const identity = { id: tenantId, name: 'Maple', label: 'Test' }
  createEnvironmentsRepo(running.journal).add(
    {
      id: environmentId,
      name: 'Maple',
      type: 'test',
      kind: 'hub',
      connection: 'administration',
      hubUrl: tenant.hubUrl,
      tenant: identity,
      protection: 'open',
    },
    clock.iso(),
  )
  const owner = { environmentId, kind: 'administration-token' as const, ownerId: '' }
  await running.vault.put(owner, new Secret(tenant.administrationToken), { audience: new URL(tenant.hubUrl).origin })

  const handle = (name: string) => tenant.applications.find((each) => each.name === name)!
  const of = (name: string) => ({ environmentId, applicationId: handle(name).id as ApplicationId })
  type User = { username: string | null; password: string | null }
  const signIn = async (name: string, { username, password }: User = handle(name)) => {
    await running.resources.setCredentials({ ...of(name), username: username!, password: password! }, caller)
  }
  /** Plane C as a second administrator calls it. */
  const atSource = async (name: SourceName, path: string, { method = 'GET', accept = ROWS_TYPE, body }: AtSource = {}) => {
    const { baseUri, username, password } = handle(name)
    const response = await fetch(`${baseUri}/${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        accept,
        ...(body === undefined ? {} : { 'content-type': ROWS_TYPE }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never } // the test knows what it asked for
  }

  await running.sync()
  for (const name of sources) await signIn(name)
  world.sent.length = 0
  world.announced.length = 0

  return Object.assign(world, {
    now: () => running,
    restart() {
      running.snapshots.close()
      running.journal.close()
      running = open()
    },
    tenant,
    /** The user that a source has beside the one of the hub, and that may not write. Found in what the sandbox keeps of itself. */
    async reader(name: SourceName) {
      const { tenants } = SandboxState.parse(JSON.parse(await savedState))
      const { sources } = tenants.find(({ identity }) => identity.label === 'Test')!
      return sources.find(({ slug }) => slug === SLUGS[name])!.users.find(({ canWrite }) => !canWrite)!
    },
    files: folder,
    environmentId,
    handle,
    of,
    signIn,
    admin,
    atSource,
    /** All settings of a source in the cache. */
    settingsOf: (name: SourceName) =>
      SETTING_FAMILIES.flatMap(
        (family) => running.snapshots.current(environmentId, family, of(name).applicationId) as Setting[], // as the app stored them
      ),
    rowAtSource: async (name: SourceName, family: SettingFamily, id: string) => (await atSource(name, `${family}/${id}`)).body,
    optionsAtSource: async (name: SourceName, family: SettingFamily) =>
      (await atSource(name, family, { accept: optionsType(family) })).body,
    async secondAdministrator(name: SourceName, path: string, body: { id: string } & Record<string, unknown>) {
      const answer = await atSource(name, `${path}/${body.id}`, { method: 'PUT', body })
      expect(answer.status).toBe(200)
    },
    /** A fault at a source, or anywhere when the path begins with a slash. */
    async fault(at: string, effect: NewFault['effect'], { method, times, source = ERP }: FaultOptions = {}) {
      const path = at.startsWith('/') ? at : `/source/${SLUGS[source]}/api/${at}`
      const match = { path, ...(method === undefined ? {} : { method }) }
      const answer = await admin('/sandbox/faults', 'POST', { match, effect, ...(times === undefined ? {} : { times }) })
      expect(answer.status).toBe(201)
    },
    noFaults: () => admin('/sandbox/faults', 'DELETE'),
    puts: () => world.sent.filter(({ method }) => method === 'PUT').map(({ url, body }) => ({ url, body: bodyOf(body) })),
    save: (name: SourceName, ...changes: (SettingRef & { base: SettingValue; value: SettingValue })[]) =>
      running.settings.save({ ...of(name), changes }, caller).then(({ results }) => results),
    open: (name: SourceName, { family, id }: SettingRef) => running.settings.open({ ...of(name), family, id }),
    async close() {
      transport.close()
      await sandbox.close()
      running.snapshots.close()
      running.journal.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}
export type SettingWorld = Awaited<ReturnType<typeof startSettingServices>>

type AtSource = { method?: string; accept?: string; body?: unknown }
type FaultOptions = { method?: string; times?: number; source?: SourceName }
const bodyOf = (body: HttpRequest['body']): unknown => (typeof body === 'string' ? JSON.parse(body) : null)
