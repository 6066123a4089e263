import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ActivityEntry } from '#shared/contract/activity'
import { changeWords, whatWords, whereWords, whyWords, wordsOf } from '../../../../src/renderer/features/activity/activity-words'
import { createActivityStore, PAGE } from '../../../../src/renderer/features/activity/activity.store'
import { activity } from '../../../../src/renderer/i18n/en/activity'
import { failures } from '../../../../src/renderer/i18n/en/failures'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const entry = (number: number, over: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id: number,
  at: '2026-05-01T10:00:00.000Z',
  environmentId: 'e',
  environmentName: 'Maple',
  applicationId: 'a',
  applicationName: 'Housing Portal',
  what: 'keys.add',
  subject: '3a38…7121',
  before: null,
  after: null,
  outcome: 'done',
  code: null,
  requestId: null,
  ...over,
})
const page = (numbers: number[], hasMore = false) => ({ entries: numbers.map((number) => entry(number)), total: 9, hasMore })
const place = { environmentId: id('e') }

describe('the activity store', () => {
  test('shows the newest of a place, and goes on with the older ones after the last', async () => {
    const main = fakeMain({
      'activity.list': ({ olderThan }: { olderThan?: number }) => (olderThan === undefined ? page([9, 8], true) : page([7], false)),
    })
    const store = createActivityStore(main.api.activity)
    await store.getState().show(place)
    await store.getState().older()
    expect(store.getState().list.value).toMatchObject({ hasMore: false, entries: [{ id: 9 }, { id: 8 }, { id: 7 }] })
    await store.getState().older()
    expect(main.asked('activity.list')).toEqual([
      { environmentId: 'e', words: [], limit: PAGE },
      { environmentId: 'e', words: [], limit: PAGE, olderThan: 8 },
    ])
  })

  test('asks main for what is searched and filtered, and forgets it in another place', async () => {
    const main = fakeMain({ 'activity.list': () => page([1]), 'activity.verify': () => ({ isWhole: true, count: 1, lastHash: 'h' }) })
    const store = createActivityStore(main.api.activity)
    const words = [{ text: 'add', whats: ['keys.add'] }]
    await store.getState().show(place)
    await store.getState().search('add', words)
    await store.getState().only('failed')
    await store.getState().verify()
    await store.getState().show(place)
    expect(main.asked('activity.list').at(-1)).toEqual({ environmentId: 'e', words, limit: PAGE, outcome: 'failed' })
    expect(store.getState().check).toMatchObject({ isWhole: true })
    await store.getState().show({ ...place, applicationId: id('a') })
    expect(main.asked('activity.list').at(-1)).toEqual({ environmentId: 'e', applicationId: 'a', words: [], limit: PAGE })
    expect(store.getState()).toMatchObject({ query: '', outcome: null, check: null })
  })

  test('an answer that comes too late does not replace a newer one', async () => {
    const first = held<unknown>()
    let asked = 0
    const main = fakeMain({ 'activity.list': () => ((asked += 1) === 2 ? first.promise : page([asked])) })
    const store = createActivityStore(main.api.activity)
    await store.getState().show(place)
    const slow = store.getState().search('a', [])
    await store.getState().search('ab', [])
    first.release(page([99]))
    await slow
    expect(store.getState().list.value?.entries).toMatchObject([{ id: 3 }])
  })

  test('reads again what is shown when entries are added, once for many, and not for another environment or before it was opened', async () => {
    const main = fakeMain({ 'activity.list': () => page([1]) })
    const store = createActivityStore(main.api.activity)
    await store.getState().reload(id('e'))
    expect(main.calls).toEqual([])
    await store.getState().show(place)
    await store.getState().reload(id('other'))
    expect(main.calls).toHaveLength(1)
    for (let time = 0; time < 50; time += 1) void store.getState().reload(time % 2 === 0 ? id('e') : null)
    await settle()
    expect(main.calls).toHaveLength(3)
  })

  test('keeps what was known when a reading fails, and says why verifying or exporting did not work', async () => {
    let isAway = false
    const main = fakeMain({
      'activity.list': () => (isAway ? refused('disk') : page([1])),
      'activity.verify': () => refused('disk'),
      'activity.export': () => refused('nothing-to-export'),
    })
    const store = createActivityStore(main.api.activity)
    await store.getState().show(place)
    isAway = true
    await store.getState().reload(null)
    expect(store.getState().list).toMatchObject({ state: 'failed', value: { entries: [{ id: 1 }] }, failure: { code: 'disk' } })
    await store.getState().verify()
    expect(store.getState()).toMatchObject({ isChecking: false, check: null, failure: { code: 'disk' } })
    expect(await store.getState().exportAs('excel')).toBeNull()
    expect(store.getState()).toMatchObject({ isExporting: false, failure: { code: 'nothing-to-export' } })
  })

  test('exports what is shown as CSV, and the whole log as lines', async () => {
    const main = fakeMain({ 'activity.list': () => page([1]), 'activity.export': () => ({ path: '/a', rows: 1 }) })
    const store = createActivityStore(main.api.activity)
    await store.getState().show({ ...place, applicationId: id('a') })
    expect(await store.getState().exportAs('excel')).toEqual({ path: '/a', rows: 1 })
    await store.getState().exportAs('lines')
    expect(main.asked('activity.export')).toMatchObject([
      { applicationId: 'a', format: 'csv', preset: 'excel' },
      { format: 'lines', preset: 'plain' },
    ])
  })
})

describe('the words of an entry', () => {
  const spoken = i18next.createInstance()
  beforeAll(() => spoken.init({ lng: 'en', resources: { en: { activity, failures } }, interpolation: { escapeValue: false } }))
  const t = () => spoken.getFixedT('en', 'activity') as never
  const tf = () => spoken.getFixedT('en', 'failures') as never

  test('say what was done, and name an operation of another version as it is written', () => {
    expect(whatWords(t(), 'keys.add')).toBe('Add API key')
    expect(whatWords(t(), 'keys.melt')).toBe('keys.melt')
    expect(whatWords(t(), '__proto__.x')).toBe('__proto__.x')
  })

  test('find an operation by what it is called here', () => {
    const [word] = wordsOf(t(), 'RÓTATION')
    expect(word?.whats).toContain('rotations.finish')
    expect(word?.whats).not.toContain('keys.add')
    expect(wordsOf(t(), '  ')).toEqual([])
  })

  test('say where, what changed, and why it failed', () => {
    expect(whereWords(t(), entry(1))).toBe('Housing Portal')
    expect(whereWords(t(), entry(1, { applicationName: null }))).toBe('Maple')
    expect(whereWords(t(), entry(1, { applicationName: null, environmentName: null, environmentId: null }))).toBe('Every environment')
    expect(changeWords(t(), entry(1, { before: 'a', after: 'b' }))).toBe('a → b')
    expect(changeWords(t(), entry(1, { before: 'a' }))).toBe('a → None')
    expect(changeWords(t(), entry(1, { after: 'b' }))).toBe('b')
    expect(whyWords(tf(), entry(1))).toBeNull()
    expect(whyWords(tf(), entry(1, { outcome: 'failed', code: 'read-only' }))).toBe('This environment is read-only.')
    expect(whyWords(tf(), entry(1, { outcome: 'failed', code: 'unreachable' }))).toBe('No connection.')
    expect(whyWords(tf(), entry(1, { outcome: 'failed', code: 'from-the-future' }))).toBe('from-the-future')
  })
})
