import { expect, test } from 'vitest'
import { marksOf } from '../../../../src/renderer/features/search/marks'
import { createSearchStore } from '../../../../src/renderer/features/search/search.store'
import { fakeMain, held, refused, settle } from '../../fake-main'

const found = (title: string) => ({ groups: [{ kind: 'application', isCut: false, found: [{ title }] }] })

test('while an answer is awaited only the newest of what was typed is asked next', async () => {
  const first = held<unknown>()
  const answers: unknown[] = [first.promise, Promise.resolve(found('course'))]
  const main = fakeMain({ 'search.find': () => answers.shift() })
  const store = createSearchStore(main.api.search)
  for (const query of ['c', 'co', 'cou', 'course']) store.getState().search(query)
  expect(main.asked('search.find')).toEqual([{ query: 'c' }])
  first.release(found('c'))
  await settle()
  expect(main.asked('search.find')).toEqual([{ query: 'c' }, { query: 'course' }])
  expect(store.getState()).toMatchObject({ answered: 'course', groups: { state: 'ready', value: [{ found: [{ title: 'course' }] }] } })
})

test('nothing typed asks nothing, and forgets what was found', async () => {
  const main = fakeMain({ 'search.find': () => found('a') })
  const store = createSearchStore(main.api.search)
  store.getState().search('abc')
  await settle()
  store.getState().search('  ')
  store.getState().reload()
  await settle()
  expect(store.getState().groups.value).toBeNull()
  expect(main.asked('search.find')).toHaveLength(1)
})

test('what was read meanwhile is looked for again, and a failure keeps what was found', async () => {
  const answers: unknown[] = [found('before'), refused('disk')]
  const store = createSearchStore(fakeMain({ 'search.find': () => answers.shift() }).api.search)
  store.getState().search('abc')
  await settle()
  store.getState().reload()
  await settle()
  expect(store.getState().groups).toMatchObject({ state: 'failed', value: [{ found: [{ title: 'before' }] }], failure: { code: 'disk' } })
})

test.each([
  ['Default Course Level', 'COURSE lev', 'Default [Course] [Lev]el'],
  ['Côte d’Ivoire', 'cote', '[Côte] d’Ivoire'],
  ['aaa', 'aa', '[aaa]'],
  ['plain', '(.*', 'plain'],
  ['', 'x', ''],
])('in %j the words of %j are set off', (text, query, marked) => {
  expect(
    marksOf(text, query)
      .map(({ part, isMark }) => (isMark ? `[${part}]` : part))
      .join(''),
  ).toBe(marked)
})
