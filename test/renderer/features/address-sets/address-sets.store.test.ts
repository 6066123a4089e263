import { expect, test } from 'vitest'
import { createAddressSetsStore } from '../../../../src/renderer/features/address-sets/address-sets.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const line = (keyId: string, etag = 'v1') => ({
  applicationId: id('a'),
  applicationName: 'A',
  keyId: id(keyId),
  hint: keyId,
  label: '',
  etag,
  setId: id('set'),
  setName: 'Set',
  before: [],
  after: ['192.0.2.1'],
})
const start = async (modify: (input: { keyId: string }) => unknown) => {
  const main = fakeMain({
    'addressSets.list': () => ({ sets: [] }),
    'addressSets.behind': () => [line('one')],
    'keys.modify': modify,
  })
  const store = createAddressSetsStore(main.api)
  await store.getState().load(id('e'))
  return { main, store }
}

test('each line of a plan is sent with its own version, and each has its outcome', async () => {
  const { main, store } = await start(({ keyId }) => (keyId === 'moved' ? refused('conflict') : keyId === 'bad' ? refused('remote') : {}))
  await store.getState().apply([line('one'), line('moved', 'v2'), line('bad')], { confirmation: 'E' })
  expect(store.getState().outcomes).toMatchObject({ one: { state: 'done' }, moved: { state: 'moved' }, bad: { state: 'refused' } })
  expect(main.asked('keys.modify')).toMatchObject([
    { environmentId: 'e', keyId: 'one', etag: 'v1', addressSetId: 'set', confirmation: 'E' },
    { keyId: 'moved', etag: 'v2' },
    { keyId: 'bad', restriction: { mode: 'restricted', addresses: ['192.0.2.1'] } },
  ])
})

test('stopping lets the line under way finish and sends no other', async () => {
  const answer = held<unknown>()
  const { main, store } = await start(() => answer.promise)
  const applied = store.getState().apply([line('one'), line('two')], {})
  await settle()
  store.getState().stop()
  answer.release({})
  await applied
  expect(main.asked('keys.modify')).toHaveLength(1)
  expect(store.getState()).toMatchObject({ isApplying: false, outcomes: { one: { state: 'done' } } })
})

test('a plan stays bound to the environment that it was made for', async () => {
  const answer = held<unknown>()
  const { main, store } = await start(() => answer.promise)
  const applied = store.getState().apply([line('one'), line('two')], {})
  await store.getState().load(id('other'))
  answer.release({})
  await applied
  expect(main.asked('keys.modify')).toMatchObject([{ environmentId: 'e' }, { environmentId: 'e' }])
})
