import { beforeEach, describe, expect, test } from 'vitest'
import type { ImportLine, ImportPlan } from '#shared/contract/imports'
import type { SavedSetting } from '#shared/contract/settings'
import { countOutcomes, lineSentences, matchingLines, rowsText, valueText } from '../../../../src/renderer/features/imports/import-lines'
import { createImportsStore, leftOf } from '../../../../src/renderer/features/imports/imports.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const line = (over: Partial<ImportLine> = {}): ImportLine => ({
  number: 1,
  kind: 'change',
  applicationName: 'Ridgeline ERP',
  applicationId: id('a1'),
  setting: { family: 'default-settings', id: 's1' },
  title: 'Zone',
  fileLines: [2],
  base: { kind: 'one', value: 'A' },
  value: { kind: 'one', value: 'B' },
  reasons: [],
  result: null,
  ...over,
})
const result = (over: Partial<SavedSetting> = {}): SavedSetting => ({
  family: 'default-settings',
  id: 's1',
  outcome: 'saved',
  faults: [],
  ...over,
})
const plan = (over: Partial<ImportPlan> = {}): ImportPlan => ({
  id: id('i1'),
  environmentId: id('e1'),
  fileName: 'settings.csv',
  madeAt: '2026-11-24T12:00:00.000Z',
  counts: { change: 1, unset: 0, same: 3, unknown: 0, faulty: 0 },
  state: 'ready',
  tried: 0,
  lines: [line()],
  ...over,
})

type Answers = Parameters<typeof fakeMain>[0]
function storeWith(answers: Answers = {}) {
  const main = fakeMain({ 'imports.unfinished': () => [], ...answers })
  return { main, store: createImportsStore(main.api.imports) }
}

describe('an import of API settings', () => {
  test('shows the plan of the chosen file, and nothing when the dialog was closed', async () => {
    let answer: ImportPlan | null = null
    const { store, main } = storeWith({ 'imports.choose': () => answer })
    await store.getState().load(id('e1'))
    await store.getState().choose()
    expect(store.getState()).toMatchObject({ plan: null, isChoosing: false, failed: null })
    answer = plan()
    await store.getState().choose()
    expect(store.getState().plan?.id).toBe('i1')
    expect(main.asked('imports.choose')).toEqual([{ environmentId: 'e1' }, { environmentId: 'e1' }])
    store.getState().close()
    expect(store.getState().plan).toBeNull()
  })

  test('tells what is wrong with a file, until it is dismissed', async () => {
    const { store } = storeWith({ 'imports.choose': () => refused('invalid-input', { message: 'The file is empty.' }) })
    await store.getState().load(id('e1'))
    await store.getState().choose()
    expect(store.getState().failed).toMatchObject({ asked: 'choose', failure: { message: 'The file is empty.' } })
    store.getState().dismissFailure()
    expect(store.getState().failed).toBeNull()
  })

  test('begins anew in another environment, and ignores what comes late from the one before', async () => {
    const choosing = held<ImportPlan>()
    const { store } = storeWith({ 'imports.choose': () => choosing.promise })
    await store.getState().load(id('e1'))
    const chosen = store.getState().choose()
    await store.getState().load(id('e2'))
    choosing.release(plan())
    await chosen
    expect(store.getState()).toMatchObject({ environmentId: 'e2', plan: null, isChoosing: false })
  })

  describe('that is applied', () => {
    const applying = held<unknown>()
    let asked: ReturnType<typeof storeWith>
    beforeEach(async () => {
      const half = plan({ lines: [line(), line({ number: 2, result: result({ outcome: 'already' }) })], state: 'stopped', tried: 1 })
      half.counts.change = 2
      asked = storeWith({ 'imports.apply': () => applying.promise, 'imports.stop': () => undefined })
      await asked.store.getState().load(id('e1'))
      asked.store.getState().open(half)
    })

    test('tells how far it is, can be stopped once, and ends with what became of it', async () => {
      const { store, main } = asked
      const applied = store.getState().apply({ confirmation: 'Test' })
      expect(store.getState().running).toEqual({ importId: 'i1', done: 1, total: 2, isStopping: false })
      await store.getState().apply({})
      store.getState().progressed({ environmentId: id('e1'), importId: id('other'), done: 7, total: 9 })
      expect(store.getState().running?.done).toBe(1)
      store.getState().progressed({ environmentId: id('e1'), importId: id('i1'), done: 2, total: 2 })
      expect(store.getState().running?.done).toBe(2)
      store.getState().stop()
      store.getState().stop()
      await settle()
      expect(store.getState().running?.isStopping).toBe(true)
      applying.release(plan({ state: 'done', tried: 2, lines: [line({ result: result() })] }))
      await applied
      expect(store.getState()).toMatchObject({ running: null, plan: { state: 'done' }, failed: null })
      expect(main.asked('imports.apply')).toEqual([{ environmentId: 'e1', importId: 'i1', confirmation: 'Test' }])
      expect(main.asked('imports.stop')).toEqual([{ environmentId: 'e1', importId: 'i1' }])
    })

    test('shows the plan as it was kept when applying failed as a whole', async () => {
      const kept = plan({ state: 'stopped', tried: 1 })
      const { store } = storeWith({ 'imports.apply': () => refused('read-only'), 'imports.unfinished': () => [kept] })
      await store.getState().load(id('e1'))
      store.getState().open(plan())
      await store.getState().apply({})
      expect(store.getState()).toMatchObject({ running: null, failed: { asked: 'apply', failure: { code: 'read-only' } } })
      expect(store.getState().plan).toEqual(kept)
    })
  })

  test('that was not finished can be discarded', async () => {
    let left = [plan({ state: 'stopped' })]
    const { store } = storeWith({
      'imports.unfinished': () => left,
      'imports.discard': () => {
        left = []
      },
    })
    await store.getState().load(id('e1'))
    store.getState().open(store.getState().unfinished.value![0]!)
    await store.getState().discard(id('i1'))
    expect(store.getState()).toMatchObject({ plan: null, unfinished: { value: [] } })
  })
})

