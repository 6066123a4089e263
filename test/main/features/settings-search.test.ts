import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ADVISOR_ROW, STAFF_ROW } from '../../../src/sandbox/seed/settings'
import { caller, ERP, one, startSettingServices, type SettingWorld } from './setting-setup'

const STAFF = { family: 'default-settings', id: STAFF_ROW } as const
let t: SettingWorld

describe('the advanced search', () => {
  beforeEach(async () => {
    t = await startSettingServices([ERP])
  })
  afterEach(() => t.close())
  const search = (id: string, keyword: string) => t.now().settings.search({ ...t.of(ERP), id, keyword }, caller)

  test('asks the source, and finds among 1,200 what its options do not hold', async () => {
    const { choices } = await search(STAFF_ROW, 'Appleg')
    expect(choices).toContainEqual(expect.objectContaining({ title: 'Applegate, Ruth', value: '0003582' }))
    expect((await search(STAFF_ROW, '100')).choices.length).toBeGreaterThan(900)
    expect((await search(STAFF_ROW, 'nobody has this name')).choices).toEqual([])
    const [found] = (await search(STAFF_ROW, '1001000')).choices
    expect(await t.save(ERP, { ...STAFF, base: one('0003582'), value: one(found!.value) })).toMatchObject([{ outcome: 'saved' }])
    expect(t.open(ERP, STAFF).named).toEqual([{ title: found!.title, value: '1001000' }])
  })

  test('finds nothing where the source answers 204', async () => {
    await t.fault('default-settings', { status: 204 })
    expect(await search(STAFF_ROW, 'Applegate')).toEqual({ choices: [] })
  })

  test('tells when the keyword is too short, and when a row has no search', async () => {
    await expect(search(STAFF_ROW, 'ab')).rejects.toMatchObject({ code: 'remote', status: 400 })
    await expect(search(ADVISOR_ROW, 'abc')).rejects.toMatchObject({ code: 'remote', status: 400 })
  })
})
