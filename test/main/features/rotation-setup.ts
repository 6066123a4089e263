import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import type { Caller } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId, Usage } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Rotation, RotationId, RotationState } from '#shared/contract/rotations'
import type { KnownApiKey, Restriction, WireApiKey, WireApplication } from '#shared/wire/administration-plane'
import type { NotedKey } from '../../../src/main/features/rotations/ports'
import { createRotationsRepo } from '../../../src/main/features/rotations/rotations.repo'
import { createRotationsService } from '../../../src/main/features/rotations/rotations.service'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { startSandbox } from '../../../src/sandbox/server'
import type { Activity } from '../../../src/main/platform/activity'
import { createFakeClock } from '../../fakes/fake-clock'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { recorderInto } from '../../fakes/recorder'
import { openTestJournal } from '../../fakes/open-journal'
import { noKnownKeys, noPasting } from '../../fakes/no-known-keys'

export const caller: Caller = { windowId: 1, signal: new AbortController().signal }
export const HERE: Restriction = { mode: 'restricted', addresses: ['127.0.0.1'] }
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }

/** A keychain that gives what it has and takes nothing more, as one that was locked in between. */
export class FullKeychain extends MemoryKeychain {
  isFull = false
  override set(ref: string, secret: Secret): Promise<'kept' | 'session'> {
    const before = this.behaves
    if (this.isFull) this.behaves = 'locked'
    const result = super.set(ref, secret)
    this.behaves = before
    return result
  }
}

