import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApiKey } from '#shared/wire/administration-plane'
import { createRotationsRepo } from '../../src/main/features/rotations/rotations.repo'
import { systemClock as clock } from '../../src/main/platform/clock'
import { openJournal } from '../../src/main/platform/db/open'
import { Secret } from '../../src/main/platform/secret'
import { createVault } from '../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../src/main/platform/vault/vault.repo'
import { startSandbox, type Sandbox } from '../../src/sandbox/server'
import { FileKeychain } from '../fakes/file-keychain'
import type { Task } from './rotation-process'

const ROOT = join(import.meta.dirname, '../..')
const AT_ONCE = 3

/** Runs the process; null when it was killed. */
function run(folder: string, task: Task): Promise<{ points: number; state: string } | null> {
  const file = join(folder, 'task.json')
  writeFileSync(file, JSON.stringify(task))
  const args = ['--import', join(ROOT, 'test/fakes/resolve-ts.mjs'), join(ROOT, 'test/reliability/rotation-process.ts'), file]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complained = ''
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (complained += piece.toString()))
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null)
      else if (code === 0) resolve(JSON.parse(said) as { points: number; state: string })
      else reject(new Error(complained))
    })
  })
}

describe('a rotation whose process is killed', () => {
  let sandbox: Sandbox
  let root: string
  beforeAll(async () => {
    sandbox = await startSandbox()
    root = mkdtempSync(join(tmpdir(), 'hubkeeper-rotation-'))
  })
  afterAll(async () => {
    await sandbox.close()
    rmSync(root, { recursive: true, force: true })
  })

  /** A world of its own for one rotation: an application of the hub, a folder with journal and keychain, and the key to rotate. */
  async function world(name: string) {
    const folder = mkdtempSync(join(root, `${name}-`))
    const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
    const { hubUrl, administrationToken } = tenant
    const call = async <T>(path: string, body?: unknown): Promise<T> => {
      const reply = await fetch(`${hubUrl}/admin/v1${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${administrationToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return (await reply.json()) as T
    }
    const made = await call<{ application: { id: ApplicationId } }>('/applications', { name })
    const applicationId = made.application.id
    const { value: _value, ...key } = await call<WireApiKey & { value: string }>(`/applications/${applicationId}/api-keys`, {
      restriction: { mode: 'restricted', addresses: ['127.0.0.1'] },
    })
    const task: Task = {
      journal: join(folder, 'journal.db'),
      keychain: join(folder, 'keychain.json'),
      environmentId: crypto.randomUUID() as EnvironmentId,
      hubUrl,
      tenantId: sandbox.identities.find(({ label }) => label === 'Test')!.id,
      applicationId,
      key,
      killAt: null,
    }
    const keychain = new FileKeychain(task.keychain)
    const journal = () => openJournal(task.journal, { clock }).db
    const first = journal()
    const vault = createVault({ repo: createVaultRepo(first), store: keychain, clock, newRef: () => crypto.randomUUID() })
    await vault.put({ environmentId: task.environmentId, kind: 'administration-token', ownerId: '' }, new Secret(administrationToken), {
      audience: new URL(hubUrl).origin,
    })
    first.close()

    const keysNow = () => call<WireApiKey[]>(`/applications/${applicationId}/api-keys`)
    const before = await keysNow()
    return {
      task,
      run: (killAt: number | null) => run(folder, { ...task, killAt }),

      /** What the journal says, in a fresh connection as after a start. */
      rotation() {
        const db = journal()
        const [rotation] = createRotationsRepo(db).ofEnvironment(task.environmentId)
        db.close()
        return rotation
      },
      keptValues: () => [...keychain.entries().values()].filter((value) => value !== administrationToken),
      keysNow,
      newKeys: async () => (await keysNow()).filter(({ id }) => before.every((known) => known.id !== id)),
      reveal: async (id: string) => (await call<{ value: string }>(`/applications/${applicationId}/api-keys/${id}/reveal`, {})).value,
      authenticates: async (value: string) =>
        (await fetch(`${hubUrl}/auth`, { method: 'POST', headers: { authorization: `Bearer ${value}` } })).ok,
    }
  }
  type World = Awaited<ReturnType<typeof world>>

  async function assertInvariants(w: World): Promise<void> {
    const rotation = w.rotation()
    const keys = await w.keysNow()
    const isThere = (id: string | undefined) => keys.some((key) => key.id === id)
    // The new value can be read, and the journal knows of the key or finds it again by its intent.
    for (const { id } of await w.newKeys()) {
      expect(rotation?.newKey?.id === id || (rotation?.state === 'creating' && !rotation.intent?.keyIdsBefore.includes(id))).toBe(true)
      expect(await w.authenticates(await w.reveal(id))).toBe(true)
    }
    // One of the two works.
    const working = [w.task.key.id, rotation?.newKey?.id].filter(isThere)
    expect(working.length).toBeGreaterThan(0)
    expect(await w.authenticates(await w.reveal(working[0]!))).toBe(true)
    // The old one is gone only at the end.
    if (!isThere(w.task.key.id)) {
      expect(['deleting', 'done']).toContain(rotation?.state)
      expect(rotation?.proof?.outcome).toBe('accepted')
    }
  }

  async function assertEnded(w: World): Promise<void> {
    const [made, ...others] = await w.newKeys()
    expect([w.rotation()?.state, w.rotation()?.newKey?.id, others]).toEqual(['done', made?.id, []])
    expect((await w.keysNow()).map(({ id }) => id)).not.toContain(w.task.key.id)
    expect(made?.restriction).toEqual(w.task.key.restriction)
    // Nobody here needs the value any more, and none of the tries left one behind.
    expect(w.keptValues()).toEqual([])
  }

  it('goes on in a fresh process to its end, wherever it was killed: before and after each write and each answer', async () => {
    const whole = await world('Not killed')
    const { points } = (await whole.run(null))!
    await assertEnded(whole)
    expect(points).toBeGreaterThanOrEqual(20)

    const limit = pLimit(AT_ONCE)
    const killedAt = (at: number) =>
      limit(async () => {
        const w = await world(`Killed at ${at}`)
        expect(await w.run(at), `the process lived on after point ${at}`).toBeNull()
        await assertInvariants(w)
        expect(await w.run(null)).toMatchObject({ state: 'done' })
        await assertInvariants(w)
        await assertEnded(w)
      })
    await Promise.all(Array.from({ length: points }, (_, at) => killedAt(at)))
  }, 300_000)
})
