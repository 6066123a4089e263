import { expect, test } from 'vitest'
import { createHistoryStore, placeKey, subjectKey } from '../../../../src/renderer/features/history/history.store'
import { fakeMain, id, refused, settle } from '../../fake-main'

const place = { environmentId: id('e'), applicationId: id('a') }
const subject = { area: 'key', id: 'k' } as const

test('what is shown is asked anew when its application was read, and nothing else is', async () => {
  const main = fakeMain({
    'history.of': () => ({ versions: [] }),
    'history.ofApplication': () => ({ since: null, changes: [], isCut: false }),
  })
  const store = createHistoryStore(main.api.history)
  store.getState().reload(id('e'))
  expect(main.calls).toEqual([])
  await store.getState().load(place, subject)
  await store.getState().loadChanges(place)
  store.getState().reload(id('e'), 'another')
  store.getState().reload(id('other'))
  expect(main.calls).toHaveLength(2)
  store.getState().reload(id('e'), 'a')
  store.getState().reload(id('e'))
  await settle()
  expect(main.asked('history.of')).toEqual([1, 2, 3].map(() => ({ ...place, subject })))
  expect(main.asked('history.ofApplication')).toHaveLength(3)
  expect(store.getState().versions[subjectKey(place, subject)]).toMatchObject({ state: 'ready', value: [] })
})

test('a failure says so and keeps what was known', async () => {
  const answers: unknown[] = [{ since: 's', changes: [], isCut: false }, refused('disk')]
  const store = createHistoryStore(fakeMain({ 'history.ofApplication': () => answers.shift() }).api.history)
  await store.getState().loadChanges(place)
  await store.getState().loadChanges(place)
  expect(store.getState().changes[placeKey(place)]).toMatchObject({ state: 'failed', value: { since: 's' }, failure: { code: 'disk' } })
})
