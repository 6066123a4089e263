import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Caller } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import { EnvironmentId } from '#shared/contract/op'
import { ROWS_TYPE } from '#shared/wire/media-types'
import { createSync } from '../../../src/main/features/environments/sync'
import { createImportsRepo } from '../../../src/main/features/imports/imports.repo'
import { createUpgradeWalksRepo } from '../../../src/main/features/upgrades/upgrade-walks.repo'
import { systemClock as clock } from '../../../src/main/platform/clock'
import { createCachedApplications } from '../../../src/main/platform/db/cached-applications'
import { openCache, openJournal } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import type { HttpRequest, Transport } from '../../../src/main/platform/http/transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { createSourceCredentials } from '../../../src/main/platform/hub/source-credentials'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { createSettingServices } from '../../../src/main/setting-services'
import { startSandbox } from '../../../src/sandbox/server'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { noKnownKeys } from '../../fakes/no-known-keys'

export const ERP = 'Ridgeline ERP Web API'
export const INTEGRATION = 'Summit Integration API'
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }
export const caller: Caller = { windowId: 1, signal: new AbortController().signal }
const signal = caller.signal

/** The services about settings as the app wires them, on real databases, against a sandbox over HTTP that was read once. */
export async function startSettings() {
  const folder = await mkdtemp(join(tmpdir(), 'hubkeeper-settings-'))
  const sandbox = await startSandbox()
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const environmentId = EnvironmentId.parse(crypto.randomUUID())
  const journal = openJournal(join(folder, 'journal.db'), { clock }).db
  const snapshots = createSnapshotRepo(openCache(join(folder, 'cache.db'), { clock }).db)
  const cached = createCachedApplications(snapshots)
  const vault = createVault({ repo: createVaultRepo(journal), store: new MemoryKeychain(), clock, newRef: () => crypto.randomUUID() })
  const real = createNodeTransport()
  const sent: HttpRequest[] = []
  const transport: Transport = {
    send(request) {
      sent.push(request)
      return real.send(request)
    },
  }
  const http = createHttpClient({ transport, clock, log: quiet, sleep: () => Promise.resolve(), random: () => 0 })
  const of = (name: string) => tenant.applications.find((application) => application.name === name)!
  const idOf = (name: string) => of(name).id as ApplicationId

  const identity = { tenantId: '' }
  const hubs = createHubAccess({
    http,
    vault,
    clock,
    locate: (id) => Promise.resolve({ id, hubUrl: tenant.hubUrl, tenantId: identity.tenantId, connection: 'administration' }),
    known: noKnownKeys,
    stateChanged: () => undefined,
  })
  await vault.put({ environmentId, kind: 'administration-token', ownerId: '' }, new Secret(tenant.administrationToken), {
    audience: new URL(tenant.hubUrl).origin,
  })
  identity.tenantId = (await (await hubs.administration(environmentId, signal)).tenant()).id
  const settingsReader = createSettingsReader({ hubs, snapshots })
  const isoReader = createIsoReader({ snapshots, clock })
  const sourceCredentials = createSourceCredentials({ vault, http, settings: settingsReader, snapshots, clock })
  for (const { id, baseUri, username, password } of tenant.applications)
    if (baseUri !== null && username !== null && password !== null)
      await vault.put({ environmentId, kind: 'source-password', ownerId: id }, new Secret(password), {
        audience: new URL(baseUri).origin,
        username,
      })
  const sync = createSync({ hubs, snapshots, settings: settingsReader, iso: isoReader, clock, progressed: () => undefined })
  await sync({ id: environmentId, tenantId: identity.tenantId }, signal)

  const activity: string[] = []
  const where = { file: null as string | null, folder: null as string | null, toImport: null as string | null }
  const build = () =>
    createSettingServices({
      hubs,
      vault,
      http,
      cached,
      snapshots,
      settingsReader,
      isoReader,
      sourceCredentials,
      imports: createImportsRepo(journal),
      walks: createUpgradeWalksRepo(journal),
      setBaseUri: () => undefined,
      announce: () => undefined,
      record: (_environment, what, subject) => activity.push(`${what} ${subject}`),
      environmentName: () => 'Maple Test',
      askWhere: () => Promise.resolve(where.file),
      askFolder: () => Promise.resolve(where.folder),
      askFile: () => Promise.resolve(where.toImport),
      showInFolder: () => undefined,
    })

  const administer = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, tenant.hubUrl), {
      method,
      headers: { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
    const text = await response.text()
    return text === '' ? null : JSON.parse(text)
  }
  /** As another administrator, straight at the source. */
  const atSource = async (method: string, path: string, body?: unknown, name = ERP): Promise<unknown> => {
    const { baseUri, username, password } = of(name)
    const response = await fetch(`${baseUri}/${path}`, {
      method,
      headers: {
        accept: ROWS_TYPE,
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        ...(body === undefined ? {} : { 'content-type': ROWS_TYPE }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return await response.json()
  }

  return {
    folder,
    environmentId,
    tenant,
    identity,
    sandbox,
    snapshots,
    cached,
    sent,
    activity,
    where,
    /** The services anew on the same data, as after a restart. */
    build,
    services: build(),
    of,
    idOf,
    administer,
    atSource,
    fault: (match: { path: string; method?: string }, effect: object, times?: number) =>
      administer('POST', '/sandbox/faults', { match, effect, ...(times === undefined ? {} : { times }) }),
    healed: () => administer('DELETE', '/sandbox/faults'),
    puts: () => sent.filter(({ method }) => method === 'PUT'),
    /** What was sent with PUT so far. */
    putBodies: () => sent.flatMap(({ method, body }) => (method === 'PUT' ? [JSON.parse(String(body)) as unknown] : [])),
    async close() {
      real.close()
      await sandbox.close()
      snapshots.close()
      journal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type StartedSettings = Awaited<ReturnType<typeof startSettings>>
