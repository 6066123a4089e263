import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationId } from '#shared/contract/applications'
import { EnvironmentId } from '#shared/contract/op'
import { createKeyConnections } from '../../../src/main/features/environments/key-connections'
import { createSync } from '../../../src/main/features/environments/sync'
import { systemClock as clock } from '../../../src/main/platform/clock'
import { createCachedApplications } from '../../../src/main/platform/db/cached-applications'
import { openCache, openJournal } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createKnownKeys } from '../../../src/main/platform/hub/known-keys'
import { createKnownKeysRepo } from '../../../src/main/platform/hub/known-keys.repo'
import { createKeyPaster } from '../../../src/main/platform/hub/paste-key'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { startSandbox } from '../../../src/sandbox/server'
import { MemoryKeychain } from '../../fakes/memory-keychain'

const { signal } = new AbortController()
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }
const HERE = ['127.0.0.1']
type Made = { id: string; value: string }

/** An environment that has nothing but keys of two applications of a sandbox hub. */
async function setup() {
  const folder = await mkdtemp(join(tmpdir(), 'hubkeeper-keys-'))
  const sandbox = await startSandbox()
  const tenant = (label: 'Test' | 'Production') => sandbox.tenants.find((each) => each.label === label)!
  const journal = openJournal(join(folder, 'journal.db'), { clock }).db
  const snapshots = createSnapshotRepo(openCache(join(folder, 'cache.db'), { clock }).db)
  const cached = createCachedApplications(snapshots)
  const vault = createVault({ repo: createVaultRepo(journal), store: new MemoryKeychain(), clock, newRef: () => crypto.randomUUID() })
  const http = createHttpClient({ transport: createNodeTransport(), clock, log: quiet, sleep: () => Promise.resolve(), random: () => 0 })
  const repo = createKnownKeysRepo(journal)
  const keys = createKnownKeys({ repo, vault, clock, newId: () => crypto.randomUUID() })
  const environmentId = EnvironmentId.parse(crypto.randomUUID())
  const pinned = { tenantId: sandbox.identities.find(({ label }) => label === 'Test')!.id }
  const hubs = createHubAccess({
    http,
    vault,
    clock,
    locate: (id) => Promise.resolve({ id, hubUrl: tenant('Test').hubUrl, tenantId: pinned.tenantId, connection: 'application-keys' }),
    known: { keys, sources: repo },
    stateChanged: () => undefined,
  })
  const sync = createSync({
    hubs,
    snapshots,
    settings: createSettingsReader({ hubs, snapshots }),
    iso: createIsoReader({ snapshots, clock }),
    clock,
    progressed: () => undefined,
  })
  const idOf = (name: string, label: 'Test' | 'Production' = 'Test') =>
    tenant(label).applications.find((each) => each.name === name)!.id as ApplicationId
  const inConsole = async (method: string, name: string, more = '', body?: unknown, label: 'Test' | 'Production' = 'Test') => {
    const { hubUrl, administrationToken } = tenant(label)
    const reply = await fetch(`${hubUrl}/admin/v1/applications/${idOf(name, label)}/api-keys${more}`, {
      method,
      headers: { authorization: `Bearer ${administrationToken}`, 'content-type': 'application/json', 'if-match': '*' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${name}: ${reply.status}`)
    return reply.status === 204 ? null : ((await reply.json()) as unknown)
  }
  /** As a person does in the hub's console. */
  const makeKey = (name: string, addresses = HERE, label: 'Test' | 'Production' = 'Test') =>
    inConsole('POST', name, '', { restriction: { mode: 'restricted', addresses } }, label) as Promise<Made>
  return {
    tenant,
    pinned,
    keys,
    repo,
    hubs,
    snapshots,
    cached,
    vault,
    environmentId,
    idOf,
    makeKey,
    deleteKey: (name: string, id: string) => inConsole('DELETE', name, `/${id}`),
    read: () => sync({ id: environmentId, tenantId: pinned.tenantId }, signal),
    connections: createKeyConnections({ http, clock, keys, repo }),
    paste: createKeyPaster({ hubs, keys, cached }),
    close: async () => {
      journal.close()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe('an environment with nothing but API keys', () => {
  let at: Awaited<ReturnType<typeof setup>>
  let housing: Made
  beforeAll(async () => {
    at = await setup()
    housing = await at.makeKey('Housing Portal')
  })
  afterAll(() => at.close())

  it('names each key that is refused, by its place and its reason, and keeps none of them', async () => {
    const elsewhere = await at.makeKey('Housing Portal', ['192.0.2.1'])
    const typed = [housing.value, 'no-such-key', elsewhere.value]
    await expect(at.connections.signIn(at.tenant('Test').hubUrl, typed, signal)).rejects.toMatchObject({
      code: 'invalid-input',
      faults: [
        { path: 'apiKeys.1', message: expect.stringContaining('does not know') as string },
        { path: 'apiKeys.2', message: expect.stringContaining('address') as string },
      ],
    })
    expect(at.keys.all(at.environmentId)).toEqual([])
    await at.deleteKey('Housing Portal', elsewhere.id)
  })

  it('is pinned to the tenant of its keys; they are in the keychain and nowhere else', async () => {
    const { hubUrl } = at.tenant('Test')
    const { tenant, keys } = await at.connections.signIn(hubUrl, [` ${housing.value}\n`], signal)
    expect(tenant.id).toBe(at.pinned.tenantId)
    await at.connections.keep(at.environmentId, hubUrl, keys)
    const [known] = at.keys.all(at.environmentId)
    expect(known).toMatchObject({ applicationName: 'Housing Portal', applicationId: at.idOf('Housing Portal') })
    expect(JSON.stringify(at.keys.all(at.environmentId))).not.toContain(housing.value)
    expect((await at.keys.valueOf(at.environmentId, known!.keyId)).expose()).toBe(housing.value)
    await at.connections.keep(at.environmentId, hubUrl, keys)
    expect(at.keys.all(at.environmentId)).toHaveLength(1)
  })

  it('reads the application and what it owns; how its key is restricted stays unknown', async () => {
    await at.read()
    const applications = at.cached.all(at.environmentId)
    expect(applications.map(({ name }) => name)).toEqual(['Housing Portal'])
    expect(applications[0]).toMatchObject({ apiKeyCount: 1, hasSettings: false })
    const [key] = at.cached.allKeys(at.environmentId)
    expect(key?.key).toMatchObject({ restriction: { mode: 'unknown' }, hint: at.keys.all(at.environmentId)[0]!.hint })
    const hub = await at.hubs.administration(at.environmentId, signal)
    const { items } = await hub.ownedResources(at.idOf('Housing Portal'))
    const { hubUrl, administrationToken } = at.tenant('Test')
    const there = (await (
      await fetch(`${hubUrl}/admin/v1/applications/${at.idOf('Housing Portal')}/owned-resources`, {
        headers: { authorization: `Bearer ${administrationToken}` },
      })
    ).json()) as { name: string }[] | { items: { name: string }[] }
    const names = (Array.isArray(there) ? there : there.items).map(({ name }) => name)
    expect(items.map(({ name }) => name).sort()).toEqual([...names].sort())
  })

  it('leaves to the hub’s console what only it can do, and sends nothing', async () => {
    const hub = await at.hubs.administrationToWrite(at.environmentId, signal)
    await expect(hub.deleteApplication(at.idOf('Housing Portal'), '*')).rejects.toMatchObject({ code: 'manual-step' })
    await expect(hub.addKey(at.idOf('Housing Portal'), {}, 'request')).rejects.toMatchObject({ code: 'manual-step' })
  })

  it('keeps a pasted key only if the hub accepts it from here, for this application', async () => {
    const of = { environmentId: at.environmentId, applicationId: at.idOf('Housing Portal') }
    const paste = (value: string) => at.paste(of, new Secret(value), signal)
    const [elsewhere, other, good] = [
      await at.makeKey('Housing Portal', ['192.0.2.1']),
      await at.makeKey('Summit Integration API'),
      await at.makeKey('Housing Portal'),
    ]
    const asFault = { code: 'invalid-input', faults: [{ path: 'value' }] }
    await expect(paste('no-such-key')).rejects.toMatchObject(asFault)
    await expect(paste(other.value)).rejects.toMatchObject(asFault)
    await expect(paste(elsewhere.value)).rejects.toMatchObject({ code: 'address-refused' })
    expect(at.keys.all(at.environmentId)).toHaveLength(1)
    const known = await paste(good.value)
    expect(at.keys.all(at.environmentId).map(({ keyId }) => keyId)).toContain(known.keyId)
    await at.deleteKey('Housing Portal', elsewhere.id)

    // Deleting it is a person's doing: here it goes once the hub does not know it any more, and not before.
    const hub = await at.hubs.administrationToWrite(at.environmentId, signal)
    await expect(hub.deleteKey(of.applicationId, known.keyId, '*')).rejects.toMatchObject({ code: 'manual-step' })
    expect(at.keys.all(at.environmentId)).toHaveLength(2)
    await at.deleteKey('Housing Portal', good.id)
    await hub.deleteKey(of.applicationId, known.keyId, '*')
    expect(at.keys.all(at.environmentId)).toHaveLength(1)
    await expect(at.keys.valueOf(at.environmentId, known.keyId)).rejects.toMatchObject({ code: 'credentials-missing' })
  })

  it('takes the key that answers a request for a new one, and no other', async () => {
    const applicationId = at.idOf('Housing Portal')
    const made = await at.makeKey('Housing Portal')
    const hub = await at.hubs.administrationToWrite(at.environmentId, signal)
    await at.paste({ environmentId: at.environmentId, applicationId, requestId: 'first' }, new Secret(made.value), signal)
    await expect(hub.addKey(applicationId, {}, 'second')).rejects.toMatchObject({ code: 'manual-step' })
    expect((await hub.addKey(applicationId, {}, 'first')).value.expose()).toBe(made.value)
  })

  it('never goes on with the key of another tenant', async () => {
    const foreign = await at.makeKey('Housing Portal', HERE, 'Production')
    const of = { environmentId: at.environmentId, applicationId: at.idOf('Housing Portal') }
    await expect(at.paste(of, new Secret(foreign.value), signal)).rejects.toMatchObject({ faults: [{ path: 'value' }] })
    const { tenantId } = at.pinned
    at.pinned.tenantId = 'another-tenant'
    await expect(at.hubs.administrationToWrite(at.environmentId, signal)).rejects.toMatchObject({ code: 'wrong-tenant' })
    await expect(at.paste(of, new Secret(housing.value), signal)).rejects.toMatchObject({ code: 'wrong-tenant' })
    at.pinned.tenantId = tenantId
  })

  it('one key that died hides nothing of the others; when all have died, that is what is said', async () => {
    const other = await at.makeKey('Summit Integration API')
    const { hubUrl } = at.tenant('Test')
    const { keys } = await at.connections.signIn(hubUrl, [other.value], signal)
    await at.connections.keep(at.environmentId, hubUrl, keys)
    await at.read()
    expect(at.cached.all(at.environmentId)).toHaveLength(2)
    await at.deleteKey('Summit Integration API', other.id)
    const hub = await at.hubs.administration(at.environmentId, signal)
    expect(await hub.applications()).toMatchObject({ items: [{ name: 'Housing Portal' }], unreadable: 1 })
    at.connections.forget(at.environmentId)
    await expect(hub.applications()).rejects.toMatchObject({ code: 'credentials-missing' })
  })
})
