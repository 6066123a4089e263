import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EndpointCheck } from '#shared/contract/resources'
import type { SettingRef, SettingValue } from '#shared/contract/settings'
import { diagnose, type Diagnosis } from '#shared/rules/endpoint-diagnosis'
import { HEADER, optionsType, ROWS_TYPE, SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import type { NewFault } from '#shared/wire/sandbox-switches'
import { caller, ERP, INTEGRATION, one, startSettingServices, type SettingWorld } from '../../features/setting-setup'

const ENDPOINTS = ['resources', ...SETTING_FAMILIES] as const
const typeOf = (endpoint: EndpointCheck['endpoint']) => (endpoint === 'resources' ? 'application/json' : optionsType(endpoint))

type Effect = NewFault['effect']
type Expected = { diagnosis: Diagnosis; madeBy?: 'proxy' | 'source' | undefined; status?: number | undefined }
const refusal = (status: number, diagnosis: Diagnosis): [string, Effect, Expected] => [
  String(status),
  { status },
  { diagnosis, status, madeBy: 'source' },
]
const MATRIX: [what: string, effect: Effect, expected: Expected][] = [
  ['200 and a list', { latencyMs: 1 }, { diagnosis: 'fine', status: 200 }],
  ['200 and an empty list', { status: 200, body: '[]' }, { diagnosis: 'empty', status: 200 }],
  ['204', { status: 204 }, { diagnosis: 'empty', status: 204 }],
  refusal(400, 'bad-request'),
  refusal(401, 'signed-out'),
  refusal(403, 'forbidden'),
  refusal(404, 'not-found'),
  refusal(406, 'not-acceptable'),
  refusal(409, 'other-status'),
  refusal(429, 'too-often'),
  refusal(500, 'server-error'),
  ['500 of the proxy', { status: 500, proxyGenerated: true }, { diagnosis: 'server-error', status: 500, madeBy: 'proxy' }],
  ['504 of the proxy', { status: 504, proxyGenerated: true }, { diagnosis: 'server-error', status: 504, madeBy: 'proxy' }],
  ['401 of the proxy', { status: 401, proxyGenerated: true }, { diagnosis: 'signed-out', status: 401, madeBy: 'proxy' }],
  ['no answer in time', { hang: true }, { diagnosis: 'timeout' }],
  ['a cut before the answer', { cut: true }, { diagnosis: 'cut' }],
  ['a cut within the answer', { truncateAt: 20 }, { diagnosis: 'cut' }],
  ['a web page that is said to be JSON', { nonJson: true }, { diagnosis: 'web-page', status: 200 }],
  ['a web page', { nonJson: true, contentType: 'text/html' }, { diagnosis: 'web-page', status: 200 }],
  ['half a list', { status: 200, body: '[{"id":"1","ti' }, { diagnosis: 'not-readable', status: 200 }],
  ['an object', { status: 200, body: '{"items":[]}' }, { diagnosis: 'not-readable', status: 200 }],
  ['a list of something else', { status: 200, body: '[{"colour":"red"}]' }, { diagnosis: 'wrong-kind', status: 200 }],
  ['the list under another type', { wrongType: true }, { diagnosis: 'odd-type', status: 200 }],
]
/** After these the settings of a family are as read now; after all others as read before. */
const READS: readonly Diagnosis[] = ['fine', 'empty', 'odd-type']

let t: SettingWorld
beforeAll(async () => {
  t = await startSettingServices([ERP, INTEGRATION])
})
afterAll(() => t.close())
afterEach(async () => {
  t.before = () => undefined
  t.limits = {}
  await t.noFaults()
})

const check = async () => {
  const { checks, resources } = await t.now().resources.check(t.of(ERP), caller)
  return { resources, checkOf: (endpoint: string) => checks.find((each) => each.endpoint === endpoint)! }
}
const settingsOf = (family: SettingFamily) => t.settingsOf(ERP).filter((setting) => setting.family === family)

/** A row of each family with a value and another that can be chosen for it. */
const EDITS: Record<SettingFamily, [id: string, SettingValue, SettingValue]> = {
  'mapping-settings': ['edc62f13-5a9c-57c7-ba96-9fa755bc7b8c', one('personal'), one('school')],
  'default-settings': ['2ce66715-ec09-5ae6-9749-26b4dada1078', one('UG'), one('')],
  'configuration-settings': ['e4367a8f-41f0-51bf-8aaf-3ad1a0055d2c', one('N'), one('Y')],
  'compound-configuration-settings': [
    'ee66c0cf-d5f5-5ca6-b4af-d8d39b107ab0',
    { kind: 'columns', rows: [['1', 'A'], ['2', 'B']] }, // prettier-ignore
    { kind: 'columns', rows: [['4', 'C']] },
  ],
  'collection-configuration-settings': [
    '58cd7482-10b6-5285-90ec-dbd2068a35b3',
    { kind: 'several', values: ['N'] },
    { kind: 'several', values: ['A', 'N'] },
  ],
}
async function edit(family: SettingFamily, isBack: boolean) {
  const [id, first, second] = EDITS[family]
  const ref: SettingRef = { family, id }
  const [base, value] = isBack ? [second, first] : [first, second]
  expect(t.open(ERP, ref).value).toEqual(base)
  expect(await t.save(ERP, { ...ref, base, value })).toMatchObject([{ outcome: 'saved' }])
  expect(t.open(ERP, ref).value).toEqual(value)
}

describe.each(ENDPOINTS)('%s', (endpoint) => {
  test.each(MATRIX)('that answers with %s is told as such, and the other calls as they are', async (_what, effect, expected) => {
    const before = new Map(SETTING_FAMILIES.map((family) => [family, settingsOf(family)]))
    await t.fault(endpoint, effect, { method: 'GET' })
    if (effect.hang) t.limits = { headerMs: 250 }
    const { resources, checkOf } = await check()
    const bad = checkOf(endpoint)
    expect({ diagnosis: diagnose(bad), madeBy: bad.madeBy, status: bad.status }).toEqual({
      madeBy: undefined,
      status: undefined,
      ...expected,
    })
    expect(bad).toMatchObject({ acceptHeader: typeOf(endpoint), tookMs: expect.any(Number) as number })
    expect(bad.failure === undefined).toBe(READS.includes(expected.diagnosis))
    for (const other of ENDPOINTS) if (other !== endpoint) expect(diagnose(checkOf(other))).toBe('fine')
    // One bad call takes every link away and no reading.
    if (bad.failure) expect(new Set(resources.map(({ noLinkReason }) => noLinkReason))).toEqual(new Set(['endpoint-failed']))
    for (const family of SETTING_FAMILIES)
      expect(settingsOf(family)).toEqual(family === endpoint && expected.diagnosis === 'empty' ? [] : before.get(family))
    await t.noFaults()
    if (expected.diagnosis === 'empty') await check()
  })

  test('that fails leaves the others readable and editable', async () => {
    await t.fault(endpoint, { status: 500 })
    await check()
    for (const family of SETTING_FAMILIES.filter((each) => each !== endpoint)) {
      await edit(family, false)
      await edit(family, true)
      expect(
        t
          .now()
          .resources.list(t.of(ERP))
          .checks.find((each) => each.endpoint === endpoint),
      ).toMatchObject({ status: 500 })
    }
    if (endpoint === 'resources') return
    // Of the bad one itself can be read what was read before; a change of it says what is wrong.
    const [id, base, value] = EDITS[endpoint]
    expect(t.open(ERP, { family: endpoint, id }).value).toEqual(base)
    expect(await t.save(ERP, { family: endpoint, id, base, value })).toMatchObject([{ outcome: 'failed', failure: { status: 500 } }])
  })
})

describe('a family that answers for its options', () => {
  /** Answers to rows are lost or spoiled, those to options are not. */
  const spoilRows = (family: SettingFamily, effect: Effect) => {
    t.before = async ({ url, headers }) => {
      if (url.includes(`/api/${family}`) && headers['accept'] === ROWS_TYPE) await t.fault(family, effect, { times: 1 })
    }
  }
  test.each<[string, Effect, Expected]>([
    ['500', { status: 500 }, { diagnosis: 'server-error', status: 500, madeBy: 'source' }],
    ['500 of the proxy', { status: 500, proxyGenerated: true }, { diagnosis: 'server-error', status: 500, madeBy: 'proxy' }],
    ['a web page', { nonJson: true, contentType: 'text/html' }, { diagnosis: 'web-page', status: 200 }],
    ['a cut', { cut: true }, { diagnosis: 'cut', status: 200 }],
  ])('and not for its rows (%s) is no family to be edited', async (_what, effect, expected) => {
    spoilRows('configuration-settings', effect)
    const { checkOf } = await check()
    const bad = checkOf('configuration-settings')
    expect({ diagnosis: diagnose(bad), madeBy: bad.madeBy, status: bad.status }).toEqual({ madeBy: undefined, ...expected })
    expect(bad.items).toBeUndefined()
    expect(settingsOf('configuration-settings')).toHaveLength(6)
  })

  test('in pages, as mappings do, has the options of all its rows', async () => {
    const { checkOf } = await check()
    const mappings = settingsOf('mapping-settings')
    expect(mappings.length).toBeGreaterThan(100)
    expect(mappings.filter(({ options }) => options === undefined)).toEqual([])
    expect(checkOf('mapping-settings').items).toBe(mappings.length)
  })

  test('on whose later page it fails is said to fail, and keeps what it had', async () => {
    const before = settingsOf('mapping-settings')
    t.before = async ({ url }) => {
      if (url.includes('mapping-settings?offset=100')) await t.fault('mapping-settings', { status: 403 }, { times: 1 })
    }
    const { checkOf } = await check()
    expect(checkOf('mapping-settings')).toMatchObject({ status: 403, madeBy: 'source' })
    expect(settingsOf('mapping-settings')).toEqual(before)
  })

  test('and knows no pages, but gives the same list to every offset, is read once', async () => {
    const row = (id: number) => ({ id: String(id), title: 'Type', ethos: { resources: [{ resource: 'persons' }], enumeration: 'home' } })
    for (const count of [100, 250]) {
      await t.noFaults()
      const body = JSON.stringify(Array.from({ length: count }, (_, at) => row(at)))
      await t.fault('mapping-settings', { status: 200, body })
      await check()
      expect(settingsOf('mapping-settings')).toHaveLength(count)
    }
    await t.noFaults()
    await check()
  })
})

test('a source without a compound or a collection setting is in order', async () => {
  const { checks } = await t.now().resources.check(t.of(INTEGRATION), caller)
  expect(checks.map(diagnose)).toEqual(['fine', 'fine', 'fine', 'fine', 'empty', 'empty'])
})

test('a hub that does not let the call through is not mistaken for the source', async () => {
  await t.fault('', { status: 407, headers: { [HEADER.proxyGenerated]: 'true' } })
  const { checkOf } = await check()
  expect(ENDPOINTS.map((endpoint) => [diagnose(checkOf(endpoint)), checkOf(endpoint).madeBy])).toEqual(
    ENDPOINTS.map(() => ['not-reached', 'proxy']),
  )
})

test('credentials are not kept for a source whose list of resources is something else', async () => {
  await t.fault('resources', { status: 200, body: '[{"colour":"red"}]' })
  await expect(t.signIn(ERP)).rejects.toMatchObject({ code: 'malformed' })
  await t.noFaults()
  await t.fault('resources', { status: 204 })
  await t.signIn(ERP)
  await t.noFaults()
  await check()
})
