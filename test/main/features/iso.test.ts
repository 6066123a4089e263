import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { IsoChange, IsoListState } from '#shared/contract/iso'
import { caller, ERP, INTEGRATION, startSettings, type StartedSettings } from './setting-setup'

describe('ISO codes', () => {
  let t: StartedSettings
  beforeAll(async () => {
    t = await startSettings()
  })
  afterAll(() => t.close())
  beforeEach(() => {
    t.sent.length = 0
  })
  afterEach(() => t.healed())

  const place = (name = ERP) => ({ environmentId: t.environmentId, applicationId: t.idOf(name) })
  const lists = (name = ERP) => t.services.iso.lists(place(name)).lists
  const list = (which: IsoListState['list'], name = ERP) => lists(name).find((each) => each.list === which)!
  const row = (which: IsoListState['list'], title: string) => list(which).rows.find((each) => each.title === title)!
  const save = async (changes: IsoChange[]) => (await t.services.iso.save({ ...place(), changes }, caller)).results
  const kildare = () => row('subregion', 'Kildare')

  it('are there after a sync, with their choices', () => {
    expect(lists().map(({ list: each, state }) => [each, state])).toEqual(
      ['country', 'currency', 'language', 'region', 'subregion'].map((each) => [each, 'served']),
    )
    expect(row('country', 'Czech Republic')).toMatchObject({ code: 'CZ', isoCode: 'CZE' })
    expect(list('country').choices.find(({ isoCode }) => isoCode === 'CZE')).toMatchObject({ title: 'Czechia' })
  })

  it('that a source has none of are told from those that are empty by a failure', async () => {
    expect(list('region', INTEGRATION).state).toBe('none')
    await t.fault({ path: '/source/erp/api/currencies' }, { status: 500 })
    const before = list('currency').rows
    const { lists: now } = await t.services.iso.refresh(place(), caller)
    expect(now.find((each) => each.list === 'currency')).toMatchObject({ state: 'failed', rows: before, failure: { status: 500 } })
    expect(now.find((each) => each.list === 'country')?.state).toBe('served')
    await t.healed()
    await t.fault({ path: '/source/erp/api/subregions' }, { status: 405 })
    const { lists: without } = await t.services.iso.refresh(place(), caller)
    expect(without.find((each) => each.list === 'subregion')).toMatchObject({ state: 'none', rows: [] })
    await t.healed()
    await t.services.iso.refresh(place(), caller)
  })

  it('are saved with the code alone, and taken away with null', async () => {
    const { id } = kildare()
    const change = { list: 'subregion' as const, id, base: '', isoCode: 'IE-KE' }
    expect(await save([change])).toEqual([{ list: 'subregion', id, outcome: 'saved', faults: [] }])
    expect(kildare().isoCode).toBe('IE-KE')
    expect(await save([{ ...change, base: 'IE-KE', isoCode: '' }])).toMatchObject([{ outcome: 'saved' }])
    expect(kildare().isoCode).toBeUndefined()
    expect(t.putBodies()).toEqual([
      { id, isoCode: 'IE-KE' },
      { id, isoCode: null },
    ])
  })

  it('that somebody changed meanwhile are left alone', async () => {
    const { id } = row('country', 'Canada')
    await t.atSource('PUT', `countries/${id}`, { id, isoCode: 'MEX' })
    expect(await save([{ list: 'country', id, base: 'CAN', isoCode: 'USA' }])).toMatchObject([{ outcome: 'conflict', theirs: 'MEX' }])
    expect(t.puts()).toEqual([])
    expect(await save([{ list: 'country', id, base: 'MEX', isoCode: 'CAN' }])).toMatchObject([{ outcome: 'saved' }])
  })

  it('that the source refuses come back with its sentence', async () => {
    const { id } = row('country', 'Canada')
    const [refused] = await save([{ list: 'country', id, base: 'CAN', isoCode: 'XXX' }])
    expect(refused).toMatchObject({ outcome: 'refused', faults: [expect.stringContaining('XXX')] })
  })

  it('whose answer is lost are looked at', async () => {
    const { id } = kildare()
    await t.fault({ path: '/source/erp/api/subregions/**', method: 'PUT' }, { when: 'after', cut: true }, 1)
    expect(await save([{ list: 'subregion', id, base: '', isoCode: 'IE-KE' }])).toMatchObject([{ outcome: 'saved' }])
    await t.fault({ path: '/source/erp/api/subregions/**', method: 'PUT' }, { cut: true }, 1)
    expect(await save([{ list: 'subregion', id, base: 'IE-KE', isoCode: '' }])).toMatchObject([{ outcome: 'failed' }])
    expect(kildare().isoCode).toBe('IE-KE')
  })

  it('of another tenant than the pinned one are refused before the source hears of it', async () => {
    const { tenantId } = t.identity
    t.identity.tenantId = 'another tenant'
    await expect(save([{ list: 'subregion', id: kildare().id, base: 'IE-KE', isoCode: '' }])).rejects.toMatchObject({
      code: 'wrong-tenant',
    })
    t.identity.tenantId = tenantId
    expect(t.puts()).toEqual([])
  })

  it('are exported with their state, and from the cache when the source is away', async () => {
    t.where.file = join(t.folder, 'iso.csv')
    const { result } = await t.services.exports.isoCodes(
      { environmentId: t.environmentId, applicationIds: [t.idOf(ERP)], preset: 'plain' },
      caller,
    )
    const text = await readFile(t.where.file, 'utf8')
    expect(text.split('\r\n')).toHaveLength(result!.files[0]!.rows + 2)
    expect(text).toContain('country,Ridgeline ERP Web API,CZ,Czech Republic,CZE,Czechia,set')
    expect(text).toMatch(/language,.*,cmn,,unknown/)
    await t.fault({ path: '/source/erp/**' }, { cut: true })
    const again = await t.services.exports.isoCodes(
      { environmentId: t.environmentId, applicationIds: [t.idOf(ERP)], preset: 'plain' },
      caller,
    )
    expect(again.result!.files[0]).toMatchObject({ from: 'cache', rows: result!.files[0]!.rows })
  })
})
