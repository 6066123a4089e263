import { describe, expect, it } from 'vitest'
import { createUpdatesStore } from '../../../../src/renderer/features/updates/updates.store'
import { fakeMain, held, refused } from '../../fake-main'

describe('the updates of the window', () => {
  it('ask main for nothing by themselves', () => {
    const main = fakeMain({})
    createUpdatesStore(main.api.updates)
    expect(main.calls).toEqual([])
  })

  it('say what is under way, and then what was found', async () => {
    const answer = held<unknown>()
    const store = createUpdatesStore(fakeMain({ 'updates.check': () => answer.promise }).api.updates)
    const checking = store.getState().check()
    expect(store.getState().busy).toBe('check')
    answer.release({ state: 'available', version: '9.9.9' })
    await checking
    expect(store.getState()).toMatchObject({ busy: null, status: { state: 'available', version: '9.9.9' } })
  })

  it('keep what was found when fetching it fails', async () => {
    const main = fakeMain({
      'updates.check': () => ({ state: 'available', version: '9.9.9' }),
      'updates.download': () => refused('remote'),
    })
    const store = createUpdatesStore(main.api.updates)
    await store.getState().check()
    await store.getState().download()
    expect(store.getState()).toMatchObject({ busy: null, status: { state: 'available' }, failure: { code: 'remote' } })
  })

  it('keep what is ready while the app is about to quit for it', async () => {
    const main = fakeMain({
      'updates.check': () => ({ state: 'ready', version: '9.9.9' }),
      'updates.install': () => undefined,
    })
    const store = createUpdatesStore(main.api.updates)
    await store.getState().check()
    await store.getState().install()
    expect(store.getState()).toMatchObject({ status: { state: 'ready' }, failure: null })
  })
})
