import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SavedSetting, SettingChange, SettingValue } from '#shared/contract/settings'
import { isAsSent, isHubSide, isSameValue, tidied } from '#shared/rules/setting-edit'
import { HEADER, type SettingFamily } from '#shared/wire/media-types'
import { ADVISOR_ROW, STAFF_ROW } from '../../../src/sandbox/seed/settings'
import { choosableValue } from '../../fakes/any-setting-value'
import { ERP, INTEGRATION, one, startSettingServices, STUDENT, type SettingWorld, type SourceName } from './setting-setup'

// Rows of the sandbox's seed.
const ZONE = 'default-settings/46084c55-f047-54ac-9b23-294b83feaa10' // Default Course Level, 300 in Test
const LEVEL = 'default-settings/2ce66715-ec09-5ae6-9749-26b4dada1078' // Default Academic Level, UG
const EMAIL = 'mapping-settings/edc62f13-5a9c-57c7-ba96-9fa755bc7b8c' // personal = PRI
const FACULTY_LOAD = 'configuration-settings/e4367a8f-41f0-51bf-8aaf-3ad1a0055d2c' // N in Test
const HEADCOUNT = 'collection-configuration-settings/58cd7482-10b6-5285-90ec-dbd2068a35b3' // N in Test
const INTERVALS = 'compound-configuration-settings/ee66c0cf-d5f5-5ca6-b4af-d8d39b107ab0' // 1 → A, 2 → B
const PROGRAMS = 'compound-configuration-settings/dceea6ec-046f-5793-89ae-e7f8833021f7' // UG, AUTO.AA, A
const BILLING = 'mapping-settings/202313b5-d125-544b-82c0-df1f419008f4' // of a source-value source: BI
const VACATION = 'mapping-settings/06a4f122-c98b-52c3-a99b-6ec3cdb61c10' // NOT_IN_USE_01
const COLLEGE = 'default-settings/bdc5d939-206b-5e76-9e01-e84132490475' // UPDATE_ME
const several = (...values: string[]): SettingValue => ({ kind: 'several', values })
const columns = (...rows: string[][]): SettingValue => ({ kind: 'columns', rows })

const refOf = (place: string) => {
  const [family, id] = place.split('/') as [SettingFamily, string] // as written above
  return { family, id }
}
const change = (place: string, base: SettingValue, value: SettingValue): SettingChange => ({ ...refOf(place), base, value })

let t: SettingWorld
const begin = (...sources: SourceName[]) =>
  beforeEach(async () => {
    t = await startSettingServices(sources)
  })
afterEach(() => t.close())

const outcomes = (results: SavedSetting[]) => results.map(({ outcome }) => outcome)
const valueAt = (place: string, source: SourceName = ERP) => t.open(source, refOf(place)).value
const sourceHas = (place: string, source: SourceName = ERP) => t.rowAtSource(source, refOf(place).family, refOf(place).id)
/** All settings in the cache but one. */
const others = (place: string, source: SourceName = ERP) =>
  (['mapping-settings', 'default-settings', 'configuration-settings'] as const)
    .flatMap((family) => t.now().snapshots.current(t.environmentId, family, t.of(source).applicationId))
    .filter((body) => (body as { row: { id: string } }).row.id !== refOf(place).id)

