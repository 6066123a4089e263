import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { Caller } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Rotation, RotationId, RotationState } from '#shared/contract/rotations'
import { isFinished } from '#shared/rules/rotation'
import type { Restriction, WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../../src/main/app-error'
import { createRotationsRepo, type RotationRecord, type RotationsRepo } from '../../../src/main/features/rotations/rotations.repo'
import { createRotationsService } from '../../../src/main/features/rotations/rotations.service'
import { journalMigrations } from '../../../src/main/platform/db/migrations'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { createFakeClock } from '../../fakes/fake-clock'
import { APPLICATION, MemoryHub } from '../../fakes/memory-hub'
import { MemoryKeychain } from '../../fakes/memory-keychain'
import { mortal } from '../../fakes/mortal'
import { noPasting } from '../../fakes/no-known-keys'

const caller: Caller = { windowId: 1, signal: new AbortController().signal }
const environmentId = '22222222-2222-4222-8222-222222222222' as EnvironmentId
const applicationId = APPLICATION as ApplicationId
const RESTRICTION: Restriction = { mode: 'restricted', addresses: ['192.0.2.0/24'] }

const WRITES_OF_VAULT = ['addLoose', 'pointAt', 'loosenOne', 'dropLoose'] as const

/** The app's process: once it is dead, nothing it does has an effect. */
class Killed extends Error {}
class Process {
  left = Infinity
  readonly point = (): void => {
    this.left -= 1
    if (this.left < 0) throw new Killed()
  }
}

const db = new Database(':memory:')
for (const migration of journalMigrations) migration.up(db)
afterAll(() => db.close())

/** The whole feature on a real journal and a real vault, with a hub, a keychain and a second administrator in memory. */
class World {
  readonly clock = createFakeClock()
  readonly keychain = new MemoryKeychain()
  readonly visited = new Set<RotationState>()
  process = new Process()
  readonly hub = new MemoryHub(
    () => this.clock.now(),
    () => this.process.point(),
  )
  readonly repo = this.watched(createRotationsRepo(db))
  rotationId: RotationId | null = null
  readonly oldKey: string
  service: ReturnType<typeof createRotationsService>

  constructor() {
    db.exec('DELETE FROM rotations; DELETE FROM secrets; DELETE FROM loose_secrets')
    this.oldKey = this.hub.add(RESTRICTION)
    // Somebody else's, so that the hub's own rule of the last key does not save us.
    this.hub.add({ mode: 'unrestricted' })
    this.service = this.start()
    this.hub.onDelete = (id) => this.assertMayDelete(id)
  }

  /** A fresh process on the same journal; what was for the session only is gone with the old one. */
  start() {
    const process = (this.process = new Process())
    this.keychain.session.clear()
    const vaultRepo = createVaultRepo(db)
    const store = mortal(this.keychain, ['get', 'set', 'delete'], process.point)
    const vault = createVault({
      repo: mortal(vaultRepo, WRITES_OF_VAULT, process.point),
      store,
      clock: this.clock,
      newRef: () => crypto.randomUUID(),
    })
    return createRotationsService({
      pasteKey: noPasting,
      repo: mortal(this.repo, ['insert', 'move', 'noteFailure'], process.point),
      hubs: this.hub.hubs,
      vault,
      cached: {
        get: () => ({ name: 'Housing Portal' }) as WireApplication, // nothing else of it is asked
        keys: () => [...this.hub.keys.values()],
      },
      notes: { labelOf: () => 'Old', usagesOf: () => [], saveUsages: () => undefined, inherit: () => undefined },
      clipboard: { put: () => Promise.resolve() },
      clock: this.clock,
      newId: () => crypto.randomUUID(),
      clipboardSeconds: () => 60,
      record: () => undefined,
      keysRead: () => undefined,
      changed: () => undefined,
    })
  }

  /** Remembers each state that the rotation was in. */
  watched(repo: RotationsRepo): RotationsRepo {
    return {
      ...repo,
      move: (expected, record) => {
        repo.move(expected, record)
        this.visited.add(record.state)
      },
    }
  }

  get record(): RotationRecord | null {
    return this.rotationId && this.repo.get(environmentId, this.rotationId)
  }

  /** Only keys of the rotation are ever deleted, and only while the other one is there. */
  assertMayDelete(id: string): void {
    const rotation = this.record!
    if (id === rotation.oldKey.id) {
      expect(rotation.state).toBe('deleting')
      expect([...this.visited]).toEqual(expect.arrayContaining(['verified', 'distributed']))
      expect(rotation.proof?.outcome === 'accepted' || rotation.proof?.by === 'person').toBe(true)
      expect(rotation.places.every(({ doneAt }) => doneAt !== null)).toBe(true)
      expect(this.hub.keys.has(rotation.newKey!.id)).toBe(true)
    } else {
      expect(id).toBe(rotation.newKey?.id)
      expect(this.hub.keys.has(rotation.oldKey.id)).toBe(true)
    }
  }

  assertInvariants(): void {
    const rotations = this.repo.ofEnvironment(environmentId)
    // A key that was made for us is accounted for: the new key, a listed orphan, or one that the intent will find again.
    for (const id of this.hub.madeForApp.filter((made) => this.hub.keys.has(made)))
      expect(
        rotations.some(
          ({ state, newKey, orphans, intent }) =>
            (newKey?.id === id && state !== 'abandoned') ||
            orphans.some((orphan) => orphan.id === id) ||
            (state === 'creating' && intent && !intent.keyIdsBefore.includes(id)),
        ),
        `${id} is lost sight of`,
      ).toBe(true)
    // The hub has a key, and reveals it; one whose new key is at work has both until the end.
    expect(this.hub.keys.size).toBeGreaterThan(0)
    for (const { state, newKey } of rotations)
      if (newKey && ['created', 'restricted', 'verified', 'distributed'].includes(state)) expect(newKey.hint).not.toBe('')
    // What was kept is the value of the new key.
    for (const [, secret] of this.keychain.entries) expect(secret.expose()).toMatch(/^value-of-key-\d+$/)
  }

  /** Runs an operation as the window would. A refusal of a local one leaves the journal as it was. */
  async attempt(run: (of: { environmentId: EnvironmentId; rotationId: RotationId }) => unknown): Promise<AppError | null> {
    if (!this.rotationId) return null
    try {
      await run({ environmentId, rotationId: this.rotationId })
      return null
    } catch (error) {
      if (error instanceof Killed) this.service = this.start()
      else if (!(error instanceof AppError)) throw error
      return error instanceof AppError ? error : null
    }
  }

  async attemptLocally(run: Parameters<World['attempt']>[0]): Promise<void> {
    const before = this.record
    if (await this.attempt(run)) expect(this.record).toEqual(before)
  }

  /** From wherever it stands, a person comes to an end. */
  async bringToAnEnd(): Promise<void> {
    this.service = this.start()
    this.keychain.behaves = 'well'
    this.hub.loses = null
    for (let tries = 0; tries < 12; tries += 1) {
      const rotation = this.record
      if (!rotation || isFinished(rotation.state)) return
      const failed = await this.attempt((of) => this.nextStep(rotation, of))
      if (!failed) continue
      if (this.repo.get(environmentId, rotation.id)?.state === 'deleting') await this.attempt((of) => this.service.confirmDistributed(of))
      await this.attempt((of) => this.service.abandon(of, caller))
    }
    expect.fail(`The rotation does not come to an end: ${JSON.stringify(this.record)}`)
  }

  async nextStep(rotation: RotationRecord, of: { environmentId: EnvironmentId; rotationId: RotationId }): Promise<Rotation> {
    switch (rotation.state) {
      case 'planned':
      case 'creating':
      case 'created':
        return this.service.create(of, caller)
      case 'restricted': {
        const { proof } = await this.service.verify(of, caller)
        if (proof?.outcome === 'unknown-key') throw new AppError('conflict', 'gone')
        return proof?.outcome === 'address-refused' ? this.service.confirmVerified(of) : this.service.get(of)
      }
      case 'verified':
        await this.service.setPlaces({ ...of, places: rotation.places.map((place) => ({ ...place, doneAt: this.clock.iso() })) })
        return this.service.confirmDistributed(of)
      case 'distributed':
        if (this.hub.refusesAddress && rotation.proof?.by !== 'person') {
          await this.service.verify(of, caller)
          await this.service.confirmVerified(of)
        }
        return this.service.finish(of, caller)
      case 'deleting':
        return this.service.finish(of, caller)
      case 'done':
      case 'abandoned':
        throw new Error('It is at its end')
    }
  }
}

const PLACES = ['33333333-3333-4333-8333-333333333333', '44444444-4444-4444-8444-444444444444']
type Command = (world: World) => Promise<void> | void

const does = (name: string, run: Command) => ({ name, run, toString: () => name })
type OfWorld = (world: World) => Parameters<World['attempt']>[0]
const asked = (name: string, run: OfWorld) =>
  does(name, async (world) => {
    await world.attempt(run(world))
  })
const noted = (name: string, run: OfWorld) => does(name, (world) => world.attemptLocally(run(world)))

const steps = [
  does('plan', (world) => {
    const key = world.hub.keys.get(world.oldKey)
    if (!key) return
    try {
      const rotation = world.service.plan({ environmentId, applicationId, keyId: key.id as KeyId })
      if (rotation.id !== world.rotationId) world.visited.clear()
      world.rotationId = rotation.id
    } catch (error) {
      if (!(error instanceof AppError) && !(error instanceof Killed)) throw error
      if (error instanceof Killed) world.service = world.start()
      world.rotationId ??= world.repo.unfinished()[0]?.id ?? null
    }
  }),
  asked('create', (world) => (of) => world.service.create(of, caller)),
  asked('verify', (world) => (of) => world.service.verify(of, caller)),
  noted('confirmVerified', (world) => (of) => world.service.confirmVerified(of)),
  noted('confirmDistributed', (world) => (of) => world.service.confirmDistributed(of)),
  asked('finish', (world) => (of) => world.service.finish(of, caller)),
]
const command = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...steps) },
  // The way of a rotation in one go, so that the later states are met often.
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 6 }).map((count) =>
      does(`next ×${count}`, async (world) => {
        for (let n = 0; n < count && world.record && !isFinished(world.record.state); n += 1) {
          const rotation = world.record
          await world.attempt((of) => world.nextStep(rotation, of))
        }
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.subarray(PLACES).chain((known) =>
      fc.subarray(known).map((done) =>
        noted(`places ${known.length}, done ${done.length}`, (world) => (of) => {
          const places = known.map((id) => ({
            id,
            place: 'Server',
            owner: '',
            note: '',
            doneAt: done.includes(id) ? world.clock.iso() : null,
          }))
          return world.service.setPlaces({ ...of, places })
        }),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      asked('abandon', (world) => (of) => world.service.abandon(of, caller)),
      asked('adopt', (world) => (of) => {
        const orphan = world.record?.orphans[0]
        return orphan && world.service.adopt({ ...of, keyId: orphan.id }, caller)
      }),
      noted(
        'restrict otherwise',
        (world) => (of) => world.service.setRestriction({ ...of, restriction: { mode: 'restricted', addresses: ['198.51.100.0/24'] } }),
      ),
      noted('set an end', (world) => (of) => world.service.setEnd({ ...of, endsOn: '2026-12-24' })),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 0, max: 40 }).map((left) => does(`killed in ${left}`, (world) => void (world.process.left = left))),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      does('the next question is lost', (world) => void (world.hub.loses = 'question')),
      does('the next answer is lost', (world) => void (world.hub.loses = 'answer')),
      does('keychain locked', (world) => void (world.keychain.behaves = 'locked')),
      does('no keychain', (world) => void (world.keychain.behaves = 'unavailable')),
      does('keychain open', (world) => void (world.keychain.behaves = 'well')),
      does('address refused', (world) => void (world.hub.refusesAddress = true)),
      does('address let in', (world) => void (world.hub.refusesAddress = false)),
      does('25 hours pass', (world) => world.clock.pass(25 * 3_600_000)),
      does('an hour passes', (world) => world.clock.pass(3_600_000)),
      does('the same key is added by somebody else', (world) => void world.hub.add(RESTRICTION)),
      does('another key is added by somebody else', (world) => void world.hub.add({ mode: 'unrestricted' })),
      does('somebody else deletes the old key', (world) => world.hub.remove(world.oldKey)),
      does('somebody else deletes the new key', (world) => world.hub.remove(world.record?.newKey?.id ?? '')),
    ),
  },
)

it('never loses sight of a key, never leaves the hub without one, and removes the old one only at the end, in 1,000 runs', async () => {
  const ends = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      const world = new World()
      await steps[0]!.run(world)
      for (const { run } of commands) {
        await run(world)
        world.assertInvariants()
      }
      await world.bringToAnEnd()
      world.assertInvariants()
      const end = world.record?.state ?? 'none'
      ends.set(end, (ends.get(end) ?? 0) + 1)
    }),
    { numRuns: 1000 },
  )
  // The runs are worth something only if both ends are met often.
  expect(ends.get('done')).toBeGreaterThan(300)
  expect(ends.get('abandoned')).toBeGreaterThan(30)
}, 60_000)
