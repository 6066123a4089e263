import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { UpgradeRow } from '#shared/contract/upgrades'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { caller, ERP, INTEGRATION, startSettingServices, STUDENT, type SettingWorld, type SourceName } from './setting-setup'

let t: SettingWorld
beforeEach(async () => {
  t = await startSettingServices([ERP, INTEGRATION])
})
afterEach(() => t.close())

/** The source application of an application becomes a newer one. */
const upgrade = async (name: SourceName) => {
  expect((await t.admin('/sandbox/source-upgrade', 'POST', { application: name })).status).toBe(200)
}
const list = () => t.now().upgrades.list({ environmentId: t.environmentId }).rows
const refresh = async (name?: SourceName) =>
  (await t.now().upgrades.refresh({ environmentId: t.environmentId, ...(name ? { applicationId: t.of(name).applicationId } : {}) }, caller))
    .rows
const rowOf = (name: SourceName, rows: UpgradeRow[] = list()) => rows.find(({ applicationName }) => applicationName === name)
/** What waits for an application, after a refresh. */
const waiting = async (name: SourceName) => rowOf(name, await refresh(name))!.action!
const configure = (name: SourceName, actionId: string, credentials?: { username: string; password: string }) =>
  t.now().upgrades.autoConfigure({ ...t.of(name), actionId, ...(credentials ? { credentials } : {}) }, caller)
const atHub = async (name: SourceName) =>
  (await (await t.admin(`/admin/v1/applications/${t.of(name).applicationId}/upgrade-actions`)).json()) as { id: string }[]
const configurePath = (name: SourceName) => `/admin/v1/applications/${t.of(name).applicationId}/owned-resources/auto-configure`
const posts = () => t.sent.filter(({ method }) => method === 'POST').map(({ url }) => new URL(url).pathname)
const ownedOf = (name: SourceName) => t.now().snapshots.current(t.environmentId, 'owned-resource', t.of(name).applicationId)

describe('the inbox', () => {
  test('holds what the hub tells: versions, resources and new settings, of each application with an upgrade', async () => {
    // In the sandbox one is waiting from the start.
    expect(list().map(({ applicationName }) => applicationName)).toEqual([STUDENT])
    await upgrade(ERP)
    expect(rowOf(ERP)).toBeUndefined()
    const rows = await refresh()
    expect(rows.map(({ applicationName }) => applicationName).sort()).toEqual([ERP, STUDENT])
    expect(rowOf(ERP, rows)).toMatchObject({
      walk: null,
      action: { newSettings: [{ family: 'mapping-settings' }, { family: 'default-settings' }] },
    })
    const { from, to, resources } = rowOf(ERP, rows)!.action!
    expect(from).not.toBe(to)
    expect(resources.added.length).toBeGreaterThan(0)
    expect(list()).toEqual(rows)
    expect(t.announced).toContainEqual({ name: 'applications.changed', payload: t.of(ERP) })
  })

  test('of one application that cannot be read keeps what it had and hides none of the others', async () => {
    await upgrade(ERP)
    await refresh()
    await upgrade(INTEGRATION)
    await t.fault(`/admin/v1/applications/${t.of(ERP).applicationId}/upgrade-actions`, { status: 500 })
    expect((await refresh()).map(({ applicationName }) => applicationName).sort()).toEqual([ERP, INTEGRATION, STUDENT])
    await expect(refresh(ERP)).rejects.toMatchObject({ code: 'remote', status: 500 })
    expect(rowOf(ERP)?.action).not.toBeNull()
  })

  test('is as it was when the hub cannot be reached at all', async () => {
    const before = list()
    await t.fault('/admin', { cut: true })
    await expect(refresh()).rejects.toMatchObject({ code: 'unreachable' })
    expect(list()).toEqual(before)
  })
})