describe('a setting is opened', () => {
  begin(ERP, INTEGRATION, STUDENT)

  test('with the choices of its family, its resources and its value, at a canonical source', () => {
    expect(t.open(ERP, refOf(EMAIL))).toMatchObject({
      title: 'Email Types',
      about: [{ resource: 'email-types', property: 'emailType' }],
      value: one('personal'),
      shape: { kind: 'one', side: 'hub', canUnset: false, notInUse: null, search: null },
    })
    const { shape, readAt } = t.open(ERP, refOf(ZONE))
    expect(shape).toMatchObject({ kind: 'one', side: 'source', canUnset: true, notInUse: null })
    expect(readAt).toBeDefined()
    expect(t.open(ERP, refOf(FACULTY_LOAD))).toMatchObject({ value: one('N'), shape: { kind: 'one', side: 'source' } })
    expect(t.open(ERP, refOf(HEADCOUNT))).toMatchObject({
      value: several('N'),
      shape: { kind: 'several', choices: [{ value: 'N' }, { value: 'A' }, { value: 'D' }, { value: 'W' }, { value: 'X' }] },
    })
    expect(t.open(ERP, refOf(INTERVALS))).toMatchObject({
      value: columns(['1', 'A'], ['2', 'B']),
      shape: { kind: 'columns', columns: [{ label: 'Payroll Interval' }, { label: 'Period Code' }] },
    })
    expect(t.open(ERP, refOf(PROGRAMS))).toMatchObject({
      value: columns(['UG', 'AUTO.AA', 'A']),
      shape: { kind: 'columns', columns: [{ label: 'Academic Level' }, { label: 'Academic Program' }, { label: 'Status' }] },
    })
    expect(t.open(ERP, { family: 'default-settings', id: STAFF_ROW })).toMatchObject({
      shape: { search: { type: 'advancedSearchRequired', minSearchLength: 3 } },
    })
    const long = t.open(ERP, { family: 'default-settings', id: ADVISOR_ROW })
    expect(long.shape.kind === 'one' && long.shape.choices.length).toBe(1200)
  })

  test('on the side of the source, with a mark for what is not in use, at a source-value source', () => {
    expect(t.open(INTEGRATION, refOf(BILLING))).toMatchObject({
      value: one('BI'),
      // The first number is taken by another row of the same title.
      shape: { kind: 'one', side: 'source', canUnset: true, notInUse: 'NOT_IN_USE_02', choices: [{ value: 'BI' }, { value: 'MA' }] },
    })
    expect(t.open(INTEGRATION, refOf(VACATION))).toMatchObject({ shape: { notInUse: 'NOT_IN_USE_01' } })
    expect(t.open(INTEGRATION, refOf(COLLEGE))).toMatchObject({ value: one('UPDATE_ME'), shape: { notInUse: 'NOT_IN_USE_01' } })
    const [mapped] = t.now().snapshots.current(t.environmentId, 'mapping-settings', t.of(STUDENT).applicationId)
    const { id } = (mapped as { row: { id: string } }).row
    expect(t.open(STUDENT, { family: 'mapping-settings', id })).toMatchObject({ shape: { side: 'source' } })
  })

  test('or is told to be no longer here', () => {
    expect(() => t.open(ERP, { family: 'default-settings', id: 'nowhere' })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('a change that is saved', () => {
  begin(ERP, INTEGRATION)

  const cases: [string, SourceName, string, SettingValue, SettingValue, unknown][] = [
    ['a mapping of a canonical source', ERP, EMAIL, one('personal'), one('school'), { ethos: { enumeration: 'school' } }],
    ['a mapping of a source-value source', INTEGRATION, BILLING, one('BI'), one('MA'), { source: { value: 'MA' } }],
    ['a default', ERP, ZONE, one('300'), one('400'), { source: { value: '400' } }],
    ['a configuration', ERP, FACULTY_LOAD, one('N'), one('Y'), { source: { value: 'Y' } }],
    ['a collection', ERP, HEADCOUNT, several('N'), several('D', 'N', ''), { sourceSettings: [{ value: 'D' }, { value: 'N' }] }],
    [
      'a compound of two columns',
      ERP,
      INTERVALS,
      columns(['1', 'A'], ['2', 'B']),
      columns(['4', 'C'], ['', ''], ['1', '']),
      {
        source: {
          primaryDisplayLabel: 'Payroll Interval',
          secondaryDisplayLabel: 'Period Code',
          pairedSettings: [{ primaryValue: '4', secondaryValue: 'C' }, { primaryValue: '1' }],
        },
      },
    ],
    [
      'a compound of three columns',
      ERP,
      PROGRAMS,
      columns(['UG', 'AUTO.AA', 'A']),
      columns(['UG', 'AUTO.AA', 'A'], ['GR', 'NURS.BS', 'P']),
      {
        source: {
          primaryDisplayLabel: 'Academic Level',
          secondaryDisplayLabel: 'Academic Program',
          tertiaryDisplayLabel: 'Status',
          associatedSettings: [
            { primaryValue: 'UG', secondaryValue: 'AUTO.AA', tertiaryValue: 'A' },
            { primaryValue: 'GR', secondaryValue: 'NURS.BS', tertiaryValue: 'P' },
          ],
        },
      },
    ],
    ['a mark of a mapping that is not used', INTEGRATION, BILLING, one('BI'), one('NOT_IN_USE_02'), { source: { value: 'NOT_IN_USE_02' } }],
  ]
  test.each(cases)('of %s goes as one PUT of the id and the changed part', async (_what, source, place, base, value, part) => {
    const before = others(place, source)
    expect(outcomes(await t.save(source, change(place, base, value)))).toEqual(['saved'])
    const { id } = refOf(place)
    expect(t.puts()).toEqual([{ url: `${t.handle(source).baseUri}/${place}`, body: { id, ...(part as object) } }])
    const cached = t.now().snapshots.one(t.environmentId, refOf(place).family, t.of(source).applicationId, id)
    expect((cached as { row: unknown }).row).toEqual(await sourceHas(place, source))
    expect(others(place, source)).toEqual(before)
    expect(t.open(source, refOf(place))).toMatchObject({ shape: { kind: value.kind } })
    expect(t.activity).toHaveLength(1)
    expect(t.announced).toContainEqual({ name: 'settings.changed', payload: t.of(source) })
  })

  test('takes a value away: nothing at a canonical source, UPDATE_ME at the other kind', async () => {
    expect(outcomes(await t.save(ERP, change(ZONE, one('300'), one(''))))).toEqual(['saved'])
    expect(await sourceHas(ZONE)).not.toHaveProperty('source')
    expect(valueAt(ZONE)).toEqual(one(''))
    expect(outcomes(await t.save(INTEGRATION, change(BILLING, one('BI'), one(''))))).toEqual(['saved'])
    expect(await sourceHas(BILLING, INTEGRATION)).toMatchObject({ source: { value: 'UPDATE_ME' } })
    expect(valueAt(BILLING, INTEGRATION)).toEqual(one('UPDATE_ME'))
    expect(t.puts().map(({ body }) => body)).toEqual([
      { id: refOf(ZONE).id, source: { value: null } },
      { id: refOf(BILLING).id, source: { value: null } },
    ])
    // Nothing to take away is nothing to send.
    expect(outcomes(await t.save(INTEGRATION, change(COLLEGE, one('UPDATE_ME'), one(''))))).toEqual(['already'])
    expect(t.puts()).toHaveLength(2)
  })

  test('can be undone, also where the source wrote it in its own way', async () => {
    const wide = columns(['4', 'C'], ['', ''])
    const first = columns(['1', 'A'], ['2', 'B'])
    expect(outcomes(await t.save(INTEGRATION, change(BILLING, one('BI'), one(''))))).toEqual(['saved'])
    expect(outcomes(await t.save(INTEGRATION, change(BILLING, one(''), one('BI'))))).toEqual(['saved'])
    expect(outcomes(await t.save(ERP, change(INTERVALS, first, wide)))).toEqual(['saved'])
    expect(outcomes(await t.save(ERP, change(INTERVALS, wide, first)))).toEqual(['saved'])
    expect([valueAt(BILLING, INTEGRATION), valueAt(INTERVALS)]).toEqual([one('BI'), first])
  })

  test('is known as done when somebody else did the same', async () => {
    await t.secondAdministrator(ERP, 'default-settings', { id: refOf(ZONE).id, source: { value: '400' } })
    expect(outcomes(await t.save(ERP, change(ZONE, one('300'), one('400'))))).toEqual(['already'])
    expect(t.puts()).toEqual([])
    expect(valueAt(ZONE)).toEqual(one('400'))
  })

  test('says what was before and after in the log of activity', async () => {
    await t.save(ERP, change(ZONE, one('300'), one('400')))
    expect(t.activity).toMatchObject([
      { what: 'settings.save', subject: 'Default Course Level', before: 'Third year (300)', after: 'Fourth year (400)' },
    ])
  })
})

describe('a change that is not saved', () => {
  begin(ERP, INTEGRATION)
  const mine = change(ZONE, one('300'), one('400'))
  const other = change(LEVEL, one('UG'), one('GR'))

  test('is in conflict when the row was changed meanwhile: theirs is told and kept, nothing is sent', async () => {
    const offered = t.open(ERP, refOf(ZONE)).shape
    const theirs = (offered.kind === 'one' && offered.choices.find(({ value }) => !['300', '400'].includes(value))?.value) || ''
    await t.secondAdministrator(ERP, 'default-settings', { id: refOf(ZONE).id, source: { value: theirs } })
    expect(await t.save(ERP, mine, other)).toMatchObject([{ outcome: 'conflict', theirs: one(theirs) }, { outcome: 'saved' }])
    expect(t.puts().map(({ url }) => url)).toEqual([`${t.handle(ERP).baseUri}/${LEVEL}`])
    expect(valueAt(ZONE)).toEqual(one(theirs))
  })

  test('is refused before it is sent when it is not among the options, at its place', async () => {
    expect(
      await t.save(
        ERP,
        change(HEADCOUNT, several('N'), several('N', 'Z', 'N')),
        change(INTERVALS, columns(['1', 'A'], ['2', 'B']), columns(['1', 'Z'], ['', 'A'])),
        change(EMAIL, one('personal'), one('')),
      ),
    ).toMatchObject([
      { outcome: 'refused', faults: [{ place: { row: 1 } }, { place: { row: 2 } }] },
      { outcome: 'refused', faults: [{ place: { row: 0, column: 1 } }, { place: { row: 1, column: 0 } }] },
      { outcome: 'refused', faults: [{ place: null }] },
    ])
    expect(t.puts()).toEqual([])
  })

  test('is refused by the source with faults at their places, in the newer envelope', async () => {
    const errors = [
      {
        code: 'Settings.NotAnOption',
        description: 'Not an option',
        message: 'source.pairedSettings.1.secondaryValue: "C" is not among the options.',
      },
      { code: 'Settings.Other', description: 'Closed', message: 'The period is closed.' },
    ]
    await t.fault(INTERVALS, { status: 400, body: JSON.stringify({ errors }) }, { method: 'PUT' })
    const [result] = await t.save(ERP, change(INTERVALS, columns(['1', 'A'], ['2', 'B']), columns(['1', 'A'], ['2', 'C'])))
    expect(result).toEqual({
      ...refOf(INTERVALS),
      outcome: 'refused',
      faults: [
        { place: { row: 1, column: 1 }, message: '"C" is not among the options.' },
        { place: null, message: 'The period is closed.' },
      ],
    })
    expect(valueAt(INTERVALS)).toEqual(columns(['1', 'A'], ['2', 'B']))
  })

  test('is refused by the source in the older envelope, and with no envelope at all', async () => {
    const body = JSON.stringify([{ code: 'X', title: 'Not an option', message: 'source.value: "MA" is not among the options.' }])
    await t.fault(BILLING, { status: 400, body }, { method: 'PUT', source: INTEGRATION, times: 1 })
    const send = () => t.save(INTEGRATION, change(BILLING, one('BI'), one('MA')))
    expect(await send()).toMatchObject([{ outcome: 'refused', faults: [{ place: null, message: '"MA" is not among the options.' }] }])
    await t.fault(BILLING, { status: 400, nonJson: true, contentType: 'text/html' }, { method: 'PUT', source: INTEGRATION, times: 1 })
    expect(await send()).toMatchObject([{ outcome: 'refused', faults: [{ place: null }] }])
    expect(outcomes(await send())).toEqual(['saved'])
  })

  test('is gone when the source has no such row any more', async () => {
    await t.fault(ZONE, { status: 404 })
    await t.fault('default-settings', { status: 200, body: '[]' }, { method: 'GET' })
    expect(outcomes(await t.save(ERP, mine))).toEqual(['gone'])
    await t.noFaults()
    await t.fault(ZONE, { status: 404 }, { method: 'PUT' })
    expect(outcomes(await t.save(ERP, mine, other))).toEqual(['gone', 'saved'])
  })

  test('is gone when a refresh in between took its row out of the cache, and the others are sent', async () => {
    const lost = change('default-settings/never-read', one('A'), one('B'))
    expect(outcomes(await t.save(ERP, mine, lost, other))).toEqual(['saved', 'gone', 'saved'])
    expect(valueAt(ZONE)).toEqual(one('400'))
  })

  test('works with sources that serve no single rows', async () => {
    for (const status of [404, 405, 406]) await t.fault(ZONE, { status }, { method: 'GET', times: 1 })
    expect(outcomes(await t.save(ERP, mine))).toEqual(['saved'])
  })

  test('is not allowed to a user who may only read, and says so', async () => {
    await t.signIn(ERP, await t.reader(ERP))
    expect(await t.save(ERP, mine)).toMatchObject([{ outcome: 'failed', failure: { code: 'remote', status: 403 } }])
    expect(await sourceHas(ZONE)).toMatchObject({ source: { value: '300' } })
  })

  test('stops the rest when the password is refused', async () => {
    await t.fault('', { status: 401 }, { method: 'GET' })
    const many = Array.from({ length: 10 }, () => mine)
    const results = await t.save(ERP, ...many)
    expect(results[0]).toMatchObject({ outcome: 'failed', failure: { code: 'source-unauthorized' } })
    expect(results.slice(4).every(({ outcome }) => outcome === 'not-tried')).toBe(true)
    expect(t.puts()).toEqual([])
  })

  test('is refused as a whole when another tenant answers behind the hub', async () => {
    const tenant = { id: 'other', accountId: 'a', alias: 'a', name: 'Other', label: 'Production', region: 'us', capabilities: [] }
    await t.fault('/admin/v1/tenant', { status: 200, body: JSON.stringify(tenant) })
    await expect(t.save(ERP, mine)).rejects.toMatchObject({ code: 'wrong-tenant' })
    expect(t.puts()).toEqual([])
    expect(valueAt(ZONE)).toEqual(one('300'))
  })
})

describe('an answer that is lost', () => {
  begin(ERP)
  const mine = change(ZONE, one('300'), one('400'))

  test('after the PUT was done is found by reading again: saved, sent once', async () => {
    await t.fault(ZONE, { when: 'after', cut: true }, { method: 'PUT' })
    expect(outcomes(await t.save(ERP, mine))).toEqual(['saved'])
    expect(t.puts()).toHaveLength(1)
    expect(valueAt(ZONE)).toEqual(one('400'))
    expect(t.activity).toHaveLength(1)
  })

  test.each([500, 502, 504])('behind a gateway that says %i is found too', async (status) => {
    await t.fault(ZONE, { when: 'after', status, headers: { [HEADER.proxyGenerated]: 'true' } }, { method: 'PUT' })
    expect(outcomes(await t.save(ERP, mine))).toEqual(['saved'])
    expect(valueAt(ZONE)).toEqual(one('400'))
  })

  test('before the PUT was done is a failure, and the row is as it was', async () => {
    await t.fault(ZONE, { cut: true }, { method: 'PUT' })
    expect(await t.save(ERP, mine)).toMatchObject([{ outcome: 'failed', failure: { code: 'unreachable', reason: 'cut' } }])
    expect(t.puts()).toHaveLength(1)
    expect(await sourceHas(ZONE)).toMatchObject({ source: { value: '300' } })
    expect(valueAt(ZONE)).toEqual(one('300'))
  })

  test('is a failure too when nobody answers afterwards, and the next look at the row knows better', async () => {
    await t.fault(ZONE, { when: 'after', cut: true }, { method: 'PUT' })
    t.before = async ({ method }) => {
      if (method !== 'PUT') return
      t.before = () => undefined
      await t.fault(ZONE, { cut: true }, { method: 'GET' })
    }
    expect(await t.save(ERP, mine)).toMatchObject([{ outcome: 'failed', failure: { code: 'unreachable' } }])
    await t.noFaults()
    expect(outcomes(await t.save(ERP, mine))).toEqual(['already'])
    expect(t.puts()).toHaveLength(1)
  })

  test('of a source that took the change and made something else of it is a failure that tells what is there', async () => {
    const row: object = await sourceHas(ZONE)
    await t.fault(ZONE, { status: 200, body: JSON.stringify(row) }, { method: 'PUT' })
    expect(await t.save(ERP, mine)).toMatchObject([{ outcome: 'failed', failure: { code: 'malformed' }, theirs: one('300') }])
  })

  test('or holds nothing is looked after by reading', async () => {
    await t.fault(ZONE, { when: 'after', status: 204 }, { method: 'PUT' })
    expect(outcomes(await t.save(ERP, mine))).toEqual(['saved'])
  })

  test('stops the rest when the source cannot be reached', async () => {
    await t.fault('', { cut: true })
    const rows = t.now().snapshots.current(t.environmentId, 'default-settings', t.of(ERP).applicationId) as { row: { id: string } }[]
    const results = await t.save(ERP, ...rows.slice(0, 10).map(({ row }) => change(`default-settings/${row.id}`, one('A'), one('B'))))
    expect(results[0]).toMatchObject({ outcome: 'failed', failure: { code: 'unreachable' } })
    expect(results.slice(4).every(({ outcome }) => outcome === 'not-tried')).toBe(true)
    expect(results).toHaveLength(10)
    expect(t.puts()).toEqual([])
  })
})

describe('any value that can be chosen', () => {
  begin(ERP, INTEGRATION)

  test('is what the source has after it was saved, and what the cache says', async () => {
    const kinds = { [ERP]: 'canonical', [INTEGRATION]: 'source-value' } as const
    const any = fc
      .constantFrom(ERP, INTEGRATION)
      .chain((source) => fc.constantFrom(...t.settingsOf(source)).map((setting) => ({ source, setting })))
      .chain(({ source, setting }) => choosableValue(setting, kinds[source]).map((value) => ({ source, setting, value })))
    await fc.assert(
      fc.asyncProperty(any, async ({ source, setting, value }) => {
        const kind = kinds[source]
        const place = `${setting.family}/${setting.row.id}`
        const base = valueAt(place, source)
        const isMapped = isHubSide(setting, kind) && !isSameValue(base, one(''))
        const [result] = await t.save(source, change(place, base, value))
        // A mapping of a canonical source is not taken away again, whatever was possible before it was made.
        if (isMapped && isSameValue(value, one(''))) {
          expect(result).toMatchObject({ outcome: 'refused' })
          return
        }
        expect(['saved', 'already']).toContain(result!.outcome)
        const row = await sourceHas(place, source)
        expect(isAsSent({ ...setting, row }, kind, tidied(value))).toBe(true)
        expect(t.now().snapshots.one(t.environmentId, setting.family, t.of(source).applicationId, setting.row.id)).toMatchObject({ row })
      }),
      { numRuns: 150 },
    )
  })
})
