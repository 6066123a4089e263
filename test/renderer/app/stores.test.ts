import { expect, test } from 'vitest'
import { createLaterStores } from '../../../src/renderer/app/LaterStores'
import { createStores, startStores } from '../../../src/renderer/app/stores'
import { fakeMain, id, refused, settle } from '../fake-main'

const environment = { id: 'e', name: 'E', readAt: '2026-11-24T09:00:00Z' }
const state = {
  version: '0.1.0',
  platform: 'linux',
  preferences: { analytics: 'declined' },
  environments: [environment],
  boundTo: environment,
  keychain: 'available',
  hub: 'connected',
  sandbox: 'not-started',
  notices: ['cache-rebuilt'],
}
const start = async (over: Record<string, () => unknown> = {}) => {
  const main = fakeMain({
    'shell.state': () => state,
    'environments.list': () => [environment],
    'applications.list': () => ({ rows: [] }),
    'keys.list': () => ({ keys: [] }),
    ...over,
  })
  const stores = createStores(main.api, main.listen)
  await startStores(stores)
  await settle()
  return { main, stores }
}

test('the first reply of main fills the first screen, and the applications follow', async () => {
  const { main, stores } = await start()
  expect(stores.environments.getState().boundId).toBe('e')
  expect(stores.preferences.getState().value).toEqual({ analytics: 'declined' })
  expect(stores.applications.getState().list.state).toBe('ready')
  expect(main.calls[0]?.operation).toBe('shell.state')
})

test('a main that does not answer leaves a failure to show', async () => {
  const { stores } = await start({ 'shell.state': () => refused('internal') })
  expect(stores.shell.getState()).toMatchObject({ facts: null, failure: { code: 'internal' } })
})

test('notices are said once', async () => {
  const { main, stores } = await start()
  expect(stores.shell.getState().facts?.notices).toEqual(['cache-rebuilt'])
  stores.shell.getState().dismissNotices()
  main.announce('shell.changed', {})
  await settle()
  expect(stores.shell.getState().facts?.notices).toEqual([])
})

test('a change of our environment reads again what is shown; a change of another does not', async () => {
  const { main } = await start()
  const before = main.asked('applications.list').length
  main.announce('environments.changed', { environmentId: 'other' })
  await settle()
  expect(main.asked('applications.list')).toHaveLength(before)
  main.announce('environments.changed', { environmentId: 'e' })
  await settle()
  expect(main.asked('applications.list')).toHaveLength(before + 1)
})

test('a key that another window added appears here', async () => {
  const { main, stores } = await start()
  const { keys } = createLaterStores(stores.bridge)
  await keys.getState().load({ environmentId: id('e'), applicationId: id('a') })
  main.announce('keys.changed', { environmentId: 'e', applicationId: 'a' })
  await settle()
  expect(main.asked('keys.list')).toHaveLength(2)
})