describe('auto-configure', () => {
  test('with the credentials that the hub keeps completes the action, and lists the new settings where they are found', async () => {
    await upgrade(ERP)
    const action = await waiting(ERP)
    const row = await configure(ERP, action.id)
    expect(await atHub(ERP)).toEqual([])
    expect(row.action).toBeNull()
    expect(row.walk).toMatchObject({ from: action.from, to: action.to })
    expect(row.walk!.difference.added).toEqual(action.resources.added)
    expect(row.walk!.settings).toEqual(action.newSettings.map((each) => ({ ...each, resource: action.resources.added[0], state: 'open' })))
    expect(rowOf(ERP)).toEqual(row)
    // What it brought is there: resources, and settings to be opened.
    expect(ownedOf(ERP)).toEqual(expect.arrayContaining(action.resources.added.map((name) => expect.objectContaining({ name }) as unknown)))
    for (const { family, id } of row.walk!.settings) expect(t.open(ERP, { family, id })).toMatchObject({ id })
    expect(t.activity).toMatchObject([{ what: 'upgrades.autoConfigure', ...t.of(ERP) }])
  })

  test('with credentials that are given uses them, and keeps none of them', async () => {
    await upgrade(ERP)
    const { id } = await waiting(ERP)
    const { username, password } = t.handle(ERP)
    await configure(ERP, id, { username: username!, password: password! })
    expect(JSON.parse(String(t.sent.find(({ url }) => url.endsWith('auto-configure'))!.body))).toEqual({ username, password })
    expect(JSON.stringify([list(), t.activity, t.announced])).not.toContain(password)
  })

  test('with wrong credentials loses nothing: the action is there, nothing is new, the password was tried once', async () => {
    await upgrade(ERP)
    const before = [await waiting(ERP), ownedOf(ERP), list()]
    await expect(configure(ERP, (before[0] as { id: string }).id, { username: 'nobody', password: 'wrong' })).rejects.toMatchObject({
      code: 'remote',
      message: expect.stringContaining('user or the password') as string,
    })
    expect([await waiting(ERP), ownedOf(ERP), list()]).toEqual(before)
    expect(posts()).toEqual([configurePath(ERP)])
    expect(t.activity).toEqual([])
  })

  test('whose answer is lost each time is found done: the new settings are listed', async () => {
    await upgrade(ERP)
    const { id, newSettings } = await waiting(ERP)
    await t.fault(configurePath(ERP), { when: 'after', cut: true })
    const row = await configure(ERP, id)
    expect(row).toMatchObject({ action: null, walk: { settings: newSettings } })
    expect(rowOf(ERP)).toEqual(row)
  })

  test('that a gateway reports as failed after it was done is found done', async () => {
    await upgrade(ERP)
    const { id, newSettings } = await waiting(ERP)
    await t.fault(configurePath(ERP), { when: 'after', status: 504 })
    expect(await configure(ERP, id)).toMatchObject({ action: null, walk: { settings: newSettings } })
  })

  test('of which nobody can tell whether it was done keeps the list of what is new', async () => {
    await upgrade(ERP)
    const { id, newSettings } = await waiting(ERP)
    await t.fault(configurePath(ERP), { when: 'after', cut: true })
    t.before = async ({ method }) => {
      if (method !== 'POST') return
      t.before = () => undefined
      await t.fault(`/admin/v1/applications/${t.of(ERP).applicationId}/upgrade-actions`, { cut: true })
    }
    await expect(configure(ERP, id)).rejects.toMatchObject({ code: 'unreachable' })
    await t.noFaults()
    await refresh(ERP)
    expect(rowOf(ERP)).toMatchObject({ action: null, walk: { settings: newSettings } })
  })

  test('that never arrived changes nothing', async () => {
    await upgrade(ERP)
    const { id } = await waiting(ERP)
    await t.fault(configurePath(ERP), { cut: true })
    await expect(configure(ERP, id)).rejects.toMatchObject({ code: 'unreachable' })
    expect(rowOf(ERP)).toMatchObject({ action: { id }, walk: null })
  })

  test('that was done is done, also when what it changed cannot be read', async () => {
    await upgrade(ERP)
    const { id, newSettings } = await waiting(ERP)
    await t.fault(`/admin/v1/applications/${t.of(ERP).applicationId}/owned-resources`, { status: 500 }, { method: 'GET' })
    for (const family of SETTING_FAMILIES) await t.fault(family, { cut: true })
    const nowhere = newSettings.map((each) => ({ id: each.id, resource: '' }))
    expect(await configure(ERP, id)).toMatchObject({ action: null, walk: { settings: nowhere } })
    await t.noFaults()
    expect(await refresh(ERP)).toEqual(list())
  })

  test('of two at once leaves the one done when the other fails', async () => {
    await upgrade(ERP)
    await upgrade(INTEGRATION)
    const actions = [await waiting(ERP), await waiting(INTEGRATION)] as const
    await t.fault('resources', { status: 500 }, { source: INTEGRATION })
    const [erp, integration] = await Promise.allSettled([configure(ERP, actions[0].id), configure(INTEGRATION, actions[1].id)])
    expect(erp).toMatchObject({ status: 'fulfilled', value: { action: null } })
    expect(integration).toMatchObject({ status: 'rejected', reason: { code: 'remote' } })
    expect(rowOf(ERP)).toMatchObject({ action: null, walk: { to: actions[0].to } })
    expect(rowOf(INTEGRATION)).toMatchObject({ action: { id: actions[1].id }, walk: null })
  })

  test('of an action that somebody else completed is refused, and the inbox knows', async () => {
    await upgrade(ERP)
    const { id } = await waiting(ERP)
    await t.admin(`/admin/v1/applications/${t.of(ERP).applicationId}/upgrade-actions/${id}/complete`, 'POST', {})
    await expect(configure(ERP, id)).rejects.toMatchObject({ code: 'not-found' })
    expect(rowOf(ERP)).toBeUndefined()
    expect(posts()).toEqual([])
  })

  test('never reaches another tenant', async () => {
    await upgrade(ERP)
    const { id } = await waiting(ERP)
    const tenant = { id: 'other', accountId: 'a', alias: 'a', name: 'Other', label: 'Production', region: 'us', capabilities: [] }
    await t.fault('/admin/v1/tenant', { status: 200, body: JSON.stringify(tenant) })
    await expect(configure(ERP, id)).rejects.toMatchObject({ code: 'wrong-tenant' })
    await expect(t.now().upgrades.skip({ ...t.of(ERP), actionId: id }, caller)).rejects.toMatchObject({ code: 'wrong-tenant' })
    expect(posts()).toEqual([])
  })

  test('of an application whose password is not kept here lists what is new all the same', async () => {
    const { id, newSettings } = await waiting(STUDENT)
    const row = await configure(STUDENT, id)
    expect(row.walk!.settings.map((each) => each.id)).toEqual(newSettings.map((each) => each.id))
  })
})

