import { describe, expect, test } from 'vitest'
import type { IsoChange, IsoListState, SavedIsoCode } from '#shared/contract/iso'
import { indexIso } from '#shared/rules/iso-matching'
import type { IsoRow } from '#shared/wire/source-plane'
import type { Choosing } from '../../../../src/renderer/features/iso/iso-drafts'
import { countAttention, linesOf, recommendedOf } from '../../../../src/renderer/features/iso/iso-lines'
import { createIsoStore, placeKey, type Place } from '../../../../src/renderer/features/iso/iso.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const place: Place = { environmentId: id('e'), applicationId: id('a') }
const elsewhere: Place = { environmentId: id('e'), applicationId: id('b') }
const key = placeKey(place)

const row = (rowId: string, title: string, isoCode?: string): IsoRow => ({
  id: rowId,
  title,
  code: title.slice(0, 2).toUpperCase(),
  ...(isoCode === undefined ? {} : { isoCode }),
})
const countries = (...rows: IsoRow[]): IsoListState => ({
  list: 'country',
  rows,
  choices: [
    { id: 'cze', title: 'Czechia', isoCode: 'CZE', status: 'active' },
    { id: 'gbr', title: 'United Kingdom', isoCode: 'GBR', status: 'active' },
  ],
  state: 'served',
  readAt: '2026-11-25T10:00:00Z',
})
const rows = [row('1', 'Czechia'), row('2', 'United Kingdom', 'UKX'), row('3', 'Elsewhere', 'GBR')]
const code = (rowId: string, base: string, isoCode: string): Choosing => ({
  list: 'country',
  id: rowId,
  title: `Row ${rowId}`,
  base,
  isoCode,
})
const answer = (rowId: string, outcome: SavedIsoCode['outcome'], more: Partial<SavedIsoCode> = {}): SavedIsoCode => ({
  list: 'country',
  id: rowId,
  outcome,
  faults: [],
  ...more,
})

/** A store that has read the countries, over a main that answers saves as told. */
async function begun(save: (input: { changes: IsoChange[] }) => unknown = () => refused('internal')) {
  let lists: IsoListState[] = [countries(...rows)]
  const main = fakeMain({ 'iso.lists': () => ({ lists }), 'iso.refresh': () => ({ lists }), 'iso.save': save })
  const store = createIsoStore(main.api.iso)
  await store.getState().load(place)
  return {
    main,
    store,
    drafts: () => Object.values(store.getState().drafts[key] ?? {}),
    atSource: (...next: IsoRow[]) => {
      lists = [countries(...next)]
    },
  }
}

describe('what was chosen', () => {
  test('is kept for each application until it is sent, and is no change once it is as before', async () => {
    const { store, drafts } = await begun()
    store.getState().choose(place, [code('1', '', 'CZE'), code('3', 'GBR', '')])
    store.getState().choose(elsewhere, [code('1', '', 'GBR')])
    await store.getState().load(place)
    expect(drafts()).toMatchObject([
      { id: '1', base: '', isoCode: 'CZE' },
      { id: '3', base: 'GBR', isoCode: '' },
    ])
    store.getState().choose(place, [code('1', '', 'GBR'), code('3', '', 'GBR')])
    expect(drafts()).toMatchObject([{ id: '1', base: '', isoCode: 'GBR' }])
    expect(Object.values(store.getState().drafts[placeKey(elsewhere)] ?? {})).toHaveLength(1)
  })

  test('can be discarded and had back', async () => {
    const { store, drafts } = await begun()
    store.getState().choose(place, [code('1', '', 'CZE'), code('2', 'UKX', 'GBR')])
    const one = store.getState().discard(place, ['country/1'])
    expect(drafts()).toMatchObject([{ id: '2' }])
    const other = store.getState().discard(place)
    expect(drafts()).toEqual([])
    store.getState().restore(place, { ...one, ...other })
    expect(drafts()).toHaveLength(2)
  })

  test('is in conflict as soon as the row is read otherwise, done when the source has it, and says when the row is gone', async () => {
    const { store, drafts, atSource } = await begun()
    store.getState().choose(place, [code('1', '', 'CZE'), code('2', 'UKX', 'GBR'), code('3', 'GBR', 'CZE')])
    atSource(row('1', 'Czechia', 'CZE'), row('2', 'United Kingdom', 'XYZ'))
    await store.getState().refresh(place)
    expect(drafts()).toMatchObject([
      { id: '2', base: 'UKX', isoCode: 'GBR', trouble: { outcome: 'conflict', theirs: 'XYZ' } },
      { id: '3', trouble: { outcome: 'gone' } },
    ])
    atSource(...rows)
    await store.getState().refresh(place)
    expect(drafts()).toMatchObject([
      { id: '2', trouble: null },
      { id: '3', trouble: null },
    ])
  })

  test('outlives a list that could not be read', async () => {
    let lists = [countries(...rows)]
    const main = fakeMain({ 'iso.lists': () => ({ lists }), 'iso.refresh': () => refused('unreachable') })
    const store = createIsoStore(main.api.iso)
    const drafts = () => Object.values(store.getState().drafts[key] ?? {})
    await store.getState().load(place)
    store.getState().choose(place, [code('1', '', 'CZE')])
    await store.getState().refresh(place)
    expect(store.getState().failures[key]?.code).toBe('unreachable')
    expect(store.getState().byPlace[key]?.value?.[0]?.rows).toHaveLength(3)
    lists = [{ ...countries(), state: 'failed' }]
    await store.getState().load(place)
    expect(drafts()).toMatchObject([{ id: '1', isoCode: 'CZE', trouble: null }])
  })
})

