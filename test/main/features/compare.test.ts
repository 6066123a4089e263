import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compare as contract, type ComparedRow, type Outcome, type Side } from '#shared/contract/compare'
import { unguardFormula } from '#shared/rules/settings-csv'
import { temporaryFolder } from '../../fakes/temporary-folder'
import { application, caller, startPast, startWithSandbox, type PastWithSandbox } from './past-setup'

type Services = PastWithSandbox['services']

async function compared({ compare }: Services, left: Side, right: Side) {
  const comparisonId = crypto.randomUUID()
  const comparison = contract.start.output.parse(await compare.start({ comparisonId, left, right }, caller))
  const rows: ComparedRow[] = []
  for (let after: number | null = -1; after !== null;) {
    const page = contract.rows.output.parse(
      compare.rows({ comparisonId, outcomes: ['new', 'different', 'missing', 'same'], after }, caller),
    )
    rows.push(...page.rows)
    after = page.next
  }
  return { comparisonId, comparison, rows, of: (...outcomes: Outcome[]) => rows.filter(({ outcome }) => outcomes.includes(outcome)) }
}
const now = (environmentId: Side['environmentId']): Side => ({ environmentId, snapshotId: null })
const words = ({ outcome, area, applicationName, title, left, right }: ComparedRow) => {
  const side = (facts: ComparedRow['left']) => facts?.map(({ field, lines }) => `${field} ${lines.join(', ')}`.trim()).join('; ') ?? 'none'
  return `${outcome} ${area} ${applicationName}: ${title}: ${side(left)} → ${side(right)}`
}

describe("the sandbox's two tenants", () => {
  let t: PastWithSandbox
  beforeAll(async () => {
    t = await startWithSandbox()
  }, 60_000)
  afterAll(() => t.close())

  it('differ in what tenant-differences.ts says, and in nothing else', async () => {
    const { rows, of, comparison } = await compared(t.services, now(t.production), now(t.test))
    const differing = (areas: RegExp) =>
      of('new', 'different', 'missing')
        .filter(({ area }) => areas.test(area))
        .map((row) => words(row).replace(/: \w+…\w+:/, ':'))
    expect(differing(/setting/)).toEqual([
      'different setting Ridgeline ERP Web API: Check Faculty Load: sourceValue Yes (Y) → sourceValue No (N)',
      'different setting Ridgeline ERP Web API: Default Course Level: sourceValue Fourth year (400) → sourceValue Third year (300)',
      'different setting Ridgeline ERP Web API: Email Types: hubValue → hubValue other',
      'different setting Ridgeline ERP Web API: Include in Enrolled Headcount: sourceValue New (N), Add (A) → sourceValue New (N)',
      'different setting Ridgeline ERP Web API: Tuition AR Code Default: sourceValue Tuition (TUI) → sourceValue',
      'different setting Summit Integration API: ADDRESS.COUNTRY.DEFAULT: sourceValue UPDATE_ME → sourceValue Canada (CA)',
      'different setting Summit Integration API: ADDRESSES.ADDRESSTYPE: sourceValue UPDATE_ME → sourceValue Mailing (MA)',
      'different setting Summit Integration API: NATION.ISOCODE: sourceValue Alpha-2 (2) → sourceValue Alpha-3 (3)',
      // The upgrade that waits there brought two.
      'new setting Summit Student API: Default Shipping Methods Category: none → sourceValue',
      'new setting Summit Student API: SHIPPING-METHODS.CATEGORY: none → hubValue regular; sourceValue UPDATE_ME',
    ])
    expect(differing(/code/)).toEqual(
      ['Ridgeline ERP Web API', 'Summit Integration API'].flatMap((name) => [
        `different code ${name}: Czech Republic: isoCode → isoCode CZE`,
        `different code ${name}: Mandarin: isoCode → isoCode cmn`,
        `different code ${name}: Pound sterling: isoCode → isoCode GBP`,
      ]),
    )
    expect(differing(/application/).map((each) => each.replace(/:.*/, ''))).toEqual([
      'new application Advising Prototype',
      'missing application Emergency Alerts',
      'new application Load Test Client',
      'missing application Parking Permits',
    ])
    expect(differing(/key/).filter((each) => each.startsWith('different'))).toEqual([
      'different key Beacon CRM: addresses 198.51.100.0/25 → unrestricted',
      'different key Degree Audit: addresses → addresses 127.0.0.1, 127.0.0.2, ::1',
      'different key Housing Portal: addresses 127.0.0.0/8, ::1 → unrestricted',
      'different key Library Access: addresses 127.0.0.0/8, ::1 → addresses 127.0.0.0/8, ::1, 198.51.100.77',
    ])
    // The only others are those of applications that the other side does not have.
    expect(differing(/key|resource/)).toHaveLength(8)
    expect(of('same').length).toBeGreaterThan(700)
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => index))
    const counted = Object.values(comparison.counts).reduce((sum, { same }) => sum + same, 0)
    expect(counted).toBe(of('same').length)
    expect(t.progress.at(-1)).toBeGreaterThan(1500)
  })

  it('turned round, new and missing change places', async () => {
    const there = await compared(t.services, now(t.production), now(t.test))
    const back = await compared(t.services, now(t.test), now(t.production))
    expect(
      back
        .of('missing')
        .map(({ title }) => title)
        .sort(),
    ).toEqual(
      there
        .of('new')
        .map(({ title }) => title)
        .sort(),
    )
    expect(back.of('different')).toHaveLength(there.of('different').length)
  })

  it('compared with itself an environment is the same', async () => {
    const { of, rows } = await compared(t.services, now(t.test), now(t.test))
    expect(of('same')).toHaveLength(rows.length)
  })

  it('are written as CSV: guarded, whole, and never without a row', async () => {
    const { comparisonId, of } = await compared(t.services, now(t.production), now(t.test))
    const rowIds = of('different', 'new', 'missing').map(({ id }) => id)
    t.world.file = null
    expect(await t.services.compare.exportRows({ comparisonId, rowIds, preset: 'plain' }, caller)).toBeNull()
    t.world.file = join(t.folder, 'comparison.csv')
    expect(await t.services.compare.exportRows({ comparisonId, rowIds, preset: 'plain' }, caller)).toEqual({
      path: t.world.file,
      rows: rowIds.length,
    })
    const { data } = Papa.parse<Record<string, string>>(readFileSync(t.world.file, 'utf8').trim(), { header: true })
    expect(data).toHaveLength(rowIds.length)
    expect(data.find(({ Title }) => Title === 'Tuition AR Code Default')).toMatchObject({
      Outcome: 'different',
      What: 'setting',
      Application: 'Ridgeline ERP Web API',
      'Left environment': 'Production',
      'Right environment': 'Test',
      Right: 'sourceValue',
    })
    await expect(t.services.compare.exportRows({ comparisonId, rowIds: [999_999], preset: 'plain' }, caller)).rejects.toMatchObject({
      code: 'nothing-to-export',
    })
    expect(t.activity.at(-1)).toMatchObject({ what: 'compare.exportRows', subject: 'Production, Test', after: t.world.file })
  })
})