describe('the new settings', () => {
  const begun = async () => {
    await upgrade(ERP)
    const { walk } = await configure(ERP, (await waiting(ERP)).id)
    return walk!.settings
  }
  const mark = (settings: { family: never; id: string; state: 'open' | 'done' | 'skipped' }[]) =>
    t.now().upgrades.mark({ ...t.of(ERP), settings })
  const statesOf = (row: UpgradeRow | undefined) => row?.walk?.settings.map(({ state }) => state)

  test('are marked one by one, and what is marked survives a restart', async () => {
    const [first, second] = await begun()
    expect(statesOf(mark([{ family: first!.family as never, id: first!.id, state: 'done' }]))).toEqual(['done', 'open'])
    t.restart()
    expect(statesOf(rowOf(ERP))).toEqual(['done', 'open'])
    expect(statesOf(mark([{ family: second!.family as never, id: second!.id, state: 'skipped' }]))).toEqual(['done', 'skipped'])
    expect(statesOf(mark([{ family: first!.family as never, id: 'unknown', state: 'done' }]))).toEqual(['done', 'skipped'])
  })

  test('are gone through once they are completed, for good', async () => {
    await begun()
    expect(t.now().upgrades.complete(t.of(ERP))).toMatchObject({ action: null, walk: null })
    expect(rowOf(ERP)).toBeUndefined()
    t.restart()
    expect(rowOf(ERP)).toBeUndefined()
    expect(() => mark([])).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('that are open stay listed after the next upgrade, and one that fails takes none away', async () => {
    const [first, second] = await begun()
    mark([{ family: first!.family as never, id: first!.id, state: 'done' }])
    const before = rowOf(ERP)!.walk
    await upgrade(ERP)
    const { id, newSettings } = await waiting(ERP)
    await expect(configure(ERP, id, { username: 'nobody', password: 'wrong' })).rejects.toMatchObject({ code: 'remote' })
    expect(rowOf(ERP)!.walk).toEqual(before)
    const { walk } = await configure(ERP, id)
    expect(walk!.settings.map((each) => each.id)).toEqual([second!.id, ...newSettings.map((each) => each.id)])
    expect(walk!.settings.every(({ state, resource }) => state === 'open' && resource !== '')).toBe(true)
  })
})

describe('an action that is skipped', () => {
  test('is completed at the hub without configuring anything, and comes again with the next upgrade', async () => {
    await upgrade(ERP)
    const { id, from } = await waiting(ERP)
    const owned = ownedOf(ERP)
    expect(await t.now().upgrades.skip({ ...t.of(ERP), actionId: id }, caller)).toMatchObject({ action: null, walk: null })
    expect(await atHub(ERP)).toEqual([])
    expect(rowOf(ERP)).toBeUndefined()
    await refresh(ERP)
    expect(rowOf(ERP)).toBeUndefined()
    expect(ownedOf(ERP)).toEqual(owned)
    expect(t.activity).toMatchObject([{ what: 'upgrades.skip', ...t.of(ERP) }])
    await upgrade(ERP)
    expect(await waiting(ERP)).toMatchObject({ from })
  })

  test('and was lost on the way is sent again with the same key', async () => {
    await upgrade(ERP)
    const { id } = await waiting(ERP)
    const path = `/admin/v1/applications/${t.of(ERP).applicationId}/upgrade-actions/${id}/complete`
    await t.fault(path, { when: 'after', cut: true }, { times: 1 })
    expect(await t.now().upgrades.skip({ ...t.of(ERP), actionId: id }, caller)).toMatchObject({ action: null })
    expect(new Set(t.sent.filter(({ url }) => url.endsWith('/complete')).map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })
})

test('an inbox with an upgrade and a list of new settings is the same after a restart', async () => {
  await upgrade(ERP)
  await configure(ERP, (await waiting(ERP)).id)
  await upgrade(ERP)
  const rows = await refresh()
  expect(rowOf(ERP, rows)).toMatchObject({ action: expect.anything() as unknown, walk: expect.anything() as unknown })
  t.restart()
  expect(list()).toEqual(rows)
})
