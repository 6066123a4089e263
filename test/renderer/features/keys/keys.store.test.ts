import { expect, test } from 'vitest'
import { createKeysStore, placeKey, type NewKey } from '../../../../src/renderer/features/keys/keys.store'
import { fakeMain, id, refused, settle } from '../../fake-main'

const place = { environmentId: id('e'), applicationId: id('a') }
const other = { environmentId: id('e2'), applicationId: id('a') }
const key = (keyId: string) => ({ id: keyId, applicationId: 'a', hint: keyId, restriction: { mode: 'restricted', addresses: [] } })
const newKey: NewKey = { ...place, restriction: { mode: 'unrestricted' }, idempotencyKey: crypto.randomUUID() }

test('two tenants with the same application id do not share keys', async () => {
  const main = fakeMain({ 'keys.list': ({ environmentId }: typeof place) => ({ keys: environmentId === 'e' ? [key('one')] : [] }) })
  const store = createKeysStore(main.api.keys)
  await store.getState().load(place)
  await store.getState().load(other)
  expect(store.getState().byPlace[placeKey(place)]?.value?.keys).toHaveLength(1)
  expect(store.getState().byPlace[placeKey(other)]?.value?.keys).toHaveLength(0)
})

test('an added key is in the list at once, and only once after the list came anew', async () => {
  const main = fakeMain({ 'keys.list': () => ({ keys: [key('one')] }), 'keys.add': () => key('two') })
  const store = createKeysStore(main.api.keys)
  await store.getState().load(place)
  const result = await store.getState().add(newKey)
  await store.getState().add(newKey)
  expect(result.ok).toBe(true)
  expect(store.getState().byPlace[placeKey(place)]?.value?.keys.map(({ id: keyId }) => keyId)).toEqual(['one', 'two'])
  expect(main.asked('keys.add')).toEqual([newKey, newKey])
})

test('a refused key leaves the list as it was and says why', async () => {
  const faults = [{ path: 'restriction.addresses.0', message: 'no' }]
  const main = fakeMain({ 'keys.list': () => ({ keys: [key('one')] }), 'keys.add': () => refused('invalid-input', { faults }) })
  const store = createKeysStore(main.api.keys)
  await store.getState().load(place)
  await store.getState().add(newKey)
  expect(store.getState()).toMatchObject({ inFlight: null, failure: { code: 'invalid-input', faults } })
  expect(store.getState().byPlace[placeKey(place)]?.value?.keys).toHaveLength(1)
  store.getState().clearFailure()
  expect(store.getState().failure).toBeNull()
})

test('what was known stays when reading it again fails', async () => {
  let answer: unknown = { keys: [key('one')] }
  const main = fakeMain({ 'keys.list': () => answer })
  const store = createKeysStore(main.api.keys)
  await store.getState().load(place)
  answer = refused('disk')
  store.getState().reload(id('e'))
  await settle()
  expect(store.getState().byPlace[placeKey(place)]).toMatchObject({
    state: 'failed',
    failure: { code: 'disk' },
    value: { keys: [{ id: 'one' }] },
  })
})

test('copying tells when the clipboard is cleared and never holds a value', async () => {
  const clearsAt = '2026-11-24T10:00:00.000Z'
  const main = fakeMain({ 'keys.copy': () => ({ clearsAt }) })
  const store = createKeysStore(main.api.keys)
  expect(await store.getState().copy(place, id('one'))).toEqual({ ok: true, value: { clearsAt } })
  expect(store.getState().inFlight).toBeNull()
})

test('a conflict reads the list again before it is told, so that mine can be compared with theirs', async () => {
  let etag = 'one'
  const main = fakeMain({
    'keys.list': () => ({ keys: [{ ...key('one'), etag }] }),
    'keys.modify': () => {
      etag = 'two'
      return refused('conflict')
    },
  })
  const store = createKeysStore(main.api.keys)
  await store.getState().load(place)
  await store.getState().modify({ ...place, keyId: id('one'), restriction: { mode: 'unrestricted' }, etag: 'one' })
  expect(store.getState().failure?.code).toBe('conflict')
  expect(store.getState().byPlace[placeKey(place)]?.value?.keys[0]?.etag).toBe('two')
})

test('a deleted key leaves the list, and the last one that main keeps stays in it', async () => {
  const main = fakeMain({
    'keys.list': () => ({ keys: [key('one'), key('two')] }),
    'keys.remove': ({ keyId }: { keyId: string }) => (keyId === 'one' ? undefined : refused('last-api-key')),
  })
  const store = createKeysStore(main.api.keys)
  await store.getState().load(place)
  await store.getState().remove({ ...place, keyId: id('one') })
  await store.getState().remove({ ...place, keyId: id('two') })
  expect(store.getState().byPlace[placeKey(place)]?.value?.keys.map(({ id: keyId }) => keyId)).toEqual(['two'])
  expect(store.getState().failure?.code).toBe('last-api-key')
})

test('a revealed value goes to the caller and into no part of the store', async () => {
  const main = fakeMain({ 'keys.reveal': () => ({ value: 'canary-value', hidesAt: '2026-11-24T10:00:30.000Z' }) })
  const store = createKeysStore(main.api.keys)
  expect(await store.getState().reveal(place, id('one'))).toMatchObject({ ok: true, value: { value: 'canary-value' } })
  expect(JSON.stringify(store.getState())).not.toContain('canary-value')
})