describe('a save', () => {
  test('takes what was saved out of the drafts, shows it, and knows how to take it back', async () => {
    const { main, store, drafts } = await begun(() => ({ results: [answer('1', 'saved'), answer('2', 'already')] }))
    store.getState().choose(place, [code('1', '', 'CZE'), code('2', 'UKX', 'GBR')])
    const done = await store.getState().save(place, { confirmation: 'Test' })
    expect(main.asked('iso.save')).toEqual([
      {
        ...place,
        confirmation: 'Test',
        changes: [
          { list: 'country', id: '1', base: '', isoCode: 'CZE' },
          { list: 'country', id: '2', base: 'UKX', isoCode: 'GBR' },
        ],
      },
    ])
    expect(done).toEqual({ saved: 1, left: 0, undo: [code('1', 'CZE', '')] })
    expect(drafts()).toEqual([])
    expect(store.getState().byPlace[key]?.value?.[0]?.rows.map(({ isoCode }) => isoCode)).toEqual(['CZE', 'GBR', 'GBR'])
    store.getState().choose(place, done!.undo)
    expect(drafts()).toMatchObject([{ id: '1', base: 'CZE', isoCode: '' }])
  })

  test('keeps what was not saved with what happened to it, and faults go with another choice', async () => {
    const { store, drafts } = await begun(() => ({
      results: [
        answer('1', 'refused', { faults: ['Not this one.'] }),
        answer('2', 'conflict', { theirs: 'CZE' }),
        answer('3', 'not-tried'),
      ],
    }))
    store.getState().choose(place, [code('1', '', 'CZE'), code('2', 'UKX', 'GBR'), code('3', 'GBR', '')])
    expect(await store.getState().save(place, {})).toEqual({ saved: 0, left: 3, undo: [] })
    expect(drafts()).toMatchObject([
      { id: '1', isoCode: 'CZE', trouble: { outcome: 'refused', faults: ['Not this one.'] } },
      { id: '2', isoCode: 'GBR', base: 'UKX', trouble: { outcome: 'conflict', theirs: 'CZE' } },
      { id: '3', trouble: { outcome: 'not-tried' } },
    ])
    store.getState().choose(place, [code('1', '', 'GBR'), code('2', 'UKX', '')])
    expect(drafts()).toMatchObject([{ trouble: null }, { isoCode: '', trouble: { outcome: 'conflict' } }, {}])
  })

  test('after a conflict goes on from theirs, or lets them have it', async () => {
    const { main, store, drafts } = await begun(({ changes }) => ({
      results: changes.map(({ id: rowId, base }) =>
        base === 'ZZZ' ? answer(rowId, 'saved') : answer(rowId, 'conflict', { theirs: 'ZZZ' }),
      ),
    }))
    store.getState().choose(place, [code('1', '', 'CZE'), code('2', 'UKX', 'GBR')])
    await store.getState().save(place, {})
    store.getState().discard(place, ['country/1'])
    store.getState().keepMine(place, ['country/2'])
    expect(drafts()).toMatchObject([{ id: '2', base: 'ZZZ', isoCode: 'GBR', trouble: null }])
    expect(await store.getState().save(place, {})).toMatchObject({ saved: 1, left: 0 })
    expect(main.asked('iso.save').at(-1)).toMatchObject({ changes: [{ id: '2', base: 'ZZZ', isoCode: 'GBR' }] })
  })

  test('that main does not take loses nothing', async () => {
    const { store, drafts } = await begun(() => refused('read-only'))
    store.getState().choose(place, [code('1', '', 'CZE')])
    expect(await store.getState().save(place, {})).toBeNull()
    expect(store.getState()).toMatchObject({ isSaving: false, failures: { [key]: { code: 'read-only' } } })
    expect(drafts()).toMatchObject([{ isoCode: 'CZE', trouble: null }])
  })

  test('sends no row that is gone, and no more at once than main takes', async () => {
    const many = Array.from({ length: 1001 }, (_, at) => row(`${at}`, `Row ${at}`))
    const { main, store, atSource } = await begun(({ changes }) => ({ results: changes.map((each) => answer(each.id, 'saved')) }))
    atSource(...many)
    await store.getState().load(place)
    store.getState().choose(place, [...many.map((each) => code(each.id, '', 'CZE')), code('gone', '', 'CZE')])
    await store.getState().load(place)
    expect(await store.getState().save(place, {})).toMatchObject({ saved: 1001, left: 1 })
    // What was asked is as the contract has it.
    expect(main.asked('iso.save').map((input) => (input as { changes: unknown[] }).changes.length)).toEqual([1000, 1])
  })
})

