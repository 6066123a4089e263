import { describe, expect, test } from 'vitest'
import type { ComparedRow, Side } from '#shared/contract/compare'
import { createCompareStore } from '../../../../src/renderer/features/compare/compare.store'
import { matching } from '../../../../src/renderer/features/compare/matching'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const side = (name: string): Side => ({ environmentId: id(name), snapshotId: null })
const row = (number: number, over: Partial<ComparedRow> = {}): ComparedRow => ({
  id: number,
  area: 'setting',
  outcome: 'different',
  applicationName: 'ERP',
  title: `Row ${number}`,
  place: '',
  left: [{ field: 'sourceValue', lines: ['Yes (Y)'] }],
  right: null,
  ...over,
})
const comparison = { left: { environmentName: 'One' }, right: { environmentName: 'Other' }, counts: {} }

function started(answers: Parameters<typeof fakeMain>[0]) {
  const main = fakeMain(answers)
  let count = 0
  const store = createCompareStore(main.api.compare, () => `comparison-${(count += 1)}`)
  store.getState().choose('left', side('a'))
  store.getState().choose('right', side('b'))
  return { main, store }
}

describe('comparing', () => {
  test('asks for the rows that differ page by page, and for the same ones when they are wanted', async () => {
    const pages = [
      { rows: [row(1)], next: 1 },
      { rows: [row(3)], next: null },
      { rows: [row(0, { outcome: 'same' }), row(2, { outcome: 'same' })], next: null },
    ]
    const { main, store } = started({ 'compare.start': () => comparison, 'compare.rows': () => pages.shift() })
    await store.getState().start()
    expect(store.getState()).toMatchObject({ state: 'ready', rows: [{ id: 1 }, { id: 3 }] })
    await store.getState().toggle('same')
    await store.getState().toggle('same')
    expect(store.getState().rows.map((each) => each.id)).toEqual([0, 1, 2, 3])
    expect(main.asked('compare.rows')).toMatchObject([
      { outcomes: ['new', 'different', 'missing'], after: -1 },
      { after: 1 },
      { outcomes: ['same'], after: -1 },
    ])
  })

  test('shows its own progress only, and is stopped without a failure', async () => {
    const answer = held<unknown>()
    const { main, store } = started({ 'compare.start': () => answer.promise, 'compare.cancel': () => undefined })
    const running = store.getState().start()
    store.getState().progressed({ comparisonId: 'another', done: 1, total: 2 })
    expect(store.getState().progress).toBeNull()
    store.getState().progressed({ comparisonId: 'comparison-1', done: 1, total: 2 })
    expect(store.getState().progress?.done).toBe(1)
    store.getState().stop()
    expect(main.asked('compare.cancel')).toEqual([{ comparisonId: 'comparison-1' }])
    answer.release(refused('cancelled'))
    await running
    expect(store.getState()).toMatchObject({ state: 'idle', failure: null })
  })

  test('the last of two that were begun is the one that counts', async () => {
    const slow = held<unknown>()
    const answers: unknown[] = [slow.promise, { ...comparison, left: { environmentName: 'Second' } }]
    const { store } = started({ 'compare.start': () => answers.shift(), 'compare.rows': () => ({ rows: [], next: null }) })
    const first = store.getState().start()
    await store.getState().start()
    slow.release(comparison)
    await first
    expect(store.getState().comparison?.left.environmentName).toBe('Second')
  })

  test('sides change places; without two of them nothing is asked', async () => {
    const { main, store } = started({})
    store.getState().swap()
    expect([store.getState().left?.environmentId, store.getState().right?.environmentId]).toEqual(['b', 'a'])
    store.getState().choose('left', null)
    await store.getState().start()
    expect(main.calls).toEqual([])
  })

  test('writes the rows that are shown, and keeps why it did not work', async () => {
    const answers: unknown[] = [{ path: '/a.csv', rows: 1 }, refused('disk')]
    const { main, store } = started({
      'compare.start': () => comparison,
      'compare.rows': () => ({ rows: [row(7)], next: null }),
      'compare.exportRows': () => answers.shift(),
    })
    expect(await store.getState().exportRows([row(7)], 'plain')).toBeNull()
    await store.getState().start()
    await settle()
    expect(await store.getState().exportRows([row(7)], 'plain')).toEqual({ path: '/a.csv', rows: 1 })
    expect(main.asked('compare.exportRows')).toEqual([{ comparisonId: 'comparison-1', rowIds: [7], preset: 'plain' }])
    expect(await store.getState().exportRows([row(7)], 'plain')).toBeNull()
    expect(store.getState().failure?.code).toBe('disk')
  })
})

test('rows are narrowed by outcome, area and any words of either side', () => {
  const rows = [row(1), row(2, { outcome: 'new', area: 'code', title: 'Chile', right: [{ field: 'isoCode', lines: ['CHL'] }], left: null })]
  const all = { outcomes: new Set(['new', 'different'] as const), area: null, query: '' }
  const idsOf = (filter: Partial<Parameters<typeof matching>[1]>) => matching(rows, { ...all, ...filter }).map((each) => each.id)
  expect(idsOf({})).toEqual([1, 2])
  expect(idsOf({ outcomes: new Set(['new'] as const) })).toEqual([2])
  expect(idsOf({ area: 'setting' })).toEqual([1])
  expect(idsOf({ query: 'chl erp' })).toEqual([2])
  expect(idsOf({ query: 'yes' })).toEqual([1])
})
