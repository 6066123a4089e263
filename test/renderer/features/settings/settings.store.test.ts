import { describe, expect, test } from 'vitest'
import type { EditableSetting, SavedSetting, SettingChange, SettingValue } from '#shared/contract/settings'
import {
  createSettingsStore,
  linesKey,
  placeKey,
  refKey,
  type Draft,
  type Place,
} from '../../../../src/renderer/features/settings/settings.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const place: Place = { environmentId: id('e'), applicationId: id('a') }
const elsewhere: Place = { environmentId: id('e'), applicationId: id('b') }
const one = (value: string): SettingValue => ({ kind: 'one', value })
const setting = (settingId: string, value: string, more: Partial<EditableSetting> = {}): EditableSetting => ({
  family: 'default-settings',
  id: settingId,
  title: `Setting ${settingId}`,
  description: '',
  about: [{ resource: 'courses', property: '' }],
  shape: { kind: 'one', side: 'source', choices: [], canUnset: true, notInUse: null, search: null },
  value: one(value),
  named: [],
  ...more,
})
const answer = (settingId: string, outcome: SavedSetting['outcome'], more: Partial<SavedSetting> = {}): SavedSetting => ({
  family: 'default-settings',
  id: settingId,
  outcome,
  faults: [],
  ...more,
})
const line = { id: '1', family: 'default-settings', title: 'Setting 1' }

function begun(answers: Parameters<typeof fakeMain>[0] = {}) {
  const main = fakeMain({
    'resources.settings': () => ({ lines: [line] }),
    'settings.open': ({ id: settingId }: { id: string }) => setting(settingId, 'A'),
    ...answers,
  })
  const store = createSettingsStore(main.api)
  const draftsAt = (where: Place): Draft[] => Object.values(store.getState().drafts[placeKey(where)] ?? {})
  return { main, store, draftsAt, drafts: () => draftsAt(place) }
}
const saves = (...results: SavedSetting[]) => begun({ 'settings.save': () => ({ results }) })

describe('the lines of a resource', () => {
  test('are read, kept while they are read again, and said not to be readable', async () => {
    let next: unknown = { lines: [line], readAt: '2026-11-25T10:00:00Z' }
    const { store } = begun({ 'resources.settings': () => next })
    await store.getState().loadLines(place, 'courses')
    const shown = () => store.getState().lines[linesKey(place, 'courses')]
    expect(shown()).toMatchObject({ state: 'ready', value: { lines: [{ id: '1' }] } })
    next = refused('not-found')
    await store.getState().loadLines(place, 'courses')
    expect(shown()).toMatchObject({ value: { lines: [{ id: '1' }] }, failure: { code: 'not-found' } })
  })

  test('are read again when main says so, and only those that were read before', async () => {
    const { main, store } = begun()
    await store.getState().loadLines(place, 'courses')
    await store.getState().loadLines(elsewhere, 'persons')
    store.getState().reload(id('another'))
    expect(main.asked('resources.settings')).toHaveLength(2)
    store.getState().reload(place.environmentId, place.applicationId)
    await settle()
    expect(main.asked('resources.settings').slice(2)).toEqual([{ ...place, resource: 'courses' }])
    store.getState().reload(place.environmentId)
    await settle()
    expect(main.asked('resources.settings')).toHaveLength(5)
  })
})

describe('a setting that is opened', () => {
  test('comes from main, and from its draft when there is one', async () => {
    const { main, store } = begun()
    const opened = await store.getState().open(place, setting('1', ''))
    expect(opened).toEqual(setting('1', 'A'))
    expect(main.asked('settings.open')).toEqual([{ ...place, ...setting('1', '') }])
    store.getState().choose(place, opened!, one('B'))
    expect(await store.getState().open(place, opened!)).toBe(opened)
    expect(main.asked('settings.open')).toHaveLength(1)
    await store.getState().open(elsewhere, opened!)
    expect(main.asked('settings.open')).toHaveLength(2)
  })

  test('says why it could not be read, until the next one could', async () => {
    let next: unknown = refused('not-found')
    const { store } = begun({ 'settings.open': () => next })
    expect(await store.getState().open(place, setting('1', ''))).toBeNull()
    expect(store.getState().failure?.code).toBe('not-found')
    next = setting('1', 'A')
    await store.getState().open(place, setting('1', ''))
    expect(store.getState().failure).toBeNull()
  })

  test('is searched for by asking main', async () => {
    const { main, store } = begun({ 'settings.search': () => ({ choices: [{ title: 'Ruth', value: '7' }] }) })
    expect(await store.getState().search(place, '1', 'ruth')).toMatchObject({ ok: true, value: { choices: [{ value: '7' }] } })
    expect(main.asked('settings.search')).toEqual([{ ...place, id: '1', keyword: 'ruth' }])
  })
})

