import { expect, test } from 'vitest'
import { createRefreshesStore } from '../../../../src/renderer/features/refreshes/refreshes.store'
import { fakeMain, id, refused, settle } from '../../fake-main'

const off = { environmentId: 'e', every: 'off' }
const hourly = { environmentId: 'e', every: 'hour', nextAt: '2026-11-24T13:00:00Z' }

test('what main says of an environment is shown, and asked for anew only where it is', async () => {
  const main = fakeMain({ 'refreshes.get': () => off })
  const store = createRefreshesStore(main.api.refreshes)
  store.getState().reload(id('e'))
  await settle()
  expect(main.calls).toEqual([])
  await store.getState().load(id('e'))
  expect(store.getState().byEnvironment).toEqual({ e: off })
  store.getState().reload(id('e'))
  await settle()
  expect(main.asked('refreshes.get')).toEqual([{ environmentId: 'e' }, { environmentId: 'e' }])
})

test('a choice is shown once main has it, and a refusal is handed back', async () => {
  let isRefused = true
  const main = fakeMain({ 'refreshes.get': () => off, 'refreshes.set': () => (isRefused ? refused('disk') : hourly) })
  const store = createRefreshesStore(main.api.refreshes)
  await store.getState().load(id('e'))
  expect(await store.getState().set(id('e'), 'hour')).toMatchObject({ code: 'disk' })
  expect(store.getState().byEnvironment).toEqual({ e: off })
  isRefused = false
  expect(await store.getState().set(id('e'), 'hour')).toBeNull()
  expect(store.getState().byEnvironment).toEqual({ e: hourly })
})
