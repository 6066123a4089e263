import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ISO_LIST_NAMES, type IsoChange, type IsoListState, type SavedIsoCode } from '#shared/contract/iso'
import type { IsoList } from '#shared/wire/media-types'
import { caller, ERP, INTEGRATION, startSettingServices, STUDENT, type SettingWorld, type SourceName } from './setting-setup'

// Countries of the sandbox's seed.
const CANADA = 'b411892b-9676-5001-9b8b-fb99a14a73fd' // CAN
const MEXICO = '64fc5884-14db-5c16-9916-05c7407b0944' // MEX
const NOWHERE = '00000000-0000-4000-8000-000000000000'
const country = (id: string, base: string, isoCode: string): IsoChange => ({ list: 'country', id, base, isoCode })

let t: SettingWorld
const begin = (...sources: SourceName[]) =>
  beforeEach(async () => {
    t = await startSettingServices(sources)
  })
afterEach(() => t.close())

const states = (lists: readonly IsoListState[]) => Object.fromEntries(lists.map(({ list, state }) => [list, state]))
const refresh = async (source: SourceName = ERP) => (await t.now().iso.refresh(t.of(source), caller)).lists
const cached = (list: IsoList, source: SourceName = ERP) =>
  t
    .now()
    .iso.lists(t.of(source))
    .lists.find((each) => each.list === list)!
const codeOf = (id: string) => cached('country').rows.find((row) => row.id === id)?.isoCode
const save = async (...changes: IsoChange[]) => (await t.now().iso.save({ ...t.of(ERP), changes }, caller)).results
const outcomes = (results: SavedIsoCode[]) => results.map(({ outcome }) => outcome)
const all = (state: IsoListState['state']) => Object.fromEntries(ISO_LIST_NAMES.map((list) => [list, state]))

describe('the five lists', () => {
  begin(ERP, INTEGRATION, STUDENT)

  test('are there once they were read, with rows and choices as the source has them', async () => {
    expect(states(t.now().iso.lists(t.of(ERP)).lists)).toEqual(all('not-read'))
    const lists = await refresh()
    expect(states(lists)).toEqual(all('served'))
    for (const [list, path] of [
      ['country', 'countries'],
      ['subregion', 'subregions'],
    ] as const)
      expect(cached(list).rows).toEqual((await t.atSource(ERP, path)).body)
    expect(cached('country').choices).toEqual((await t.atSource(ERP, 'country-iso-codes')).body)
    expect(lists.every(({ readAt }) => readAt !== undefined)).toBe(true)
    t.restart()
    expect(t.now().iso.lists(t.of(ERP)).lists).toEqual(lists)
    expect(t.announced).toContainEqual({ name: 'settings.changed', payload: t.of(ERP) })
  })

  test('are said to be none where the source has none of them', async () => {
    expect(states(await refresh(INTEGRATION))).toEqual({ ...all('served'), region: 'none', subregion: 'none' })
    expect(states(await refresh(STUDENT))).toEqual(all('none'))
  })

  test.each([
    ['an empty list', { status: 200, body: '[]' }],
    ['nothing', { status: 204 }],
    ['404', { status: 404 }],
    ['405', { status: 405 }],
  ])('are none for %s, also when there was one before', async (_what, effect) => {
    await refresh()
    await t.fault('regions', effect, { method: 'GET' })
    expect(states(await refresh())).toEqual({ ...all('served'), region: 'none' })
    expect(cached('region')).toMatchObject({ rows: [], choices: [] })
  })

  test('keep their rows when they cannot be read, say why, and hide none of the others', async () => {
    const before = await refresh()
    await t.fault('countries', { status: 500 })
    await t.fault('currency-iso-codes', { status: 200, nonJson: true })
    await t.secondAdministrator(ERP, 'languages', { ...cached('language').rows[0]!, isoCode: 'deu' })
    const after = await refresh()
    expect(states(after)).toEqual({ ...all('served'), country: 'failed', currency: 'failed' })
    expect(cached('country')).toMatchObject({ failure: { code: 'remote', status: 500 }, rows: before[0]!.rows })
    expect(cached('currency')).toMatchObject({ failure: { code: 'malformed' }, rows: before[1]!.rows, choices: before[1]!.choices })
    expect(cached('language').rows[0]).toMatchObject({ isoCode: 'deu' })
    await t.noFaults()
    expect(states(await refresh())).toEqual(all('served'))
    expect(cached('country').failure).toBeUndefined()
  })

  test('are as they were when no credential is stored', async () => {
    await refresh()
    await t.now().vault.forget({ environmentId: t.environmentId, kind: 'source-password', ownerId: t.of(ERP).applicationId })
    await expect(t.now().iso.refresh(t.of(ERP), caller)).rejects.toMatchObject({ code: 'credentials-missing' })
    expect(states(t.now().iso.lists(t.of(ERP)).lists)).toEqual(all('served'))
  })
})