describe('what was chosen', () => {
  test('is kept for each application, over what was there, and is no change once it is as before', () => {
    const { store, drafts, draftsAt } = begun()
    const { choose } = store.getState()
    choose(place, setting('1', 'A'), one('B'))
    choose(place, setting('2', 'A'), one(''))
    choose(elsewhere, setting('1', 'A'), one('C'))
    choose(place, setting('1', 'A'), one('D'))
    expect(drafts()).toMatchObject([
      { setting: { id: '1', value: one('A') }, value: one('D'), result: null },
      { setting: { id: '2' }, value: one('') },
    ])
    choose(place, setting('1', 'A'), one('A'))
    expect(drafts()).toMatchObject([{ setting: { id: '2' } }])
    expect(draftsAt(elsewhere)).toMatchObject([{ value: one('C') }])
  })

  test('can be dropped, one or all, without touching another application', () => {
    const { store, drafts, draftsAt } = begun()
    for (const settingId of ['1', '2', '3']) store.getState().choose(place, setting(settingId, 'A'), one('B'))
    store.getState().choose(elsewhere, setting('1', 'A'), one('B'))
    store.getState().drop(place, setting('1', 'A'))
    expect(drafts().map((draft) => draft.setting.id)).toEqual(['2', '3'])
    store.getState().dropAll(place)
    expect(drafts()).toEqual([])
    expect(draftsAt(elsewhere)).toHaveLength(1)
  })
})

describe('a save', () => {
  test('sends what was chosen over what was seen, and takes what was saved out of the drafts', async () => {
    const { main, store, drafts } = saves(answer('1', 'saved'), answer('2', 'already'))
    store.getState().choose(place, setting('1', 'A'), one('B'))
    store.getState().choose(place, setting('2', 'A'), one('C'))
    expect(await store.getState().save(place, { confirmation: 'Maple' })).toHaveLength(2)
    expect(main.asked('settings.save')).toEqual([
      {
        ...place,
        confirmation: 'Maple',
        changes: [
          { family: 'default-settings', id: '1', base: one('A'), value: one('B') },
          { family: 'default-settings', id: '2', base: one('A'), value: one('C') },
        ],
      },
    ])
    expect(drafts()).toEqual([])
    expect(store.getState()).toMatchObject({ isSaving: false, failure: null })
  })

  test('keeps what was not saved with what became of it, until something else is chosen', async () => {
    const { store, drafts } = saves(
      answer('1', 'refused', { faults: [{ place: null, message: 'Not this one.' }] }),
      answer('2', 'gone'),
      answer('3', 'not-tried'),
      answer('4', 'saved'),
    )
    for (const settingId of ['1', '2', '3', '4']) store.getState().choose(place, setting(settingId, 'A'), one('B'))
    await store.getState().save(place, {})
    expect(drafts().map(({ result }) => result?.outcome)).toEqual(['refused', 'gone', 'not-tried'])
    store.getState().choose(place, setting('1', 'A'), one('C'))
    expect(drafts().find((draft) => draft.setting.id === '1')?.result).toBeNull()
  })

  test('that main does not take loses nothing, and says why until it is cleared', async () => {
    const { store, drafts } = begun({ 'settings.save': () => refused('wrong-tenant') })
    store.getState().choose(place, setting('1', 'A'), one('B'))
    expect(await store.getState().save(place, {})).toBeNull()
    expect(drafts()).toMatchObject([{ value: one('B'), result: null }])
    expect(store.getState()).toMatchObject({ isSaving: false, failure: { code: 'wrong-tenant' } })
    store.getState().clearFailure()
    expect(store.getState().failure).toBeNull()
  })

  test('leaves alone what is chosen while it is under way', async () => {
    const gate = held<unknown>()
    const { store, drafts } = begun({ 'settings.save': () => gate.promise })
    store.getState().choose(place, setting('1', 'A'), one('B'))
    store.getState().choose(place, setting('2', 'A'), one('B'))
    const saving = store.getState().save(place, {})
    expect(store.getState().isSaving).toBe(true)
    store.getState().choose(place, setting('3', 'A'), one('B'))
    store.getState().choose(place, setting('2', 'A'), one('C'))
    gate.release({ results: [answer('1', 'saved'), answer('2', 'saved')] })
    await saving
    // What was chosen over a value that is no longer there is over the one that was saved.
    expect(drafts()).toMatchObject([
      { setting: { id: '2', value: one('B') }, value: one('C'), result: null },
      { setting: { id: '3', value: one('A') }, value: one('B'), result: null },
    ])
  })

  test('of more than main takes at once is sent in parts, and stops with the part that fails', async () => {
    let part = 0
    const { main, store, drafts } = begun({
      'settings.save': ({ changes }: { changes: SettingChange[] }) => {
        part += 1
        return part === 2 ? refused('unreachable') : { results: changes.map((change) => answer(change.id, 'saved')) }
      },
    })
    for (let at = 0; at < 1001; at += 1) store.getState().choose(place, setting(String(at), 'A'), one('B'))
    const results = await store.getState().save(place, {})
    expect(results!.map(({ outcome }) => outcome)).toEqual([...Array<string>(500).fill('saved'), ...Array<string>(501).fill('not-tried')])
    expect(main.asked('settings.save').map((input) => (input as { changes: unknown[] }).changes.length)).toEqual([500, 500])
    expect(drafts()).toHaveLength(501)
    expect(store.getState().failure?.code).toBe('unreachable')
    store.getState().undo(place)
    expect(drafts()).toHaveLength(1001)
  })
})

