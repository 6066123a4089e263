import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EditableSetting, SettingRef, SettingValue } from '#shared/contract/settings'
import { SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import { caller, ERP, INTEGRATION, startSettings, type StartedSettings } from './setting-setup'

type Row = { id: string; title: string }

describe('API settings', () => {
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
  const refOf = async (family: SettingFamily, title: string, name = ERP): Promise<SettingRef> => {
    const rows = (await t.atSource('GET', family, undefined, name)) as Row[]
    return { family, id: rows.find((row) => row.title === title)!.id }
  }
  const open = (ref: SettingRef, name = ERP): EditableSetting => t.services.settings.open({ ...place(name), ...ref })
  const save = async (changes: { ref: SettingRef; value: SettingValue; base?: SettingValue }[], name = ERP) => {
    const input = changes.map(({ ref, value, base }) => ({ ...ref, base: base ?? open(ref, name).value, value }))
    return (await t.services.settings.save({ ...place(name), changes: input }, caller)).results
  }
  const one = (value: string): SettingValue => ({ kind: 'one', value })
  const level = () => refOf('default-settings', 'Default Course Level')

  it.each(SETTING_FAMILIES)('of %s open with what can be chosen, the description and the resources', async (family) => {
    const [row] = (await t.atSource('GET', family)) as Row[]
    const setting = open({ family, id: row!.id })
    expect(setting).toMatchObject({ family, id: row!.id, title: row!.title })
    expect(setting.about.length).toBeGreaterThan(0)
    expect(setting.shape.kind === 'columns' ? setting.shape.columns[0]!.choices : setting.shape.choices).not.toEqual([])
  })

  const CHANGES: [SettingFamily, string, SettingValue, object][] = [
    ['mapping-settings', 'Email Types', one('billing'), { ethos: { enumeration: 'billing' } }],
    ['default-settings', 'Default Course Level', one('100'), { source: { value: '100' } }],
    ['configuration-settings', 'Check Faculty Load', one('Y'), { source: { value: 'Y' } }],
    [
      'compound-configuration-settings',
      'Subject/Department Mapping',
      { kind: 'columns', rows: [['BIOL', 'NURS']] },
      {
        source: {
          primaryDisplayLabel: 'Subject',
          secondaryDisplayLabel: 'Department',
          pairedSettings: [{ primaryValue: 'BIOL', secondaryValue: 'NURS' }],
        },
      },
    ],
    [
      'collection-configuration-settings',
      'Include in Enrolled Headcount',
      { kind: 'several', values: ['D', 'A'] },
      { sourceSettings: [{ value: 'D' }, { value: 'A' }] },
    ],
  ]
  it.each(CHANGES)(
    'of %s send the id and the changed part, and are in the cache as the source has them',
    async (family, title, value, body) => {
      const ref = await refOf(family, title)
      const others = t.services.resources.settings({ ...place(), resource: 'courses' }).lines.filter(({ id }) => id !== ref.id)
      const before = open(ref).value
      expect(await save([{ ref, value }])).toEqual([{ ...ref, outcome: 'saved', faults: [] }])
      expect(t.putBodies()).toEqual([{ id: ref.id, ...body }])
      expect(open(ref).value).toEqual(value)
      expect(t.services.resources.settings({ ...place(), resource: 'courses' }).lines.filter(({ id }) => id !== ref.id)).toEqual(others)
      expect(t.activity.at(-1)).toContain(title)
      await save([{ ref, value: before }])
    },
  )

  it('are unset with null; a source-value source then says that it was never configured', async () => {
    const ref = await level()
    const before = open(ref).value
    expect(await save([{ ref, value: one('') }])).toMatchObject([{ outcome: 'saved' }])
    expect(t.putBodies()).toEqual([{ id: ref.id, source: { value: null } }])
    expect(open(ref).value).toEqual(one(''))
    await save([{ ref, value: before }])
    const marked = await refOf('mapping-settings', 'PHONES.PHONETYPE', INTEGRATION)
    expect(await save([{ ref: marked, value: one('') }], INTEGRATION)).toMatchObject([{ outcome: 'saved' }])
    expect(open(marked, INTEGRATION).value).toEqual(one('UPDATE_ME'))
  })

  it('that are so already are not sent', async () => {
    const ref = await level()
    expect(await save([{ ref, value: open(ref).value, base: one('100') }])).toMatchObject([{ outcome: 'already' }])
    expect(t.puts()).toEqual([])
  })

  it('that somebody changed meanwhile are left alone, and told', async () => {
    const ref = await level()
    const base = open(ref).value
    await t.atSource('PUT', `default-settings/${ref.id}`, { id: ref.id, source: { value: '400' } })
    expect(await save([{ ref, value: one('100'), base }])).toEqual([{ ...ref, outcome: 'conflict', theirs: one('400'), faults: [] }])
    expect(t.puts()).toEqual([])
    // The cache has theirs now: the next look shows it.
    expect(open(ref).value).toEqual(one('400'))
    await save([{ ref, value: base }])
  })

  it.each([ERP, INTEGRATION])('that the source refuses come back with its sentence and place (%s)', async (name) => {
    const rows = (await t.atSource('GET', 'default-settings', undefined, name)) as (Row & { advancedSearch?: unknown })[]
    const ref = { family: 'default-settings' as const, id: rows.find(({ advancedSearch }) => !advancedSearch)!.id }
    const { shape, value: now } = open(ref, name)
    const another = shape.kind === 'one' ? shape.choices.find((choice) => now.kind === 'one' && choice.value !== now.value)!.value : ''
    const value = one(another)
    const v1 = [{ code: 'x', title: 'Closed', message: 'source.value: it is closed.' }]
    const body = JSON.stringify(name === ERP ? { errors: v1 } : v1)
    await t.fault({ path: '/source/**', method: 'PUT' }, { status: 400, body }, 1)
    expect(await save([{ ref, value }], name)).toMatchObject([{ outcome: 'refused', faults: [{ place: null, message: 'it is closed.' }] }])
  })

  it('that are no options are refused before anything is sent', async () => {
    const ref = await level()
    expect(await save([{ ref, value: one('no such level') }])).toMatchObject([{ outcome: 'refused' }])
    expect(t.puts()).toEqual([])
  })

  it('that the user may not change fail with a sentence, and those that are gone are gone', async () => {
    const ref = await level()
    await t.fault({ path: '/source/erp/api/default-settings/**', method: 'PUT' }, { status: 403 }, 1)
    expect(await save([{ ref, value: one('100') }])).toMatchObject([{ outcome: 'failed', failure: { status: 403 } }])
    await t.fault({ path: '/source/erp/api/default-settings/**', method: 'PUT' }, { status: 404 }, 1)
    expect(await save([{ ref, value: one('100') }])).toMatchObject([{ outcome: 'gone' }])
  })

  it('whose answer is lost are looked at: saved where they arrived, failed where they did not', async () => {
    const ref = await level()
    const before = open(ref).value
    await t.fault({ path: '/source/erp/api/default-settings/**', method: 'PUT' }, { when: 'after', cut: true }, 1)
    expect(await save([{ ref, value: one('100') }])).toMatchObject([{ outcome: 'saved' }])
    await t.fault({ path: '/source/erp/api/default-settings/**', method: 'PUT' }, { cut: true }, 1)
    expect(await save([{ ref, value: before }])).toMatchObject([{ outcome: 'failed', failure: { code: 'unreachable' } }])
    expect(open(ref).value).toEqual(one('100'))
    expect(await save([{ ref, value: before }])).toMatchObject([{ outcome: 'saved' }])
    expect(t.puts()).toHaveLength(3)
  })

  it('that the source takes and keeps otherwise are not called saved', async () => {
    const ref = await level()
    await t.fault({ path: '/source/erp/api/default-settings/**', method: 'PUT' }, { status: 200, body: '{}' }, 1)
    expect(await save([{ ref, value: one('100') }])).toMatchObject([{ outcome: 'failed', failure: { code: 'malformed' } }])
  })

  it('are read out of the list where a source serves no single rows', async () => {
    const ref = await level()
    const before = open(ref).value
    await t.fault({ path: '/source/erp/api/default-settings/**', method: 'GET' }, { status: 405 })
    expect(await save([{ ref, value: one('100') }])).toMatchObject([{ outcome: 'saved' }])
    await save([{ ref, value: before }])
  })

  it('stop at a source that cannot be reached: the rest was not tried', async () => {
    const refs = await Promise.all(
      ['Default Course Level', 'Default Credit Type', 'Default Academic Level', 'Default Advisor', 'Course Active Status Default'].map(
        (title) => refOf('default-settings', title),
      ),
    )
    await t.fault({ path: '/source/erp/api/default-settings/**' }, { cut: true })
    const results = await save([...refs, ...refs].map((ref) => ({ ref, value: one('') })))
    expect(results.filter(({ outcome }) => outcome === 'not-tried').length).toBeGreaterThan(0)
    expect(results.every(({ outcome }) => outcome === 'failed' || outcome === 'not-tried')).toBe(true)
    expect(t.puts()).toEqual([])
  })

  it('of another tenant than the pinned one are refused before the source hears of it', async () => {
    const ref = await level()
    const { tenantId } = t.identity
    t.identity.tenantId = 'another tenant'
    await expect(save([{ ref, value: one('100') }])).rejects.toMatchObject({ code: 'wrong-tenant' })
    t.identity.tenantId = tenantId
    expect(t.puts()).toEqual([])
  })

  it('with a long list are searched at the source, from the length on that it wants', async () => {
    const { id } = await refOf('default-settings', 'Default Application Status Staff')
    const { choices } = await t.services.settings.search({ ...place(), id, keyword: 'Appleb' }, caller)
    expect(choices).toEqual([{ title: 'Appleby, Karim', value: '0004117', origin: 'STAFF' }])
    await expect(t.services.settings.search({ ...place(), id, keyword: 'A' }, caller)).rejects.toMatchObject({ status: 400 })
  })
})