test('lists are read again when main says so, and only those that were read before', async () => {
  const gate = held<unknown>()
  const main = fakeMain({ 'iso.lists': () => gate.promise })
  const store = createIsoStore(main.api.iso)
  store.getState().reload(place.environmentId)
  expect(main.calls).toHaveLength(0)
  void store.getState().load(place)
  expect(store.getState().byPlace[key]?.state).toBe('loading')
  gate.release({ lists: [] })
  await settle()
  store.getState().reload(place.environmentId, elsewhere.applicationId)
  store.getState().reload(place.environmentId, place.applicationId)
  store.getState().reload(place.environmentId)
  expect(main.asked('iso.lists')).toHaveLength(3)
})

describe('the rows that are shown', () => {
  const state = countries(...rows)
  const index = indexIso([state], null)
  const all = { query: '', attentionOnly: false, parentId: null }
  const drafted = { 'country/1': { ...code('1', '', 'CZE'), trouble: null } }
  const ids = (lines: ReturnType<typeof linesOf>) => lines.map((line) => line.row.id)

  test('have what their code is worth and what is recommended for them', () => {
    expect(linesOf(index, state, {}, all)).toMatchObject([
      { code: '', state: 'none', recommendation: { choice: { isoCode: 'CZE' } } },
      { code: 'UKX', state: 'unknown', recommendation: { choice: { isoCode: 'GBR' } } },
      { code: 'GBR', state: 'set', recommendation: null },
    ])
    expect(recommendedOf(linesOf(index, state, drafted, all))).toEqual([
      { list: 'country', id: '2', title: 'United Kingdom', base: 'UKX', isoCode: 'GBR' },
    ])
  })

  test('that need attention are counted without those that were dealt with, which stay in sight', () => {
    expect(countAttention(index, state, {})).toBe(2)
    expect(countAttention(index, state, drafted)).toBe(1)
    expect(ids(linesOf(index, state, drafted, { ...all, attentionOnly: true }))).toEqual(['1', '2'])
    expect(ids(linesOf(index, state, {}, { ...all, query: 'ukx' }))).toEqual(['2'])
  })

  test('are those of the country that was chosen, and those that name none', () => {
    const regions: IsoListState = {
      ...countries({ ...row('r1', 'One'), country: { id: '1' } }, { ...row('r2', 'Two'), country: { id: '2' } }, row('r3', 'Three')),
      list: 'region',
    }
    expect(ids(linesOf(indexIso([state, regions], null), regions, {}, { ...all, parentId: '1' }))).toEqual(['r1', 'r3'])
  })
})
