import { describe, expect, test } from 'vitest'
import type { UpgradeRow } from '#shared/contract/upgrades'
import { createUpgradesStore } from '../../../../src/renderer/features/upgrades/upgrades.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const difference = { added: ['x-new'], removed: [], changed: [] }
const walk: NonNullable<UpgradeRow['walk']> = {
  from: '1',
  to: '2',
  configuredAt: '2026-11-25T10:00:00Z',
  difference,
  settings: [{ family: 'default-settings', id: 's', title: 'Zone', resource: 'x-new', state: 'open' }],
}
const row = (application: string, over: Partial<UpgradeRow> = {}): UpgradeRow => ({
  applicationId: id(application),
  applicationName: application.toUpperCase(),
  action: { id: `of-${application}`, detectedOn: '2026-11-24T10:00:00Z', from: '1', to: '2', resources: difference, newSettings: [] },
  walk: null,
  ...over,
})
const done = (application: string) => row(application, { action: null, walk })

type Answers = Parameters<typeof fakeMain>[0]
async function begun(answers: Answers = {}, rows: UpgradeRow[] = [row('a'), row('b'), row('c')]) {
  const main = fakeMain({ 'upgrades.list': () => ({ rows, readAt: '2026-11-25T10:00:00Z' }), ...answers })
  const store = createUpgradesStore(main.api.upgrades)
  await store.getState().load(id('e'))
  const state = () => store.getState()
  return {
    main,
    state,
    rows: () => state().inbox.value?.rows ?? [],
    names: () => state().inbox.value?.rows.map((each) => each.applicationName),
  }
}
const asApplication = (answer: (application: string) => unknown) => ({ applicationId }: { applicationId: string }) => answer(applicationId) // prettier-ignore

describe('the inbox', () => {
  test('is that of one environment: it is read again for that one alone, and begins anew in another', async () => {
    const { main, state, names } = await begun({
      'upgrades.list': ({ environmentId }: { environmentId: string }) =>
        environmentId === 'e' ? { rows: [row('a')] } : refused('not-found'),
    })
    await state().reload(id('another'))
    expect(main.asked('upgrades.list')).toEqual([{ environmentId: 'e' }])
    await state().reload(id('e'))
    expect(main.asked('upgrades.list')).toHaveLength(2)
    expect(names()).toEqual(['A'])
    await state().load(id('another'))
    expect(state().inbox).toMatchObject({ value: null, failure: { code: 'not-found' } })
  })

  test('does not show what comes late from the environment before', async () => {
    const gate = held<unknown>()
    const { main, state, names } = await begun({
      'upgrades.list': ({ environmentId }: { environmentId: string }) => ({ rows: environmentId === 'e' ? [row('a')] : [row('b')] }),
      'upgrades.refresh': () => gate.promise,
    })
    const refreshing = state().refresh()
    await state().load(id('another'))
    expect(names()).toEqual(['B'])
    gate.release({ rows: [row('a')] })
    await refreshing
    expect(main.asked('upgrades.refresh')).toEqual([{ environmentId: 'e' }])
    expect(names()).toEqual(['B'])
  })

  test('asks the hub for one application or all, and keeps what it shows when that fails', async () => {
    let next: unknown = { rows: [row('a')] }
    const { main, state, names } = await begun({ 'upgrades.refresh': () => next })
    await state().refresh(id('a'))
    await state().refresh()
    expect(main.asked('upgrades.refresh')).toEqual([{ environmentId: 'e', applicationId: 'a' }, { environmentId: 'e' }])
    expect(names()).toEqual(['A'])
    next = refused('unreachable')
    const refreshing = state().refresh()
    expect(state().isRefreshing).toBe(true)
    await refreshing
    expect(state()).toMatchObject({ isRefreshing: false, inbox: { failure: { code: 'unreachable' } } })
    expect(names()).toEqual(['A'])
  })
})