describe('after a conflict', () => {
  const conflicted = async (then: SavedSetting['outcome'] = 'saved') => {
    const all = begun({
      'settings.save': ({ changes }: { changes: SettingChange[] }) => ({
        results: changes.map((change) =>
          JSON.stringify(change.base) === JSON.stringify(one('theirs'))
            ? answer(change.id, then)
            : answer(change.id, 'conflict', { theirs: one('theirs') }),
        ),
      }),
    })
    all.store.getState().choose(place, setting('1', 'A'), one('mine'))
    await all.store.getState().save(place, {})
    return all
  }

  test('mine goes over theirs with the next save', async () => {
    const { main, store, drafts } = await conflicted()
    expect(drafts()).toMatchObject([{ setting: { value: one('A') }, value: one('mine'), result: { theirs: one('theirs') } }])
    store.getState().keepMine(place, setting('1', 'A'))
    expect(drafts()).toMatchObject([{ setting: { value: one('theirs') }, value: one('mine'), result: null }])
    await store.getState().save(place, {})
    expect(main.asked('settings.save').at(-1)).toMatchObject({ changes: [{ base: one('theirs'), value: one('mine') }] })
    expect(drafts()).toEqual([])
  })

  test('theirs is left, and nothing is a change any more', async () => {
    const { store, drafts } = await conflicted()
    store.getState().takeTheirs(place, setting('1', 'A'))
    expect(drafts()).toEqual([])
  })
})

describe('undo', () => {
  test('turns what was saved last into drafts of what was there before, for another review', async () => {
    const { main, store, drafts } = saves(answer('1', 'saved'), answer('2', 'already'), answer('3', 'failed'))
    store.getState().choose(place, setting('1', 'A'), one('B'))
    store.getState().choose(place, setting('2', 'A'), one('B'))
    store.getState().choose(place, setting('3', 'A'), one('B'))
    await store.getState().save(place, {})
    store.getState().undo(place)
    expect(Object.fromEntries(drafts().map((draft) => [refKey(draft.setting), [draft.setting.value, draft.value]]))).toEqual({
      'default-settings/1': [one('B'), one('A')],
      // Somebody else had made it so; that is not for us to undo.
      'default-settings/3': [one('A'), one('B')],
    })
    expect(main.asked('settings.save')).toHaveLength(1)
  })

  test('has nothing to do where nothing was saved, and forgets nothing for a save that changed nothing', async () => {
    let next: SavedSetting[] = [answer('1', 'saved')]
    const { store, drafts } = begun({ 'settings.save': () => ({ results: next }) })
    store.getState().undo(place)
    expect(drafts()).toEqual([])
    store.getState().choose(place, setting('1', 'A'), one('B'))
    await store.getState().save(place, {})
    next = [answer('2', 'failed')]
    store.getState().choose(place, setting('2', 'A'), one('B'))
    await store.getState().save(place, {})
    store.getState().undo(place)
    expect(drafts().map((draft) => draft.setting.id)).toContain('1')
  })
})
