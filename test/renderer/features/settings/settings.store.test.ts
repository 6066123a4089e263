import { describe, expect, test } from 'vitest'
import type { EditableSetting, SettingValue } from '#shared/contract/settings'
import { createSettingsStore, placeKey } from '../../../../src/renderer/features/settings/settings.store'
import { fakeMain, id, refused, settle } from '../../fake-main'

const place = { environmentId: id('e'), applicationId: id('a') }
const one = (value: string): SettingValue => ({ kind: 'one', value })
const setting = (name: string, value = 'A'): EditableSetting => ({
  family: 'default-settings',
  id: name,
  title: name,
  description: '',
  about: [],
  shape: { kind: 'one', side: 'source', choices: [], canUnset: true, notInUse: null, search: null },
  value: one(value),
  named: [],
})
type Sent = { changes: { id: string; base: SettingValue; value: SettingValue }[] }
const answer = (outcomes: Record<string, object>) => (input: unknown) => ({
  results: (input as Sent).changes.map(({ id: each }) => ({
    family: 'default-settings',
    id: each,
    outcome: 'saved',
    faults: [],
    ...outcomes[each],
  })),
})
const storeOf = (main: ReturnType<typeof fakeMain>) => createSettingsStore(main.api)
const draftsOf = (store: ReturnType<typeof storeOf>) => store.getState().drafts[placeKey(place)] ?? {}

describe('changes that are not saved', () => {
  test('stay until they are saved, and go when the value is the old one again', () => {
    const store = storeOf(fakeMain({}))
    store.getState().choose(place, setting('x'), one('B'))
    store.getState().choose(place, setting('y'), one('B'))
    store.getState().choose(place, setting('y'), one('A'))
    expect(Object.keys(draftsOf(store))).toEqual(['default-settings/x'])
    store.getState().dropAll(place)
    expect(draftsOf(store)).toEqual({})
  })

  test('are what an editor opens again, without asking main', async () => {
    const store = storeOf(fakeMain({}))
    store.getState().choose(place, setting('x'), one('B'))
    expect(await store.getState().open(place, setting('x'))).toEqual(setting('x'))
  })

  test('are sent with what they were chosen over; what was saved goes, the rest says why not', async () => {
    const main = fakeMain({ 'settings.save': answer({ y: { outcome: 'conflict', theirs: one('C') } }) })
    const store = storeOf(main)
    for (const name of ['x', 'y']) store.getState().choose(place, setting(name), one('B'))
    await store.getState().save(place, {})
    expect((main.calls.at(-1)!.input as Sent).changes.map(({ base, value }) => [base, value])).toEqual([
      [one('A'), one('B')],
      [one('A'), one('B')],
    ])
    expect(Object.values(draftsOf(store)).map(({ setting: { id: each }, result }) => [each, result?.outcome])).toEqual([['y', 'conflict']])
  })

  test('over somebody else’s are sent again only over what that one has', async () => {
    const main = fakeMain({ 'settings.save': answer({ x: { outcome: 'conflict', theirs: one('C') } }) })
    const store = storeOf(main)
    store.getState().choose(place, setting('x'), one('B'))
    await store.getState().save(place, {})
    store.getState().keepMine(place, setting('x'))
    expect(draftsOf(store)['default-settings/x']).toMatchObject({ setting: { value: one('C') }, value: one('B'), result: null })
    store.getState().takeTheirs(place, setting('x'))
    expect(draftsOf(store)).toEqual({})
  })

  test('that were saved can be taken back as new changes', async () => {
    const store = storeOf(fakeMain({ 'settings.save': answer({}) }))
    store.getState().choose(place, setting('x'), one('B'))
    await store.getState().save(place, {})
    store.getState().undo(place)
    expect(draftsOf(store)['default-settings/x']).toMatchObject({ setting: { value: one('B') }, value: one('A') })
  })

  test('are all still there when nothing could be sent', async () => {
    const store = storeOf(fakeMain({ 'settings.save': () => refused('wrong-tenant') }))
    store.getState().choose(place, setting('x'), one('B'))
    expect(await store.getState().save(place, {})).toBeNull()
    expect(store.getState().failure?.code).toBe('wrong-tenant')
    expect(Object.keys(draftsOf(store))).toHaveLength(1)
  })
})

test('the settings of a resource are read again when its application changed, and those of others are not', async () => {
  const main = fakeMain({ 'resources.settings': () => ({ lines: [] }) })
  const store = storeOf(main)
  await store.getState().loadLines(place, 'courses')
  store.getState().reload(id('e'), 'another')
  store.getState().reload(id('e'), 'a')
  await settle()
  expect(main.calls).toHaveLength(2)
})
