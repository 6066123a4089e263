import { describe, expect, test } from 'vitest'
import type { HealthRow, KeyFinding } from '#shared/contract/health'
import { countFindings, createHealthStore, gravity, matching } from '../../../../src/renderer/features/health/health.store'
import { fakeMain, refused } from '../../fake-main'

const row = (over: Partial<HealthRow>): HealthRow =>
  ({
    environmentId: 'e',
    environmentName: 'Test',
    applicationName: 'Housing Portal',
    hint: 'a…b',
    label: '',
    addedBy: 'kim',
    findings: [],
    ...over,
  }) as HealthRow // what filters look at
const all = { query: '', findings: new Set<KeyFinding>(), environmentId: null }

describe('the board of key health', () => {
  const rows = [
    row({ label: 'Nightly job', findings: ['old'] }),
    row({ applicationName: 'Café Orders', findings: ['unrestricted', 'old'] }),
    row({ environmentId: 'p' as HealthRow['environmentId'], environmentName: 'Production' }),
  ]

  test('is searched by any word of any column, whatever its case and accents', () => {
    expect(matching(rows, { ...all, query: 'CAFE kim' })).toEqual([rows[1]])
    expect(matching(rows, { ...all, query: 'nightly' })).toEqual([rows[0]])
    expect(matching(rows, { ...all, query: 'nightly café' })).toEqual([])
  })

  test('is narrowed to keys with any of the chosen findings, of one environment', () => {
    expect(matching(rows, { ...all, findings: new Set<KeyFinding>(['unrestricted', 'too-wide']) })).toEqual([rows[1]])
    expect(matching(rows, { ...all, environmentId: 'p' })).toEqual([rows[2]])
  })

  test('has the gravest first, and of those the ones with more', () => {
    const worst = row({ findings: ['unrestricted', 'old'] })
    const bad = row({ findings: ['unrestricted'] })
    const mild = row({ findings: ['denied-everywhere'] })
    const fine = row({})
    expect([fine, mild, bad, worst].sort((one, other) => gravity(one) - gravity(other))).toEqual([worst, bad, mild, fine])
  })

  test('counts every finding, also those that nobody has', () => {
    expect(countFindings(rows)).toMatchObject({ old: 2, unrestricted: 1, 'too-many': 0 })
  })

  test('is not read before it was opened, and exports the keys that are shown', async () => {
    const main = fakeMain({
      'health.board': () => ({ rows, policy: {} }),
      'health.exportInventory': () => ({ path: '/a.csv', rows: 1 }),
    })
    const store = createHealthStore(main.api.health)
    await store.getState().reload()
    expect(main.asked('health.board')).toHaveLength(0)
    await store.getState().load()
    await store.getState().reload()
    expect(main.asked('health.board')).toHaveLength(2)
    expect(await store.getState().exportRows([row({ keyId: 'k' as HealthRow['keyId'] })], 'plain')).toEqual({ path: '/a.csv', rows: 1 })
    expect(main.asked('health.exportInventory')[0]).toEqual({ preset: 'plain', keyIds: ['k'] })
  })

  test('keeps why an export did not work', async () => {
    const store = createHealthStore(fakeMain({ 'health.exportInventory': () => refused('disk') }).api.health)
    expect(await store.getState().exportRows([], 'plain')).toBeNull()
    expect(store.getState().failure?.code).toBe('disk')
  })
})
