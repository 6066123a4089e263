import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UpgradeRow } from '#shared/contract/upgrades'
import { caller, ERP, INTEGRATION, startSettings, type StartedSettings } from './setting-setup'

const STUDENT = 'Summit Student API'

describe('upgrade actions', () => {
  let t: StartedSettings
  beforeEach(async () => {
    t = await startSettings()
  })
  afterEach(() => t.close())

  const here = () => ({ environmentId: t.environmentId })
  const place = (name: string) => ({ ...here(), applicationId: t.idOf(name) })
  const upgrade = (name: string) => t.administer('POST', '/sandbox/source-upgrade', { application: name })
  const rows = (): UpgradeRow[] => (t.services.upgrades.list(here()) as { rows: UpgradeRow[] }).rows
  const row = (name: string) => rows().find(({ applicationName }) => applicationName === name)
  const refresh = (name?: string) => t.services.upgrades.refresh(name === undefined ? here() : place(name), caller)
  const configure = (name: string, credentials?: { username: string; password: string }) =>
    t.services.upgrades.autoConfigure({ ...place(name), actionId: row(name)!.action!.id, ...(credentials ? { credentials } : {}) }, caller)

  it('are in the inbox after a sync and after looking, with what changed', async () => {
    expect(rows().map(({ applicationName }) => applicationName)).toEqual([STUDENT])
    await upgrade(ERP)
    await refresh()
    expect(row(ERP)!.action).toMatchObject({ from: expect.any(String) as string, newSettings: [{}, {}] })
    expect(row(ERP)!.action!.resources.added.length).toBeGreaterThan(0)
    expect(t.cached.pendingUpgrades(t.environmentId)).toContain(t.idOf(ERP))
  })

  it('are configured again with what the hub keeps; then the new settings are gone through, also after a restart', async () => {
    await upgrade(ERP)
    await refresh(ERP)
    const owned = t.services.resources.list(place(ERP)).resources.length
    const { action, walk } = await configure(ERP)
    expect(action).toBeNull()
    expect(walk!.difference.added.length).toBeGreaterThan(0)
    expect(walk!.settings.map(({ state, resource }) => [state, resource !== ''])).toEqual([
      ['open', true],
      ['open', true],
    ])
    expect(t.services.resources.list(place(ERP)).resources.length).toBeGreaterThan(owned)
    const again = t.build().upgrades
    const [first, second] = walk!.settings
    again.mark({ ...place(ERP), settings: [{ family: first!.family, id: first!.id, state: 'done' }] })
    again.mark({ ...place(ERP), settings: [{ family: second!.family, id: second!.id, state: 'skipped' }] })
    expect(row(ERP)!.walk!.settings.map(({ state }) => state)).toEqual(['done', 'skipped'])
    again.complete(place(ERP))
    expect(row(ERP)).toBeUndefined()
  })

  it('take other credentials for once, and lose nothing when those are wrong', async () => {
    await upgrade(ERP)
    await refresh(ERP)
    await expect(configure(ERP, { username: 'nobody', password: 'wrong' })).rejects.toThrow()
    expect(row(ERP)).toMatchObject({ walk: null, action: { newSettings: [{}, {}] } })
    const { username, password } = t.of(ERP)
    const { walk } = await configure(ERP, { username: username!, password: password! })
    expect(walk!.settings).toHaveLength(2)
  })

  it('whose answer is lost are known to be done by the hub: the new settings are not lost with it', async () => {
    await upgrade(ERP)
    await refresh(ERP)
    await t.fault({ path: '/admin/v1/applications/*/owned-resources/auto-configure', method: 'POST' }, { when: 'after', cut: true })
    const { action, walk } = await configure(ERP)
    expect(action).toBeNull()
    expect(walk!.settings).toHaveLength(2)
  })

  it('that could not be asked for are still there', async () => {
    await upgrade(ERP)
    await refresh(ERP)
    await t.fault({ path: '/admin/v1/applications/*/owned-resources/auto-configure', method: 'POST' }, { cut: true })
    await expect(configure(ERP)).rejects.toMatchObject({ code: 'unreachable' })
    await t.healed()
    expect(row(ERP)).toMatchObject({ walk: null, action: {} })
  })

  it('of one that fails leave the others done', async () => {
    await upgrade(ERP)
    await upgrade(INTEGRATION)
    await refresh()
    await t.fault({ path: '/source/erp/**' }, { status: 500 })
    await expect(configure(ERP)).rejects.toThrow()
    await t.healed()
    expect((await configure(INTEGRATION)).action).toBeNull()
    expect(row(ERP)!.action).not.toBeNull()
  })

  it('are skipped without touching the resources', async () => {
    const owned = t.services.resources.list(place(STUDENT)).resources
    const skipped = await t.services.upgrades.skip({ ...place(STUDENT), actionId: row(STUDENT)!.action!.id }, caller)
    expect(skipped).toMatchObject({ action: null, walk: null })
    expect(t.services.resources.list(place(STUDENT)).resources).toEqual(owned)
  })

  it('that somebody completed meanwhile are told as such', async () => {
    const { id } = row(STUDENT)!.action!
    await t.administer('POST', `/admin/v1/applications/${t.idOf(STUDENT)}/upgrade-actions/${id}/complete`, {})
    await expect(t.services.upgrades.skip({ ...place(STUDENT), actionId: id }, caller)).rejects.toMatchObject({ code: 'not-found' })
    expect(row(STUDENT)).toBeUndefined()
  })
})
