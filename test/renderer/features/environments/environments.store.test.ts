import { expect, test } from 'vitest'
import type { Environment } from '#shared/contract/environments'
import { createEnvironmentsStore } from '../../../../src/renderer/features/environments/environments.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const environment = (name: string, over: Partial<Environment> = {}): Environment => ({
  id: id(name),
  name,
  type: 'test',
  kind: 'hub',
  hubUrl: 'https://hub.example.edu',
  tenant: { id: 't', name: 'T', label: 'Test' },
  connection: 'administration',
  protection: 'open',
  readAt: '2026-11-24T09:00:00.000Z',
  counts: { applications: 0, settings: 0 },
  ...over,
})
const unread = (name: string, over: Partial<Environment> = {}) => {
  const { readAt: _never, ...rest } = environment(name, over)
  return rest
}
const gap = { applicationId: 'a', applicationName: 'A', part: 'settings', failure: { code: 'disk', message: '' } }

test('opening an environment that was never read reads it', async () => {
  const main = fakeMain({
    'environments.open': () => unread('e'),
    'environments.sync': () => ({ environment: environment('e'), gaps: [gap] }),
  })
  const store = createEnvironmentsStore(main.api.environments)
  expect(await store.getState().open(id('e'))).toBe(true)
  await settle()
  const { boundId, byId, syncs, outcomes } = store.getState()
  expect(boundId).toBe('e')
  expect(byId[id('e')]?.readAt).toBeDefined()
  expect(syncs).toEqual({})
  expect(outcomes[id('e')]).toEqual({ gaps: [gap], failure: null })
})

test('opening one that was read shows the cache and asks nobody', async () => {
  const main = fakeMain({ 'environments.open': () => environment('e') })
  await createEnvironmentsStore(main.api.environments).getState().open(id('e'))
  await settle()
  expect(main.asked('environments.sync')).toEqual([])
})

test('an environment that cannot be opened leaves the window where it was', async () => {
  const main = fakeMain({ 'environments.open': () => refused('not-found') })
  const store = createEnvironmentsStore(main.api.environments)
  expect(await store.getState().open(id('e'))).toBe(false)
  expect(store.getState()).toMatchObject({ boundId: null, failure: { code: 'not-found' } })
})

test('a reading runs once, follows its own progress only, and a stop is no failure', async () => {
  const answer = held<unknown>()
  const main = fakeMain({ 'environments.sync': () => answer.promise, 'environments.cancelSync': () => undefined })
  const store = createEnvironmentsStore(main.api.environments)
  const first = store.getState().sync(id('e'))
  void store.getState().sync(id('e'))
  store.getState().progressed({ environmentId: id('other'), step: 'settings', done: 1, total: 2 })
  store.getState().progressed({ environmentId: id('e'), step: 'settings', done: 3, total: 14 })
  expect(store.getState().syncs).toEqual({ e: { progress: { environmentId: 'e', step: 'settings', done: 3, total: 14 }, stopping: false } })
  store.getState().cancelSync(id('e'))
  expect(store.getState().syncs[id('e')]?.stopping).toBe(true)
  answer.release(refused('cancelled'))
  await first
  expect(main.asked('environments.sync')).toHaveLength(1)
  expect(store.getState().outcomes[id('e')]).toEqual({ gaps: [], failure: null })
})

test('exploring the sandbox opens the one that can be changed without harm', async () => {
  const pair = [environment('p', { type: 'production', kind: 'sandbox' }), environment('t', { kind: 'sandbox' })]
  const main = fakeMain({ 'environments.exploreSandbox': () => pair, 'environments.open': () => pair[1] })
  const store = createEnvironmentsStore(main.api.environments)
  expect(await store.getState().exploreSandbox()).toBe(true)
  expect(main.asked('environments.open')).toEqual([{ environmentId: 't' }])
  expect(store.getState().order).toEqual(['p', 't'])
})

test('connecting opens the new environment; a failure is handed back and changes nothing', async () => {
  let answer: unknown = refused('unauthorized')
  const main = fakeMain({ 'environments.connect': () => answer, 'environments.open': () => environment('e') })
  const store = createEnvironmentsStore(main.api.environments)
  const typed = { name: 'e', type: 'test' as const, hubUrl: 'https://hub.example.edu', administrationToken: 'x' }
  expect(await store.getState().connect(typed)).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  expect(store.getState().order).toEqual([])
  answer = environment('e')
  await store.getState().connect(typed)
  expect(store.getState().boundId).toBe('e')
})

test('unlocking with a wrong name says so; locking shows at once', async () => {
  const main = fakeMain({ 'environments.unlock': () => refused('confirmation-required'), 'environments.lock': () => environment('e') })
  const store = createEnvironmentsStore(main.api.environments)
  expect(await store.getState().unlock(id('e'), 'wrong')).toMatchObject({ code: 'confirmation-required' })
  expect(await store.getState().lock(id('e'))).toBeNull()
  expect(store.getState().byId[id('e')]?.name).toBe('e')
})

test('a window whose environment was removed elsewhere belongs to none', async () => {
  const main = fakeMain({ 'environments.list': () => [environment('b')] })
  const store = createEnvironmentsStore(main.api.environments)
  store.getState().accept([environment('a'), environment('b')], environment('a'))
  await store.getState().reload()
  expect(store.getState()).toMatchObject({ boundId: null, order: ['b'] })
})

test('removing forgets the environment only when main has', async () => {
  let answer: unknown = refused('keychain-unavailable')
  const main = fakeMain({ 'environments.remove': () => answer })
  const store = createEnvironmentsStore(main.api.environments)
  store.getState().accept([environment('a')], environment('a'))
  expect(await store.getState().remove(id('a'))).toMatchObject({ code: 'keychain-unavailable' })
  expect(store.getState().order).toEqual(['a'])
  answer = undefined
  expect(await store.getState().remove(id('a'))).toBeNull()
  expect(store.getState()).toMatchObject({ boundId: null, order: [], byId: {} })
})