/** The rotation feature on a real journal and over real HTTP with the sandbox; hub and app share one clock. */
export async function setup() {
  const folder = await mkdtemp(join(tmpdir(), 'hubkeeper-rotations-'))
  const clock = createFakeClock()
  const sandbox = await startSandbox({ now: () => clock.now() })
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const { hubUrl, administrationToken } = tenant
  const pinned = { tenantId: sandbox.identities.find(({ label }) => label === 'Test')!.id }
  const applicationId = tenant.applications.find(({ name }) => name === 'Housing Portal')!.id as ApplicationId
  const environmentId = crypto.randomUUID() as EnvironmentId
  const journal = openTestJournal(join(folder, 'journal.db'), clock)
  const keychain = new FullKeychain()
  const transport = createNodeTransport()
  const http = createHttpClient({ transport, clock, log: quiet, sleep: () => Promise.resolve(), random: () => 0 })
  const told = { keys: [] as KnownApiKey[], changes: 0, copied: [] as Secret[], recorded: [] as Activity[] }
  const noted = new Map<string, { label: string; usages: Usage[] }>()
  const notesOf = ({ keyId }: NotedKey) => noted.get(keyId) ?? { label: '', usages: [] }

  /** As after a start: a new service on the same journal. */
  const start = () => {
    const vault = createVault({ repo: createVaultRepo(journal), store: keychain, clock, newRef: () => crypto.randomUUID() })
    const hubs = createHubAccess({
      http,
      vault,
      clock,
      locate: () => Promise.resolve({ id: environmentId, hubUrl, connection: 'administration', ...pinned }),
      known: noKnownKeys,
      stateChanged: () => undefined,
    })
    const service = createRotationsService({
      repo: createRotationsRepo(journal),
      hubs,
      vault,
      cached: {
        get: () => ({ name: 'Housing Portal' }) as WireApplication, // nothing else of it is asked
        keys: () => told.keys,
      },
      notes: {
        labelOf: (key) => notesOf(key).label,
        usagesOf: (key) => notesOf(key).usages,
        saveUsages: (key, usages) => void noted.set(key.keyId, { ...notesOf(key), usages }),
        inherit: (from, to) => void noted.set(to.keyId, notesOf(from)),
      },
      clipboard: {
        put: (secret) => {
          told.copied.push(secret)
          return Promise.resolve()
        },
      },
      clock,
      newId: () => crypto.randomUUID(),
      clipboardSeconds: () => 60,
      record(done) {
        told.recorded.push(done)
        recorderInto(journal, clock).record(done)
      },
      pasteKey: noPasting,
      keysRead: (_environment, _application, keys) => {
        told.keys = keys
      },
      changed: () => {
        told.changes += 1
      },
    })
    return { service, vault }
  }

  const send = (path: string, method: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${hubUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${administrationToken}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const keysPath = `/admin/v1/applications/${applicationId}/api-keys`
  const keysAtHub = async () => (await (await send(keysPath, 'GET')).json()) as WireApiKey[]
  const etagOf = async (id: string) => (await keysAtHub()).find((key) => key.id === id)?.etag ?? ''

  const { service, vault } = start()
  const owner = { environmentId, kind: 'administration-token' as const, ownerId: '' }
  await vault.put(owner, new Secret(administrationToken), { audience: new URL(hubUrl).origin })

  /** What somebody else does at the hub. */
  const admin = {
    add: async (restriction: Restriction = HERE) =>
      ((await (await send(keysPath, 'POST', { restriction })).json()) as WireApiKey).id as KeyId,
    restrict: async (id: string, restriction: Restriction) => {
      await send(`${keysPath}/${id}`, 'PATCH', { restriction }, { 'if-match': await etagOf(id) })
    },
    remove: async (id: string) => {
      await send(`${keysPath}/${id}`, 'DELETE', undefined, { 'if-match': await etagOf(id) })
    },
    reveal: async (id: string) => ((await (await send(`${keysPath}/${id}/reveal`, 'POST', {})).json()) as { value: string }).value,
  }
  const oldKeyId = await admin.add()
  told.keys = await keysAtHub()

  return {
    clock,
    journal,
    environmentId,
    applicationId,
    oldKeyId,
    service,
    start: () => start().service,
    keychain,
    /** The values in the keychain beside the administration token. */
    kept: () =>
      [...keychain.entries.values(), ...keychain.session.values()]
        .map((secret) => secret.expose())
        .filter((value) => value !== administrationToken),
    pinned,
    told,
    noted,
    admin,
    keysAtHub,
    newKeys: async () => (await keysAtHub()).filter(({ id }) => told.keys.every((known) => known.id !== id)),
    fault: (match: unknown, effect: unknown, times?: number) =>
      send('/sandbox/faults', 'POST', { match, effect, ...(times === undefined ? {} : { times }) }),
    noFaults: () => send('/sandbox/faults', 'DELETE'),
    authenticates: async (value: string) =>
      (await fetch(`${hubUrl}/auth`, { method: 'POST', headers: { authorization: `Bearer ${value}` } })).status === 200,
    /** Everything that is on the disk, as text. */
    async onDisk() {
      const files = await readdir(folder)
      return (await Promise.all(files.map((file) => readFile(join(folder, file), 'latin1')))).join('')
    },
    async close() {
      transport.close()
      await sandbox.close()
      journal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
type RotationWorld = Awaited<ReturnType<typeof setup>>

/** A world for each test of a `describe`, and the steps that most of them begin with. */
export function eachRotation() {
  const t = {} as RotationWorld // filled before each test, and read by nothing earlier
  beforeEach(async () => {
    Object.assign(t, await setup())
  })
  afterEach(() => t.close())

  const plan = (keyId: KeyId = t.oldKeyId): Rotation =>
    t.service.plan({ environmentId: t.environmentId, applicationId: t.applicationId, keyId })
  const of = ({ id }: { id: RotationId }) => ({ environmentId: t.environmentId, rotationId: id })
  const now = (rotation: { id: RotationId }) => t.service.get(of(rotation))

  /** A rotation as far as this state. */
  async function upTo(state: RotationState): Promise<Rotation> {
    const rotation = plan()
    if (state === 'planned') return rotation
    const created = await t.service.create(of(rotation), caller)
    if (state === 'restricted') return created
    const verified = await t.service.verify(of(rotation), caller)
    if (state === 'verified') return verified
    return await t.service.confirmDistributed(of(rotation))
  }

  /** The operation is refused with this code and leaves everything as it was, but for the failure that is kept for show. */
  async function refused(rotation: { id: RotationId }, run: () => unknown, code: string) {
    const before = now(rotation)
    await expect(Promise.resolve().then(run)).rejects.toMatchObject({ code })
    expect({ ...now(rotation), lastFailure: null }).toEqual({ ...before, lastFailure: null })
  }

  return { t, plan, of, now, upTo, refused }
}
