import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { optionsType, SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import {
  CollectionRow,
  CompoundRow,
  DefaultOptions,
  DefaultRow,
  FAMILY_SCHEMAS,
  IsoChoice,
  IsoRow,
  MappingRow,
  SourceFaultsV1,
  SourceFaultsV2,
  SourceOption,
  SourceResource,
  About,
} from '#shared/wire/source-plane'
import { SandboxState } from '../../src/sandbox/state/model'
import { basic, call, createMemoryStorage, openSandbox, type Reply, type TenantCaller } from './client'

const ROWS = 'application/vnd.hedtech.integration.v1.0.0+json'
const SEARCH = 'application/vnd.hedtech.integration.default-settings-advanced-search-options.v1.0.0+json'
const STAFF_ROW = 'f5148e22-6572-5442-a173-311daddbe581'
const ERP = 'Ridgeline ERP Web API'
const INTEGRATION = 'Summit Integration API'
const STUDENT = 'Summit Student API'

let open: Awaited<ReturnType<typeof openSandbox>>
let hub: TenantCaller
let reader: string
beforeAll(async () => {
  // The password of the reader is in no handle: it comes out of the saved state, which the tested sandbox then starts with.
  const storage = createMemoryStorage()
  await (await openSandbox({ storage })).sandbox.close()
  const state = SandboxState.parse(JSON.parse(storage.text() ?? ''))
  const user = state.tenants[0]?.sources[0]?.users.find(({ canWrite }) => !canWrite)
  reader = basic(user?.username ?? '', user?.password ?? '')
  open = await openSandbox({ storage })
  hub = open.production
})
afterAll(() => open.sandbox.close())

const read = (name: string, path: string, accept: string) => hub.source(name, path, { headers: { accept } })
const put = (name: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  hub.source(name, path, { method: 'PUT', headers: { accept: ROWS, 'content-type': ROWS, ...headers }, body })
const rowsOf = async (name: string, family: SettingFamily) =>
  (await read(name, `/${family}`, ROWS)).as(z.array(z.looseObject({ id: z.string(), title: z.string() })))
const mappingsOf = async (name: string) => (await read(name, '/mapping-settings', ROWS)).as(z.array(MappingRow))
/** Messages of a refusal in the v2 envelope, which its media type has to name. */
function faults(reply: Reply): string[] {
  expect(reply.headers['content-type']).toBe('application/vnd.hedtech.integration.errors.v2+json;charset=UTF-8')
  return reply.as(SourceFaultsV2).errors.map(({ message }) => message)
}
function olderFaults(reply: Reply): string[] {
  expect(reply.headers['content-type']).toBe('application/vnd.hedtech.integration.errors.v1+json;charset=UTF-8')
  return reply.as(SourceFaultsV1.min(1)).map(({ title, message }) => {
    expect(title).toBeTruthy()
    return message ?? ''
  })
}

describe('signing in', () => {
  it('is Basic; what is wrong gets 401 and the way to do it', async () => {
    const { baseUri, username } = hub.application(ERP)
    for (const headers of [
      {},
      { authorization: basic(username ?? '', 'wrong') },
      { authorization: basic('nobody', '') },
      { authorization: 'Bearer x' },
    ]) {
      const reply = await call(`${baseUri}/about`, { headers })
      expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Basic realm="erp", charset="UTF-8"'])
    }
    expect((await call(`${hub.tenant.hubUrl}/source/none/api/about`)).status).toBe(404)
  })
})

describe('about and resources', () => {
  it.each([ERP, INTEGRATION, STUDENT])('%s says what it is and what it has, without the version that the hub adds', async (name) => {
    expect((await read(name, '/about', 'application/json')).as(About)).toHaveLength(1)
    const reply = await read(name, '/resources', 'application/json')
    const resources = reply.as(z.array(SourceResource))
    expect(resources.some((resource) => resource.name === 'mapping-settings')).toBe(true)
    expect(reply.text).not.toContain('"version"')
    // A media type stands once in a resource.
    for (const { representations } of resources)
      expect(new Set(representations.map((one) => one['X-Media-Type'])).size).toBe(representations.length)
  })
})

describe.each(SETTING_FAMILIES)('%s', (family) => {
  it.each([ERP, INTEGRATION, STUDENT])('of %s: the Accept header chooses rows or options, and they share their ids', async (name) => {
    const rows = await read(name, `/${family}`, ROWS)
    expect([rows.status, rows.headers['x-media-type'], rows.headers['content-type']]).toEqual([200, ROWS, `${ROWS};charset=UTF-8`])
    const options = await read(name, `/${family}`, optionsType(family))
    expect([options.status, options.headers['x-media-type']]).toEqual([200, optionsType(family)])
    const ids = (reply: Reply) => reply.as(z.array(z.looseObject({ id: z.string() }))).map(({ id }) => id)
    expect(ids(options)).toEqual(ids(rows))
    rows.as(z.array(FAMILY_SCHEMAS[family].row))
    options.as(z.array(FAMILY_SCHEMAS[family].options))
    const [id] = ids(rows)
    if (id === undefined) return
    expect((await read(name, `/${family}/${id}`, ROWS)).json()).toEqual((rows.json() as unknown[])[0])
    expect((await read(name, `/${family}/${id}`, optionsType(family))).json()).toEqual((options.json() as unknown[])[0])
  })

  it('application/json, the short version and anything give rows; an unknown type and that of another family 406', async () => {
    for (const accept of ['application/json', '*/*', 'application/vnd.hedtech.integration.v1+json', `text/html, ${ROWS};q=0.1`])
      expect((await read(ERP, `/${family}`, accept)).headers['x-media-type']).toBe(ROWS)
    const { baseUri, username, password } = hub.application(ERP)
    expect(
      (await call(`${baseUri}/${family}`, { headers: { authorization: basic(username ?? '', password ?? '') } })).headers['x-media-type'],
    ).toBe(ROWS)
    expect((await read(ERP, `/${family}`, optionsType(family).replace('v1.0.0', 'v1'))).headers['x-media-type']).toBe(optionsType(family))
    const other = SETTING_FAMILIES.find((name) => name !== family) ?? family
    for (const accept of ['text/csv', 'application/vnd.hedtech.integration.v2.0.0+json', optionsType(other)])
      expect((await read(ERP, `/${family}`, accept)).status).toBe(406)
  })

  it('a PUT with the type of options is refused with 406, with a wrong type of body 415', async () => {
    const [row] = await rowsOf(ERP, family)
    const path = `/${family}/${row?.id ?? ''}`
    const body = { id: row?.id }
    expect((await put(ERP, path, body, { accept: optionsType(family) })).status).toBe(406)
    expect((await put(ERP, path, body, { 'content-type': optionsType(family) })).status).toBe(406)
    expect((await put(ERP, path, body, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await put(ERP, path, body, { accept: 'application/json', 'content-type': 'application/json' })).status).toBe(200)
  })

  it('takes nothing but GET and PUT', async () => {
    const [row] = await rowsOf(ERP, family)
    for (const method of ['POST', 'DELETE', 'PATCH']) {
      const reply = await hub.source(ERP, `/${family}/${row?.id ?? ''}`, { method, headers: { 'content-type': ROWS }, body: {} })
      expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, PUT'])
    }
    expect((await hub.source(ERP, `/${family}`, { method: 'POST', body: {} })).headers.allow).toBe('GET')
    expect((await put(ERP, `/${family}`, {})).status).toBe(405)
  })

  it('an unknown id, another id in the body and a body that is none are told apart', async () => {
    const [row] = await rowsOf(ERP, family)
    const path = `/${family}/${row?.id ?? ''}`
    expect((await put(ERP, `/${family}/8b6d6162-0000-4000-8000-c00c0da245cc`, { id: '8b6d6162-0000-4000-8000-c00c0da245cc' })).status).toBe(
      404,
    )
    for (const body of [{ id: 'other' }, {}, '[1]', 'no json']) expect((await put(ERP, path, body)).status).toBe(400)
  })

  it('a user who may only read gets 403', async () => {
    const [row] = await rowsOf(ERP, family)
    const reply = await call(`${hub.application(ERP).baseUri}/${family}/${row?.id ?? ''}`, {
      method: 'PUT',
      headers: { authorization: reader, 'content-type': ROWS },
      body: { id: row?.id },
    })
    expect(reply.status).toBe(403)
    expect((await call(`${hub.application(ERP).baseUri}/${family}`, { headers: { authorization: reader } })).status).toBe(200)
  })

  it('title and description never change, and the refusal names them both', async () => {
    const [row] = await rowsOf(ERP, family)
    const messages = faults(await put(ERP, `/${family}/${row?.id ?? ''}`, { id: row?.id, title: 'Mine', description: 'Mine' }))
    expect(messages.map((message) => message.split(':')[0])).toEqual(['title', 'description'])
    expect((await put(ERP, `/${family}/${row?.id ?? ''}`, { id: row?.id, title: row?.title })).status).toBe(200)
  })
})

describe('mapping settings', () => {
  it('page by a hundred, options as well', async () => {
    const first = await read(ERP, '/mapping-settings', ROWS)
    expect(first.headers).toMatchObject({ 'x-total-count': '150', 'x-max-page-size': '100' })
    expect(first.as(z.array(MappingRow))).toHaveLength(100)
    const rest = (await read(ERP, '/mapping-settings?offset=100&limit=100', ROWS)).as(z.array(MappingRow))
    expect(rest).toHaveLength(50)
    expect((await read(ERP, '/mapping-settings?limit=1000', optionsType('mapping-settings'))).json()).toHaveLength(100)
    expect((await read(ERP, '/mapping-settings?offset=x', ROWS)).status).toBe(400)
  })

  it('can be narrowed to a resource', async () => {
    const criteria = encodeURIComponent(JSON.stringify({ ethos: { resource: 'email-types', propertyName: 'emailType' } }))
    const reply = await read(ERP, `/mapping-settings?criteria=${criteria}`, ROWS)
    expect([reply.headers['x-total-count'], reply.as(z.array(MappingRow)).length]).toEqual(['5', 5])
    expect((await read(ERP, '/mapping-settings?criteria=x', ROWS)).status).toBe(400)
    expect((await read(ERP, `/mapping-settings?criteria=${encodeURIComponent('{"unknown":1}')}`, ROWS)).headers['x-total-count']).toBe(
      '150',
    )
  })

  it('canonical: the enumeration is set and changed, never removed; the source value is fixed', async () => {
    const rows = await mappingsOf(ERP)
    const unmapped = rows.find(({ ethos }) => ethos.enumeration === undefined)
    const path = `/mapping-settings/${unmapped?.id ?? ''}`
    const changed = await put(ERP, path, { id: unmapped?.id, ethos: { enumeration: 'school' } })
    expect(changed.json()).toEqual({ ...unmapped, ethos: { ...unmapped?.ethos, enumeration: 'school' } })
    expect((await read(ERP, path, ROWS)).json()).toEqual(changed.json())
    for (const enumeration of [null, ''])
      expect(faults(await put(ERP, path, { id: unmapped?.id, ethos: { enumeration } }))[0]).toMatch(/^ethos\.enumeration: .*not removed/)
    expect(faults(await put(ERP, path, { id: unmapped?.id, ethos: { enumeration: 'nonsense' } }))[0]).toBe(
      'ethos.enumeration: "nonsense" is not among the options.',
    )
    const several = faults(
      await put(ERP, path, { id: unmapped?.id, title: 'x', source: { value: 'PRI' }, ethos: { enumeration: 'nope', resources: [] } }),
    )
    expect(several.map((message) => message.split(':')[0])).toEqual(['title', 'source', 'ethos.resources', 'ethos.enumeration'])
  })

  it('source-value: the source value is set, never configured or not in use; the enumeration is fixed', async () => {
    const rows = await mappingsOf(INTEGRATION)
    const row = rows.find(({ source }) => source?.value === 'UPDATE_ME')
    const path = `/mapping-settings/${row?.id ?? ''}`
    expect((await put(INTEGRATION, path, { id: row?.id, source: { value: 'BI' } })).json()).toMatchObject({
      source: { title: 'Billing', value: 'BI' },
    })
    expect((await put(INTEGRATION, path, { id: row?.id, source: { value: 'NOT_IN_USE_07' } })).json()).toMatchObject({
      source: { value: 'NOT_IN_USE_07' },
    })
    expect((await put(INTEGRATION, path, { id: row?.id, source: { value: null } })).json()).toMatchObject({
      source: { value: 'UPDATE_ME' },
    })
    expect(
      olderFaults(await put(INTEGRATION, path, { id: row?.id, source: { value: 'ZZ' }, ethos: { enumeration: 'other' } })).map(
        (message) => message.split(':')[0],
      ),
    ).toEqual(['ethos.enumeration', 'source.value'])
  })
})

describe('default settings', () => {
  it('one list is long and has no search; one is only found by searching', async () => {
    const options = (await read(ERP, '/default-settings', optionsType('default-settings'))).as(z.array(DefaultOptions))
    expect(Math.max(...options.map(({ sourceOptions }) => sourceOptions.length))).toBe(1200)
    const rows = (await read(ERP, '/default-settings', ROWS)).as(z.array(DefaultRow))
    expect(rows.find(({ id }) => id === STAFF_ROW)?.advancedSearch).toEqual({ type: 'advancedSearchRequired', minSearchLength: 3 })
    expect(options.find(({ id }) => id === STAFF_ROW)?.sourceOptions).toHaveLength(4)
  })

  const search = (keyword: string, id = STAFF_ROW, accept = SEARCH) =>
    read(ERP, `/default-settings?advancedSearch=${encodeURIComponent(JSON.stringify({ keyword, defaultSettings: { id } }))}`, accept)

  it('advanced search finds by title and value, under its own media type', async () => {
    const reply = await search('appl')
    expect([reply.status, reply.headers['x-media-type'], reply.headers['content-type']]).toEqual([200, SEARCH, `${SEARCH};charset=UTF-8`])
    expect(reply.as(z.array(SourceOption)).map(({ title }) => title)).toEqual(['Applegate, Ruth', 'Appleby, Karim', 'Applewhite, Dolores'])
    expect((await search('100', STAFF_ROW)).as(z.array(SourceOption)).length).toBeGreaterThan(900)
    expect((await search('zzzzz')).json()).toEqual([])
    expect((await search('appl', STAFF_ROW, 'application/json')).headers['x-media-type']).toBe(SEARCH)
  })

  it('advanced search refuses a short keyword, a row without one, an unknown row and the type of rows', async () => {
    expect(faults(await search('ap'))[0]).toContain('at least 3')
    expect((await search('appl', '46084c55-f047-54ac-9b23-294b83feaa10')).status).toBe(400)
    expect((await search('appl', 'none')).status).toBe(404)
    expect((await search('appl', STAFF_ROW, ROWS)).status).toBe(406)
    expect((await read(ERP, '/default-settings?advancedSearch=x', SEARCH)).status).toBe(400)
    expect((await read(ERP, '/default-settings', SEARCH)).status).toBe(400)
  })

  it('a value is merged in, its title filled by the source whatever was sent', async () => {
    const path = '/default-settings/203d245f-7d6b-552f-ad10-56bcfeb3ae2f'
    const id = '203d245f-7d6b-552f-ad10-56bcfeb3ae2f'
    const row = (await put(ERP, path, { id, source: { value: 'I', title: 'Something else' } })).as(DefaultRow)
    expect(row.source).toEqual({ title: 'Inactive', value: 'I' })
    expect(row.title).toBe('Course Active Status Default')
    expect(faults(await put(ERP, path, { id, source: { value: 'Q' } }))).toEqual(['source.value: "Q" is not among the options.'])
    expect(faults(await put(ERP, path, { id, source: { value: 7 } }))[0]).toMatch(/^source\.value/)
    expect((await put(ERP, path, { id, source: { value: '' } })).json()).not.toHaveProperty('source')
    expect(faults(await put(ERP, path, { id, ethos: [] }))[0]).toMatch(/^ethos/)
  })

  it('what only the search finds can be set', async () => {
    const [found] = (await search('1000500')).as(z.array(SourceOption))
    const row = (await put(ERP, `/default-settings/${STAFF_ROW}`, { id: STAFF_ROW, source: { value: found?.value } })).as(DefaultRow)
    expect(row.source).toEqual({ title: found?.title, value: found?.value })
  })

  it('source-value: unset is never configured', async () => {
    const id = 'ffe197b1-f9b7-5500-be50-15bf5fe65c00'
    expect((await put(INTEGRATION, `/default-settings/${id}`, { id, source: null })).as(DefaultRow).source).toEqual({ value: 'UPDATE_ME' })
  })
})

describe('collection settings', () => {
  const id = '58cd7482-10b6-5285-90ec-dbd2068a35b3'

  it('the array replaces the array; values are unique and among the options, all faults at once', async () => {
    const changed = await put(ERP, `/collection-configuration-settings/${id}`, {
      id,
      sourceSettings: [{ value: 'N' }, { value: 'A' }, { value: 'D' }],
    })
    expect(changed.as(CollectionRow).sourceSettings).toEqual([
      { title: 'New', value: 'N' },
      { title: 'Add', value: 'A' },
      { title: 'Dropped', value: 'D' },
    ])
    const messages = faults(
      await put(ERP, `/collection-configuration-settings/${id}`, {
        id,
        sourceSettings: [{ value: 'N' }, { value: 'ZZ' }, { value: 'N' }, {}],
      }),
    )
    expect(messages.map((message) => message.split(':')[0])).toEqual([
      'sourceSettings.1.value',
      'sourceSettings.2.value',
      'sourceSettings.3.value',
    ])
    expect(
      (await put(ERP, `/collection-configuration-settings/${id}`, { id, sourceSettings: null })).as(CollectionRow).sourceSettings,
    ).toEqual([])
  })
})

describe('compound settings', () => {
  const paired = 'c3eb311d-ebea-55c8-9b8b-3c0f64e704e2'
  const associated = 'dceea6ec-046f-5793-89ae-e7f8833021f7'
  const rowOf = async (id: string) => (await read(ERP, `/compound-configuration-settings/${id}`, ROWS)).as(CompoundRow)

  it('pairs are replaced whole, with the rest of the row sent along as it is', async () => {
    const row = await rowOf(paired)
    const pairs = [
      { primaryValue: 'NURS', secondaryValue: 'NURS' },
      { primaryValue: 'MATH', secondaryValue: 'MATC' },
      { primaryValue: 'BIOL', secondaryValue: '' },
    ]
    const changed = await put(ERP, `/compound-configuration-settings/${paired}`, {
      ...row,
      source: { ...row.source, pairedSettings: pairs },
    })
    expect(changed.as(CompoundRow).source.pairedSettings).toEqual([
      { primaryTitle: 'Nursing', primaryValue: 'NURS', secondaryTitle: 'School of nursing', secondaryValue: 'NURS' },
      { primaryTitle: 'Mathematics', primaryValue: 'MATH', secondaryTitle: 'Mathematics and computing', secondaryValue: 'MATC' },
      { primaryTitle: 'Biology', primaryValue: 'BIOL' },
    ])
  })

  it('associations have three columns', async () => {
    const settings = [{ primaryValue: 'GR', secondaryValue: 'NURS.BS', tertiaryValue: 'P' }]
    const changed = await put(ERP, `/compound-configuration-settings/${associated}`, {
      id: associated,
      source: { associatedSettings: settings },
    })
    expect(changed.as(CompoundRow).source.associatedSettings?.[0]).toMatchObject({ primaryTitle: 'Graduate', tertiaryTitle: 'Potential' })
  })

  it('wrong values, labels and lists are named together', async () => {
    const source = {
      primaryDisplayLabel: 'Mine',
      associatedSettings: [],
      pairedSettings: [{ secondaryValue: 'NURS' }, { primaryValue: 'MATH', secondaryValue: 'QQ' }],
    }
    const messages = faults(await put(ERP, `/compound-configuration-settings/${paired}`, { id: paired, source }))
    expect(messages.map((message) => message.split(':')[0])).toEqual([
      'source.primaryDisplayLabel',
      'source.associatedSettings',
      'source.pairedSettings.0.primaryValue',
      'source.pairedSettings.1.secondaryValue',
    ])
  })
})

describe('ISO lists', () => {
  const lists = [
    ['countries', 'country-iso-codes'],
    ['currencies', 'currency-iso-codes'],
    ['languages', 'language-iso-codes'],
    ['regions', 'region-iso-codes'],
    ['subregions', 'subregion-iso-codes'],
  ] as const

  it.each(lists)('the canonical source serves %s and %s', async (rows, choices) => {
    expect((await read(ERP, `/${rows}`, ROWS)).as(z.array(IsoRow)).length).toBeGreaterThan(0)
    const reply = await read(ERP, `/${choices}`, ROWS)
    expect(reply.as(z.array(IsoChoice)).length).toBeGreaterThan(0)
    expect((await hub.source(ERP, `/${choices}/x`, { method: 'PUT', headers: { 'content-type': ROWS }, body: {} })).status).toBe(405)
  })

  it('only the ISO code changes, to one that is known and in use', async () => {
    const id = '74a4dade-2dea-5a90-9264-687571e8a4c2'
    expect((await put(ERP, `/countries/${id}`, { id, isoCode: 'CZE' })).as(IsoRow)).toMatchObject({
      title: 'Czech Republic',
      isoCode: 'CZE',
    })
    expect(
      faults(await put(ERP, `/countries/${id}`, { id, title: 'Czechia', isoCode: 'XXX' })).map((message) => message.split(':')[0]),
    ).toEqual(['title', 'isoCode'])
    expect(faults(await put(ERP, `/countries/${id}`, { id, isoCode: 'ANT' }))[0]).toContain('inactive')
    expect((await put(ERP, `/countries/${id}`, { id, isoCode: null })).json()).not.toHaveProperty('isoCode')
    expect((await put(ERP, `/countries/${id}`, { id: 'x', isoCode: 'CZE' })).status).toBe(400)
    expect((await put(ERP, '/countries/none', { id: 'none', isoCode: 'CZE' })).status).toBe(404)
    expect((await put(ERP, `/countries/${id}`, { id, isoCode: 'CZE' }, { 'content-type': 'text/plain' })).status).toBe(415)
  })

  it('a source without regions answers with an empty list and 405; one may know no lists at all', async () => {
    for (const list of ['regions', 'subregions', 'region-iso-codes']) expect((await read(INTEGRATION, `/${list}`, ROWS)).json()).toEqual([])
    const reply = await put(INTEGRATION, '/regions/x', { id: 'x', isoCode: 'US-VA' })
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET'])
    expect((await read(INTEGRATION, '/countries', ROWS)).as(z.array(IsoRow)).length).toBeGreaterThan(0)
    expect((await read(STUDENT, '/countries', ROWS)).status).toBe(404)
  })
})

describe('the two tenants', () => {
  it('differ in the ways that the seed names', async () => {
    const level = async (caller: TenantCaller) =>
      (await caller.source(ERP, '/default-settings/46084c55-f047-54ac-9b23-294b83feaa10', { headers: { accept: ROWS } })).as(DefaultRow)
        .source?.value
    expect([await level(open.production), await level(open.test)]).toEqual(['400', '300'])
    const pound = async (caller: TenantCaller) =>
      (await caller.source(ERP, '/currencies/d2b1246e-0550-54be-9ea1-1b0d255604fd', { headers: { accept: ROWS } })).as(IsoRow).isoCode
    expect([await pound(open.production), await pound(open.test)]).toEqual([undefined, 'GBP'])
    const names = (caller: TenantCaller) => caller.tenant.applications.map(({ name }) => name)
    expect(names(open.production).filter((name) => !names(open.test).includes(name))).toEqual(['Parking Permits', 'Emergency Alerts'])
    expect(names(open.test).filter((name) => !names(open.production).includes(name))).toEqual(['Load Test Client', 'Advising Prototype'])
  })

  it('a change in one does not reach the other', async () => {
    const id = 'e4367a8f-41f0-51bf-8aaf-3ad1a0055d2c'
    await put(ERP, `/configuration-settings/${id}`, { id, source: { value: 'Y' } })
    const other = await open.test.source(ERP, `/configuration-settings/${id}`, { headers: { accept: ROWS } })
    expect(other.json()).toMatchObject({ source: { value: 'N' } })
  })
})