describe('two snapshots of one environment', () => {
  const key = (id: string, mode: object) => ({ id, body: { id, hint: `${id}…`, addedBy: 'kim', addedOn: '', restriction: mode } })
  it('are matched by id, so that a new name is a difference and not another application', async () => {
    const t = startPast(temporaryFolder())
    const environmentId = t.environment('Maple')
    const first = t.read(environmentId, 'application', '', [application('a'), application('b', { baseUri: 'https://one.example' })])
    t.read(environmentId, 'application', '', [
      application('a', { name: 'Other' }),
      application('b', { baseUri: 'https://two.example' }),
      application('c'),
    ])
    const { rows } = await compared(t.services, { environmentId, snapshotId: first }, now(environmentId))
    expect(rows.map(words)).toEqual([
      'different application Name b: Name b: baseUri https://one.example → baseUri https://two.example',
      'new application Name c: Name c: none → name Name c; description; sourceKind; baseUri; authentication none',
      'different application Other: Other: name Name a → name Other',
    ])
    t.close()
  })

  it('of other tenants match keys by label and by what restricts them, whatever the order of the list', async () => {
    const t = startPast(temporaryFolder())
    const [one, other] = [t.environment('One'), t.environment('Other')]
    t.read(one, 'application', '', [application('a')])
    t.read(other, 'application', '', [application('x', { name: 'Name a', baseUri: 'https://elsewhere.example' })])
    const restricted = (...addresses: string[]) => ({ mode: 'restricted', addresses })
    t.read(one, 'api-key', 'a', [key('k1', restricted('1.1.1.1', '2.2.2.2')), key('k2', restricted()), key('k3', { mode: 'unrestricted' })])
    t.read(other, 'api-key', 'x', [
      key('k7', restricted('2.2.2.2', '1.1.1.1')),
      key('k8', restricted('9.9.9.9')),
      key('k9', restricted('3.3.3.3')),
      key('k10', restricted('4.4.4.4')),
    ])
    t.world.labels = { k3: 'Nightly', k8: 'Nightly' }
    const { rows } = await compared(t.services, now(one), now(other))
    expect(rows.map(words).sort()).toEqual(
      [
        'same application Name a: Name a: name Name a; description; sourceKind; authentication none → name Name a; description; sourceKind; authentication none',
        'different key Name a: Nightly: unrestricted → addresses 9.9.9.9',
        'same key Name a: k7…: label; addresses 1.1.1.1, 2.2.2.2 → label; addresses 2.2.2.2, 1.1.1.1',
        'missing key Name a: k2…: label; addresses → none',
        'new key Name a: k9…: none → label; addresses 3.3.3.3',
        'new key Name a: k10…: none → label; addresses 4.4.4.4',
      ].sort(),
    )
    expect(JSON.stringify(rows)).not.toContain('elsewhere')
    t.close()
  })

  it('that are gone, and comparisons that are not held, are refused', async () => {
    const t = startPast(temporaryFolder())
    const environmentId = t.environment('Maple')
    await expect(compared(t.services, { environmentId, snapshotId: 7 }, now(environmentId))).rejects.toMatchObject({ code: 'not-found' })
    expect(() => t.services.compare.rows({ comparisonId: crypto.randomUUID(), outcomes: ['same'], after: -1 }, caller)).toThrow(
      /Compare again/,
    )
    t.close()
  })

  it('of 20,000 settings each never stop the app for long, and can be stopped', async () => {
    const t = startPast(temporaryFolder())
    const [one, other] = [t.environment('One'), t.environment('Other')]
    const settings = (over: string) =>
      Array.from({ length: 20_000 }, (_, row) => ({
        id: `${row}`,
        body: {
          family: 'default-settings',
          row: {
            id: `${row}`,
            title: `Setting ${row}`,
            ethos: [{ resource: `r${row % 300}` }],
            source: { value: row % 100 === 0 ? over : 'V' },
          },
          options: {
            id: `${row}`,
            ethos: [],
            sourceOptions: Array.from({ length: 20 }, (_, each) => ({ title: `Choice ${each}`, value: `${each}` })),
          },
        },
      }))
    for (const [environmentId, over] of [
      [one, 'A'],
      [other, 'B'],
    ] as const) {
      t.read(environmentId, 'application', '', [application('a', { sourceKind: 'canonical' })])
      t.read(environmentId, 'default-settings', 'a', settings(over))
    }
    let [last, longest] = [performance.now(), 0]
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const { comparison } = await compared(t.services, now(one), now(other))
    clearInterval(ticking)
    expect(comparison.counts.setting).toEqual({ new: 0, missing: 0, different: 200, same: 19_800 })
    // 50 ms on a machine of its own; a shared one may stop us for longer.
    expect(longest).toBeLessThan(250)

    const comparisonId = crypto.randomUUID()
    const stopped = t.services.compare.start({ comparisonId, left: now(one), right: now(other) }, caller)
    setImmediate(() => t.services.compare.cancel({ comparisonId }))
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    t.close()
  }, 60_000)

  it('cells that a spreadsheet would run are guarded', async () => {
    const t = startPast(temporaryFolder())
    const environmentId = t.environment('=cmd|x')
    const first = t.read(environmentId, 'application', '', [application('a')])
    t.read(environmentId, 'application', '', [application('a', { name: '=1+1' })])
    const { comparisonId } = await compared(t.services, { environmentId, snapshotId: first }, now(environmentId))
    t.world.file = join(temporaryFolder(), 'guarded.csv')
    await t.services.compare.exportRows({ comparisonId, rowIds: [0], preset: 'excel' }, caller)
    const [row] = Papa.parse<Record<string, string>>(readFileSync(t.world.file, 'utf8').replace('\uFEFF', ''), { header: true }).data
    expect([row?.Title, row?.['Left environment']]).toEqual(["'=1+1", "'=cmd|x"])
    expect(unguardFormula(row?.Title ?? '')).toBe('=1+1')
    t.close()
  })
})
