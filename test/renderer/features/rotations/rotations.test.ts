import { describe, expect, test } from 'vitest'
import type { Rotation } from '#shared/contract/rotations'
import { todayOf } from '#shared/rules/rotation'
import { dueOf } from '../../../../src/renderer/features/rotations/due'
import { createRotationsStore, rotationOf } from '../../../../src/renderer/features/rotations/rotations.store'
import { fakeMain, id, refused } from '../../fake-main'

const NOON = new Date(2026, 10, 25, 12).getTime()

describe('the planned end of a rotation', () => {
  test.each([
    ['2026-11-26', { kind: 'later', days: 1 }],
    ['2026-11-25', { kind: 'today', days: 0 }],
    ['2026-11-22', { kind: 'overdue', days: -3 }],
    [null, { kind: 'none' }],
  ])('%s', (endsOn, due) => {
    expect(dueOf({ state: 'distributed', endsOn }, NOON)).toEqual(due)
  })
  test('is of no interest once the rotation is over', () => {
    expect(dueOf({ state: 'done', endsOn: '2026-11-22' }, NOON)).toEqual({ kind: 'finished' })
  })
  test('is a day of the person, not of Greenwich', () => {
    expect(todayOf(new Date(2026, 0, 2, 0, 5).getTime())).toBe('2026-01-02')
    expect(todayOf(new Date(2026, 0, 2, 23, 55).getTime())).toBe('2026-01-02')
  })
})

describe('the rotations of the window', () => {
  const rotation = (over: Partial<Rotation>) => ({ id: 'r', environmentId: 'e', state: 'planned', ...over }) as Rotation // what the store looks at

  test('show where a step led, and ask with both ids', async () => {
    const main = fakeMain({ 'rotations.list': () => [rotation({})], 'rotations.create': () => rotation({ state: 'restricted' }) })
    const store = createRotationsStore(main.api.rotations)
    await store.getState().load(id('e'))
    await store.getState().take('create', rotation({}), { confirmation: 'Test' })
    expect(main.asked('rotations.create')[0]).toEqual({ environmentId: 'e', rotationId: 'r', confirmation: 'Test' })
    expect(rotationOf(store.getState().list, 'r')?.state).toBe('restricted')
  })

  test('stay as they were when a step is refused, and say why', async () => {
    const main = fakeMain({ 'rotations.list': () => [rotation({})], 'rotations.finish': () => refused('conflict') })
    const store = createRotationsStore(main.api.rotations)
    await store.getState().load(id('e'))
    await store.getState().take('finish', rotation({}), {})
    expect(rotationOf(store.getState().list, 'r')?.state).toBe('planned')
    expect(store.getState()).toMatchObject({ inFlight: null, failure: { code: 'conflict' } })
  })

  test('of another environment do not come into this one', async () => {
    const main = fakeMain({ 'rotations.list': () => [], 'rotations.plan': () => rotation({ environmentId: id('other') }) })
    const store = createRotationsStore(main.api.rotations)
    await store.getState().load(id('e'))
    await store.getState().plan(id('other'), { applicationId: id('a'), keyId: id('k') })
    expect(store.getState().list.value).toEqual([])
  })
})
