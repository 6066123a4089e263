import { expect, test, vi } from 'vitest'
import { createApi, createListen } from '../../src/renderer/api'

test('calls main by the name of feature and operation, with the input as given', async () => {
  const call = vi.fn().mockResolvedValue({ ok: true, value: [] })
  const api = createApi({ call })
  expect(await api.environments.list()).toEqual({ ok: true, value: [] })
  await api.resources.settings({ environmentId: 'e', applicationId: 'a', resource: 'persons' })
  expect(call.mock.calls).toEqual([
    ['environments.list', undefined],
    ['resources.settings', { environmentId: 'e', applicationId: 'a', resource: 'persons' }],
  ])
})

test('hands out the same function each time, so that it may be a dependency', () => {
  const api = createApi({ call: vi.fn() })
  expect(api.keys.list).toBe(api.keys.list)
})

test('answers with a failure when the door itself is gone', async () => {
  const api = createApi({ call: () => Promise.reject(new Error('No handler registered')) })
  expect(await api.shell.state()).toEqual({ ok: false, error: { code: 'internal', message: 'No handler registered' } })
})

test('passes an event on and stops when told', () => {
  const stop = vi.fn()
  let tell: (payload: unknown) => void = () => undefined
  const listen = createListen({
    on: (_name, listener) => {
      tell = listener
      return stop
    },
  })
  const heard = vi.fn()
  listen('environments.changed', heard)()
  tell({ environmentId: null })
  expect(heard).toHaveBeenCalledWith({ environmentId: null })
  expect(stop).toHaveBeenCalledOnce()
})