describe('codes that are saved', () => {
  begin(ERP)
  beforeEach(async () => {
    await refresh()
    t.sent.length = 0
  })

  test('go as one PUT each of the id and the code, and into the cache', async () => {
    const others = cached('country').rows.filter(({ id }) => id !== CANADA && id !== MEXICO)
    expect(outcomes(await save(country(CANADA, 'CAN', 'USA'), country(MEXICO, 'MEX', '')))).toEqual(['saved', 'saved'])
    expect(t.puts()).toEqual([
      { url: `${t.handle(ERP).baseUri}/countries/${CANADA}`, body: { id: CANADA, isoCode: 'USA' } },
      { url: `${t.handle(ERP).baseUri}/countries/${MEXICO}`, body: { id: MEXICO, isoCode: null } },
    ])
    expect(cached('country').rows).toEqual((await t.atSource(ERP, 'countries')).body)
    expect(cached('country').rows.filter(({ id }) => id !== CANADA && id !== MEXICO)).toEqual(others)
    expect(t.activity).toMatchObject([
      { what: 'iso.save', subject: 'Canada', before: 'CAN', after: 'USA' },
      { what: 'iso.save', subject: 'Mexico', before: 'MEX' },
    ])
  })

  test('are in conflict with what somebody else chose, done when it is the same, and not sent then', async () => {
    await t.secondAdministrator(ERP, 'countries', { id: CANADA, isoCode: 'IRL' })
    expect(await save(country(CANADA, 'CAN', 'USA'), country(MEXICO, 'CAN', 'MEX'))).toMatchObject([
      { outcome: 'conflict', theirs: 'IRL' },
      { outcome: 'already' },
    ])
    expect(t.puts()).toEqual([])
    expect(codeOf(CANADA)).toBe('IRL')
  })

  test('are refused by the source when they are unknown or no longer in use', async () => {
    expect(await save(country(CANADA, 'CAN', 'XYZ'), country(MEXICO, 'MEX', 'ANT'))).toEqual([
      { list: 'country', id: CANADA, outcome: 'refused', faults: ['"XYZ" is not among the ISO codes.'] },
      { list: 'country', id: MEXICO, outcome: 'refused', faults: ['"ANT" is inactive.'] },
    ])
    expect([codeOf(CANADA), codeOf(MEXICO)]).toEqual(['CAN', 'MEX'])
  })

  test('are gone with their row', async () => {
    expect(outcomes(await save(country(NOWHERE, '', 'USA'), country(CANADA, 'CAN', 'USA')))).toEqual(['gone', 'saved'])
  })

  test('are saved when only the answer was lost, sent once', async () => {
    await t.fault(`countries/${CANADA}`, { when: 'after', cut: true }, { method: 'PUT' })
    await t.fault(`countries/${MEXICO}`, { when: 'after', status: 502 }, { method: 'PUT' })
    expect(outcomes(await save(country(CANADA, 'CAN', 'USA'), country(MEXICO, 'MEX', 'USA')))).toEqual(['saved', 'saved'])
    expect(t.puts()).toHaveLength(2)
    expect(codeOf(CANADA)).toBe('USA')
  })

  test('are as before when nothing arrived, and the rest is not tried', async () => {
    await t.fault('countries', { cut: true }, { method: 'PUT' })
    const results = await save(...cached('country').rows.map(({ id, isoCode = '' }) => country(id, isoCode, 'BEL')))
    expect(results[0]).toMatchObject({ outcome: 'failed', failure: { code: 'unreachable' } })
    expect(results.at(-1)).toMatchObject({ outcome: 'not-tried' })
    expect(cached('country').rows).toEqual((await t.atSource(ERP, 'countries')).body)
    expect(codeOf(CANADA)).toBe('CAN')
  })

  test('may not be written by a user who may only read', async () => {
    await t.signIn(ERP, await t.reader(ERP))
    expect(await save(country(CANADA, 'CAN', 'USA'))).toMatchObject([{ outcome: 'failed', failure: { status: 403 } }])
  })

  test('never reach another tenant', async () => {
    const tenant = { id: 'other', accountId: 'a', alias: 'a', name: 'Other', label: 'Production', region: 'us', capabilities: [] }
    await t.fault('/admin/v1/tenant', { status: 200, body: JSON.stringify(tenant) })
    await expect(save(country(CANADA, 'CAN', 'USA'))).rejects.toMatchObject({ code: 'wrong-tenant' })
    expect(t.puts()).toEqual([])
  })
})

describe('codes that are exported', () => {
  begin(ERP, STUDENT)
  const asked = (source: SourceName) => ({
    environmentId: t.environmentId,
    applicationIds: [t.of(source).applicationId],
    preset: 'plain' as const,
  })

  test('have a row for each row of the lists, with its code, its title and what it is worth', async () => {
    t.where = join(t.files, 'iso.csv')
    const { result } = await t.now().exports.isoCodes(asked(ERP), caller)
    const rows = Papa.parse<Record<string, string>>(await readFile(t.where, 'utf8'), { header: true, skipEmptyLines: true }).data
    const lists = t.now().iso.lists(t.of(ERP)).lists
    expect(rows).toHaveLength(lists.reduce((sum, list) => sum + list.rows.length, 0))
    expect(result).toMatchObject({ folder: t.files, files: [{ fileName: 'iso.csv', rows: rows.length, from: 'source' }], failed: [] })
    expect(rows.find((row) => row['Row id'] === CANADA)).toMatchObject({ Code: 'CA', Title: 'Canada', 'ISO code': 'CAN', Application: ERP })
    expect(new Set(rows.map((row) => row['List'])).size).toBe(5)
  })

  test('are not written when there are none, or when one list fails', async () => {
    t.where = join(t.files, 'iso.csv')
    await expect(t.now().exports.isoCodes(asked(STUDENT), caller)).rejects.toMatchObject({ code: 'nothing-to-export' })
    await t.fault('currencies', { status: 500 })
    await expect(t.now().exports.isoCodes(asked(ERP), caller)).rejects.toMatchObject({ code: 'remote', status: 500 })
    await expect(readFile(t.where)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('are those of the last reading when the source is away', async () => {
    await refresh()
    await t.fault('', { cut: true })
    t.where = join(t.files, 'iso.csv')
    expect(await t.now().exports.isoCodes(asked(ERP), caller)).toMatchObject({ result: { files: [{ from: 'cache' }] } })
  })
})
