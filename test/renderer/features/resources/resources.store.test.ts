import { expect, test } from 'vitest'
import { createResourcesStore, placeKey } from '../../../../src/renderer/features/resources/resources.store'
import { fakeMain, id, refused, settle } from '../../fake-main'

const place = { environmentId: id('e'), applicationId: id('a') }
const owned = { resources: [], checks: [], credentials: { stored: 'absent' } }

test('credentials that the source refuses are not forgotten silently: the failure stays until it is answered', async () => {
  const main = fakeMain({ 'resources.setCredentials': () => refused('source-unauthorized', { status: 401 }) })
  const store = createResourcesStore(main.api.resources)
  expect(await store.getState().saveCredentials(place, { username: 'u', password: 'p' })).toBeNull()
  expect(store.getState()).toMatchObject({ isSaving: false, credentialsFailure: { code: 'source-unauthorized', status: 401 } })
  store.getState().clearCredentialsFailure()
  expect(store.getState().credentialsFailure).toBeNull()
})

test('saved credentials are followed by the list as it is now, and no password stays in the store', async () => {
  const main = fakeMain({
    'resources.setCredentials': () => ({ credentials: { stored: 'here' }, resourceCount: 12 }),
    'resources.list': () => owned,
  })
  const store = createResourcesStore(main.api.resources)
  expect(await store.getState().saveCredentials(place, { username: 'u', password: 'hunter2' })).toBe(12)
  expect(store.getState().byPlace[placeKey(place)]?.state).toBe('ready')
  expect(JSON.stringify(store.getState())).not.toContain('hunter2')
})

test('a change of the environment reads again what was shown of it, and nothing else', async () => {
  const main = fakeMain({ 'resources.list': () => owned })
  const store = createResourcesStore(main.api.resources)
  await store.getState().load(place)
  store.getState().reload(id('other'))
  store.getState().reload(id('e'))
  await settle()
  expect(main.calls).toHaveLength(2)
  store.getState().reload(id('e'), 'another application')
  await settle()
  expect(main.calls).toHaveLength(2)
})
