import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { EnvironmentId } from '#shared/contract/op'
import type { RefreshEvery } from '#shared/contract/refreshes'
import type { KeychainState } from '#shared/contract/shell'
import { AppError } from '../../../src/main/app-error'
import { createRefresher } from '../../../src/main/features/refreshes/refresher'
import { createRefreshesRepo } from '../../../src/main/features/refreshes/refreshes.repo'
import { createRefreshesService } from '../../../src/main/features/refreshes/refreshes.service'
import { createFakeClock } from '../../fakes/fake-clock'
import { createFakeSchedule } from '../../fakes/fake-schedule'
import { temporaryFolder } from '../../fakes/temporary-folder'
import { openTestJournal } from '../../fakes/open-journal'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const id = EnvironmentId.parse('11111111-1111-4111-8111-111111111111')
const other = EnvironmentId.parse('22222222-2222-4222-8222-222222222222')

let clock: ReturnType<typeof createFakeClock>
let time: ReturnType<typeof createFakeSchedule>
/** When something was read, in minutes since the beginning. */
let read: number[]
let world: { keychain: KeychainState; lastReadAt: string | null; answers: () => unknown }
let refresher: ReturnType<typeof createRefresher>

beforeEach(() => {
  clock = createFakeClock()
  time = createFakeSchedule(clock)
  read = []
  const began = clock.monotonic()
  world = { keychain: 'available', lastReadAt: null, answers: () => undefined }
  refresher = createRefresher({
    clock,
    schedule: time.schedule,
    lastReadAt: () => world.lastReadAt,
    keychain: () => world.keychain,
    changed: () => undefined,
    async read(_environmentId, signal) {
      read.push((clock.monotonic() - began) / MINUTE)
      const answer = await Promise.resolve(world.answers())
      if (answer instanceof Error) throw answer
      if (answer === 'hang')
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled', 'stopped'))))
      world.lastReadAt = clock.iso()
    },
  })
})
const offline = () => new AppError('unreachable', 'nobody answers')

describe('an environment', () => {
  it.each([
    ['15-minutes', 15],
    ['hour', 60],
    ['4-hours', 240],
    ['day', 1440],
  ] satisfies [RefreshEvery, number][])('is read at its interval: %s', async (every, minutes) => {
    world.lastReadAt = clock.iso()
    refresher.set(id, every)
    await time.pass(3 * minutes * MINUTE)
    expect(read).toEqual([minutes, 2 * minutes, 3 * minutes])
  })

  it('that was never read is read a minute after it was chosen, and not at once', async () => {
    refresher.set(id, 'hour')
    await time.pass(MINUTE - 1)
    expect(read).toEqual([])
    await time.pass(1)
    expect(read).toEqual([1])
  })

  it('that is switched off, or gone, is read no more', async () => {
    refresher.set(id, 'hour')
    refresher.set(other, 'hour')
    refresher.set(id, 'off')
    refresher.stop(other)
    await time.pass(48 * HOUR)
    expect([read, time.count()]).toEqual([[], 0])
  })

  it('that a person has read meanwhile waits a whole interval from then', async () => {
    world.lastReadAt = clock.iso()
    refresher.set(id, 'hour')
    await time.pass(40 * MINUTE)
    world.lastReadAt = clock.iso()
    await time.pass(59 * MINUTE)
    expect(read).toEqual([])
    await time.pass(MINUTE)
    expect(read).toEqual([100])
  })

  it('is read neither in a loop nor never when the clock is set', async () => {
    world.lastReadAt = clock.iso()
    refresher.set(id, 'hour')
    clock.set('1999-01-01T00:00:00.000Z')
    await time.pass(2 * HOUR)
    expect(read.length).toBeLessThanOrEqual(2)
    expect(read.length).toBeGreaterThanOrEqual(1)
    clock.set('2031-01-01T00:00:00.000Z')
    const before = read.length
    await time.pass(2 * HOUR)
    expect(read.length - before).toBeLessThanOrEqual(2)
    expect(read.length - before).toBeGreaterThanOrEqual(1)
    expect(Date.parse(refresher.state(id).nextAt!)).toBeGreaterThanOrEqual(clock.now())
  })
})

describe('a reading by itself', () => {
  it('pauses while offline, each time twice as long, up to the interval, and goes on when it worked', async () => {
    world.answers = offline
    refresher.set(id, 'hour')
    await time.pass(3 * HOUR)
    expect(read).toEqual([1, 2, 4, 8, 16, 32, 64, 124])
    expect(refresher.state(id).pause).toBe('offline')
    world.answers = () => undefined
    await time.pass(6 * HOUR)
    expect(read.slice(8)).toEqual([184, 244, 304, 364, 424, 484])
    expect(refresher.state(id).pause).toBeUndefined()
  })

  it.each(['unauthorized', 'wrong-tenant', 'cancelled', 'internal'] as const)(
    'that ends with %s is not repeated before its time',
    async (code) => {
      world.answers = () => (code === 'internal' ? new Error('a bug') : new AppError(code, 'no'))
      refresher.set(id, 'hour')
      await time.pass(62 * MINUTE)
      expect(read).toEqual([1, 61])
    },
  )

  it.each(['not-used-yet', 'locked'] as const)('asks nothing of a keychain that is %s', async (state) => {
    world.keychain = state
    refresher.set(id, '15-minutes')
    await time.pass(10 * MINUTE)
    expect([read, refresher.state(id).pause]).toEqual([[], 'keychain'])
    world.keychain = 'available'
    await time.pass(MINUTE)
    expect(read).toEqual([11])
  })

  it('does not begin during a change of the environment', async () => {
    refresher.set(id, 'hour')
    const ended = refresher.changeBegins(id)
    const another = refresher.changeBegins(id)
    ended()
    await time.pass(3 * MINUTE)
    expect([read, refresher.state(id).pause]).toEqual([[], 'change'])
    another()
    await time.pass(MINUTE)
    expect(read).toEqual([4])
  })

  it('gives way to a change that begins, and is made up for soon after', async () => {
    world.answers = () => 'hang'
    refresher.set(id, 'hour')
    await time.pass(MINUTE)
    expect(refresher.state(id)).toEqual({})
    world.answers = () => undefined
    const ended = refresher.changeBegins(id)
    await new Promise(setImmediate)
    expect(refresher.state(id).pause).toBe('change')
    ended()
    await time.pass(MINUTE)
    expect(read).toEqual([1, 2])
  })

  it('does not care for a change of another environment', async () => {
    refresher.set(id, 'hour')
    refresher.changeBegins(other)
    await time.pass(MINUTE)
    expect(read).toEqual([1])
  })
})

describe('the choice', () => {
  it('is off until it is made, and is kept', () => {
    const db = openTestJournal(join(temporaryFolder(), 'journal.db'), clock)
    const repo = createRefreshesRepo(db)
    const service = createRefreshesService({ repo, refresher })
    expect(service.get({ environmentId: id })).toEqual({ environmentId: id, every: 'off' })
    expect(service.set({ environmentId: id, every: 'hour' })).toMatchObject({ every: 'hour', nextAt: '2026-11-24T12:01:00.000Z' })
    expect(service.set({ environmentId: id, every: 'day' })).toMatchObject({ every: 'day' })
    expect(createRefreshesRepo(db).list()).toEqual([{ environmentId: id, every: 'day' }])
    expect(service.set({ environmentId: id, every: 'off' })).toEqual({ environmentId: id, every: 'off' })
    repo.set(id, 'hour')
    repo.forgetEnvironment(id)
    expect(repo.list()).toEqual([])
  })
})