describe('the lines of a plan', () => {
  const failed = line({ result: result({ outcome: 'failed', failure: { code: 'remote', message: '' } }) })
  const lines = [
    line(),
    failed,
    line({ kind: 'unset', result: result({ outcome: 'conflict' }) }),
    line({ kind: 'unknown', title: 'Café' }),
    line({ result: result({ outcome: 'not-tried' }) }),
  ]
  // The words are the catalogue's; here it is enough which ones.
  const t = ((key: string, values?: { now?: string; list?: string }) => [key, values?.now ?? values?.list ?? ''].join(' ').trim()) as never

  test('are left as long as trying again can help', () => expect(leftOf({ lines })).toBe(3))

  test('are counted by what became of them', () =>
    expect(countOutcomes(lines)).toEqual({ saved: 0, already: 0, conflict: 1, refused: 0, gone: 0, failed: 1, left: 2 }))

  test('are narrowed by kind and by any word', () => {
    expect(matchingLines(lines, 'cafe', new Set())).toEqual([lines[3]])
    expect(matchingLines(lines, '', new Set(['unset', 'unknown']))).toEqual([lines[2], lines[3]])
    expect(matchingLines(lines, 'ridgeline zone', new Set(['unset']))).toEqual([lines[2]])
  })

  test('say why they are not sent, or what became of them', () => {
    expect(lineSentences(line({ kind: 'faulty', reasons: ['No.'] }), t, t)).toEqual(['No.'])
    const theirs = { kind: 'one' as const, value: '' }
    expect(lineSentences(line({ result: result({ outcome: 'conflict', theirs }) }), t, t)).toEqual(['outcomeMeans.conflict notSet'])
    expect(lineSentences(line({ result: result({ outcome: 'refused', faults: [{ place: null, message: 'Too long.' }] }) }), t, t)).toEqual([
      'Too long.',
    ])
    expect(lineSentences(failed, t, t)).toEqual(['remote.what', 'remote.todo'])
    expect(lineSentences(line({ result: result() }), t, t)).toEqual(['outcomeMeans.saved'])
  })

  test('show values in one line, and the first of many rows', () => {
    expect(valueText({ kind: 'several', values: ['AM', 'BM'] })).toBe('AM, BM')
    expect(
      valueText({
        kind: 'columns',
        rows: [
          ['MATH', ''],
          ['A', 'B'],
        ],
      }),
    ).toBe('MATH / –, A / B')
    expect(valueText(null)).toBe('')
    expect(rowsText([2, 3], t)).toBe('rows 2, 3')
    expect(rowsText([1, 2, 3, 4, 5, 6, 7, 8, 9], t)).toBe('rows rowsMore 1, 2, 3, 4, 5, 6, 7, 8')
  })
})