describe('auto-configure', () => {
  test('goes one after the other, and one that fails leaves the others done', async () => {
    const { main, state, rows } = await begun({
      'upgrades.autoConfigure': asApplication((application) =>
        application === 'b' ? refused('remote', { status: 502 }) : done(application),
      ),
    })
    expect(await state().configure(rows(), { confirmation: 'Maple' })).toBe(2)
    expect(main.asked('upgrades.autoConfigure')).toEqual(
      ['a', 'b', 'c'].map((application) => ({
        environmentId: 'e',
        applicationId: application,
        actionId: `of-${application}`,
        confirmation: 'Maple',
      })),
    )
    expect(rows().map(({ action, walk: begun }) => [action?.id, begun?.to])).toEqual([
      [undefined, '2'],
      ['of-b', undefined],
      [undefined, '2'],
    ])
    expect(state()).toMatchObject({ busy: {}, failures: { b: { status: 502 } } })
    // Rows without an action have nothing to configure.
    expect(await state().configure(rows().slice(0, 1), {})).toBe(0)
  })

  test('says which one is busy, and hands credentials on without keeping them', async () => {
    const gate = held<unknown>()
    const { main, state, rows } = await begun({ 'upgrades.autoConfigure': () => gate.promise })
    const configuring = state().configure(rows().slice(0, 1), {}, { username: 'u', password: 'hush-hush' })
    await settle()
    expect(state().busy).toEqual({ a: 'configure' })
    gate.release(done('a'))
    expect(await configuring).toBe(1)
    expect(main.asked('upgrades.autoConfigure')).toMatchObject([{ credentials: { username: 'u', password: 'hush-hush' } }])
    expect(JSON.stringify(state())).not.toContain('hush-hush')
    expect(state().busy).toEqual({})
  })

  test('forgets the failure of before when it is tried again', async () => {
    let next: unknown = refused('remote')
    const { state, rows } = await begun({ 'upgrades.autoConfigure': () => next })
    await state().configure(rows().slice(0, 1), {})
    expect(state().failures).toHaveProperty('a')
    next = done('a')
    await state().configure(rows().slice(0, 1), {})
    expect(state().failures).toEqual({})
  })

  test('goes on in the environment where it was asked, and stays out of the one that is shown meanwhile', async () => {
    const gate = held<unknown>()
    let asked = 0
    const { main, state, rows } = await begun({
      'upgrades.list': ({ environmentId }: { environmentId: string }) => ({
        rows: environmentId === 'e' ? [row('a'), row('b')] : [row('a', { applicationName: 'OTHER' })],
      }),
      'upgrades.autoConfigure': () => {
        asked += 1
        return asked === 1 ? gate.promise : refused('remote')
      },
    })
    const configuring = state().configure(rows(), {})
    await state().load(id('another'))
    gate.release(done('a'))
    await configuring
    expect(main.asked('upgrades.autoConfigure')).toMatchObject([{ environmentId: 'e' }, { environmentId: 'e' }])
    expect(rows()).toMatchObject([{ applicationName: 'OTHER', action: { id: 'of-a' } }])
    expect(state()).toMatchObject({ failures: {}, busy: {} })
  })
})

describe('an action that is skipped', () => {
  test('leaves the inbox, and stays with its failure when the hub does not take it', async () => {
    const { main, state, rows, names } = await begun({
      'upgrades.skip': asApplication((application) => (application === 'a' ? row('a', { action: null }) : refused('conflict'))),
    })
    const [first, second] = rows()
    expect(await state().skip(first!, { confirmation: 'Maple' })).toBe(true)
    expect(names()).toEqual(['B', 'C'])
    expect(await state().skip(second!, {})).toBe(false)
    expect(names()).toEqual(['B', 'C'])
    expect(state().failures).toMatchObject({ b: { code: 'conflict' } })
    expect(main.asked('upgrades.skip')[0]).toEqual({ environmentId: 'e', applicationId: 'a', actionId: 'of-a', confirmation: 'Maple' })
    expect(await state().skip(done('c'), {})).toBe(false)
    expect(main.asked('upgrades.skip')).toHaveLength(2)
  })
})

describe('new settings', () => {
  test('are marked, and leave the inbox once they are completed', async () => {
    const marked = { ...walk, settings: walk.settings.map((each) => ({ ...each, state: 'done' as const })) }
    const { main, state, rows, names } = await begun(
      {
        'upgrades.mark': () => row('a', { action: null, walk: marked }),
        'upgrades.complete': () => row('a', { action: null }),
      },
      [done('a'), row('b')],
    )
    await state().mark(rows()[0]!, [{ family: 'default-settings', id: 's', state: 'done' }])
    expect(main.asked('upgrades.mark')).toEqual([
      { environmentId: 'e', applicationId: 'a', settings: [{ family: 'default-settings', id: 's', state: 'done' }] },
    ])
    expect(rows()[0]?.walk?.settings[0]?.state).toBe('done')
    await state().complete(rows()[0]!)
    expect(names()).toEqual(['B'])
  })

  test('stay as they are when they cannot be marked or completed', async () => {
    const { state, rows } = await begun({ 'upgrades.mark': () => refused('disk'), 'upgrades.complete': () => refused('disk') }, [done('a')])
    await state().mark(rows()[0]!, [])
    expect(state().failures).toMatchObject({ a: { code: 'disk' } })
    await state().complete(rows()[0]!)
    expect(rows()).toEqual([done('a')])
  })
})
