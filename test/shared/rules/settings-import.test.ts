import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import type { SettingValue } from '#shared/contract/settings'
import { valueOf, type SourceKind } from '#shared/rules/setting-edit'
import { BYTE_ORDER_MARK, csvHeader, csvLine, SETTINGS_CSV_COLUMNS, settingsCsvRows, type SettingsCsvRow } from '#shared/rules/settings-csv'
import { createImportPlanner, importColumns, missingHeaders, type ImportApplication, type PlannedLine } from '#shared/rules/settings-import'
import type { Setting, SourceOption } from '#shared/wire/source-plane'
import { anySetting, anySettings } from '../../fakes/any-setting'

const APP = 'Ridgeline ERP'
const facts = { applicationName: APP, readAt: '2026-01-02T03:04:05.000Z' }
const application = (over: Partial<ImportApplication> = {}): ImportApplication => ({
  id: 'a1',
  name: APP,
  sourceKind: 'source-value',
  ...over,
})

const HEADER = SETTINGS_CSV_COLUMNS.map(({ header }) => header)
/** The cells of an export, as a file has them: guarded against formulas. */
const recordsOf = (settings: Setting[]): string[][] =>
  [...settingsCsvRows(settings, facts)].map((row) => {
    const { data } = Papa.parse<string[]>(csvLine(row, SETTINGS_CSV_COLUMNS), { delimiter: ',', newline: '\r\n' })
    return data[0]!
  })
const at = (id: keyof SettingsCsvRow) => SETTINGS_CSV_COLUMNS.findIndex((column) => column.id === id)

type World = { kind?: SourceKind | null; applications?: ImportApplication[] }
function planOf(settings: Setting[], header: string[], records: string[][], { kind = 'source-value', applications }: World = {}) {
  const planner = createImportPlanner(importColumns(header), {
    applications: applications ?? [application({ sourceKind: kind })],
    settingsOf: () => settings,
  })
  records.forEach((cells, index) => planner.add({ row: index + 2, cells }))
  return planner.lines()
}
const isSame = ({ kind }: PlannedLine) => kind === 'same'

const kinds = fc.constantFrom<SourceKind | null>('canonical', 'source-value', null)

const NEW = 'EDITED'
const OPTION: SourceOption = { title: 'Edited', value: NEW }
/** The setting with one more option, as a person would have chosen it. */
function withOption(one: Setting): Setting {
  const { id } = one.row
  const sourceOptions = [OPTION]
  switch (one.family) {
    case 'mapping-settings':
      return { ...one, options: { id, ethos: { resources: [], enumerations: [NEW] }, sourceOptions } }
    case 'default-settings':
      return { ...one, options: { id, ethos: [], sourceOptions } }
    case 'configuration-settings':
      return { ...one, options: { id, ethos: { resources: [] }, sourceOptions } }
    case 'collection-configuration-settings':
      return { ...one, options: { id, ethos: [], sourceOptions } }
    case 'compound-configuration-settings':
      return {
        ...one,
        options: {
          id,
          ethos: [],
          source: { primaryValue: { sourceOptions }, secondaryValue: { sourceOptions }, tertiaryValue: { sourceOptions } },
        },
      }
  }
}

describe('an import of what was exported', () => {
  test('changes nothing', () => {
    fc.assert(
      fc.property(anySettings, kinds, (settings, kind) => {
        const lines = planOf(settings, HEADER, recordsOf(settings), { kind })
        expect(lines.filter((line) => !isSame(line))).toEqual([])
        expect(lines).toHaveLength(settings.length)
      }),
      { numRuns: 500 },
    )
  })

  test('changes nothing after a spreadsheet: other separator, line ends, mark, quotation marks, order of rows and columns', () => {
    const manner = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      newline: fc.constantFrom('\r\n', '\n'),
      quotes: fc.boolean(),
      mark: fc.boolean(),
      columns: fc.shuffledSubarray([...HEADER.keys()], { minLength: HEADER.length }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(anySettings, kinds, manner, (settings, kind, { delimiter, newline, quotes, mark, columns, seed }) => {
        const records = recordsOf(settings)
        const turned = records.map((_, index) => records[(index * 7 + seed) % records.length]!)
        const rows = records.length % 7 === 0 ? [...records].reverse() : turned
        const shuffled = rows.map((cells) => ['note', ...columns.map((column) => cells[column]!), ''])
        const header = ['Note', ...columns.map((column) => ` ${HEADER[column]!.toUpperCase().replaceAll(' ', '')} `), 'Another']
        const file =
          (mark ? BYTE_ORDER_MARK : '') +
          // A spreadsheet writes line feeds only into cells.
          Papa.unparse([header, ...shuffled.map((cells) => cells.map((cell) => cell.replace(/\r\n?/g, '\n')))], {
            delimiter,
            newline,
            quotes,
          })
        const [first, ...others] = Papa.parse<string[]>(file.replace(/^\uFEFF/, ''), { delimiter, newline }).data
        const lines = planOf(settings, first!, others, { kind })
        expect(lines.filter((line) => !isSame(line))).toEqual([])
        expect(lines).toHaveLength(settings.length)
      }),
      { numRuns: 500 },
    )
  })

  test('holds exactly the one change that was made, also when only one of its rows was edited', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anySetting, { selector: ({ row }) => row.id, minLength: 1, maxLength: 5 }),
        fc.constantFrom<SourceKind>('canonical', 'source-value'),
        fc.nat(),
        (bare, kind, seed) => {
          const settings = bare.map(withOption)
          const records = recordsOf(settings)
          const edited = records[seed % records.length]!
          const id = edited[at('settingId')]!
          const one = settings.find(({ row }) => row.id === id)!
          const base = valueOf(one, kind)
          const isHub = one.family === 'mapping-settings' && kind === 'canonical'
          const width = one.family === 'compound-configuration-settings' && one.row.source.associatedSettings !== undefined ? 3 : 2
          edited[at(isHub ? 'hubValue' : 'sourceValue')] = base.kind === 'columns' ? Array(width).fill(NEW).join('/') : NEW

          const place = Math.max(1, Number(edited[at('position')])) - 1
          const wanted: SettingValue =
            base.kind === 'one'
              ? { kind: 'one', value: NEW }
              : base.kind === 'several'
                ? { kind: 'several', values: put(base.values, place, NEW).filter((text) => text !== '') }
                : {
                    kind: 'columns',
                    rows: put<string[]>(base.rows, place, Array<string>(width).fill(NEW)).filter((parts) =>
                      parts.some((part) => part !== ''),
                    ),
                  }
          const lines = planOf(settings, HEADER, records, { kind })
          const differing = lines.filter((line) => !isSame(line))
          // The rest of the setting may have had a fault before: a value twice, a first column that is empty.
          if (differing[0]?.kind === 'faulty') expect(differing[0].value).toEqual(wanted)
          else expect(differing.map(({ kind, value }) => ({ kind, value }))).toEqual([{ kind: 'change', value: wanted }])
          expect(differing.map(({ setting: ref }) => ref)).toEqual([{ family: one.family, id }])
          expect(lines).toHaveLength(settings.length)
        },
      ),
      { numRuns: 500 },
    )
  })
})

const put = <T>(list: T[], index: number, item: T): T[] => [...list.slice(0, index), item, ...list.slice(index + 1)]

const ofCourses = [{ resource: 'courses' }, { resource: 'sections' }]
const option = (value: string): SourceOption => ({ title: value, value })
const zone: Setting = {
  family: 'default-settings',
  row: { id: 'd1', title: 'Zone', ethos: ofCourses, source: { value: 'A' } },
  options: { id: 'd1', ethos: [], sourceOptions: [option('A'), option('B'), option('007'), option('C')] },
}
const offices: Setting = {
  family: 'collection-configuration-settings',
  row: { id: 'c1', title: 'Offices', ethos: ofCourses, sourceSettings: [{ value: 'AM' }, { value: 'BM' }] },
  options: { id: 'c1', ethos: [], sourceOptions: [option('AM'), option('BM'), option('CM')] },
}
const subjects: Setting = {
  family: 'compound-configuration-settings',
  row: {
    id: 'p1',
    title: 'Subjects',
    ethos: [{ resource: 'courses' }],
    source: { primaryDisplayLabel: 'S', secondaryDisplayLabel: 'D', pairedSettings: [{ primaryValue: 'MATH', secondaryValue: 'SCI' }] },
  },
  options: {
    id: 'p1',
    ethos: [],
    source: { primaryValue: { sourceOptions: [option('MATH')] }, secondaryValue: { sourceOptions: [option('SCI'), option('N/A')] } },
  },
}
const email: Setting = {
  family: 'mapping-settings',
  row: { id: 'm1', title: 'Email', ethos: { resources: ofCourses, enumeration: 'personal' }, source: { value: 'P' } },
  options: { id: 'm1', ethos: { resources: [], enumerations: ['personal', 'business'] } },
}

describe('a row of an import', () => {
  const short = ['Family', 'Application', 'Setting id', 'Source value', 'Position', 'Hub value']
  const line = (settings: Setting[], records: string[][], world: World = {}) => planOf(settings, short, records, world)[0]!
  const ofZone = (value: string) => ['default-settings', APP, 'd1', value]
  const ofOffices = (value: string, position: string) => ['', APP, 'c1', value, position]

  test('that is empty unsets', () => {
    expect(line([zone], [ofZone('')])).toMatchObject({ kind: 'unset', base: { value: 'A' }, value: { value: '' }, fileLines: [2] })
    expect(line([offices], [ofOffices('', '')])).toMatchObject({ kind: 'unset', value: { values: [] } })
  })

  test('that was edited stands against those that were not, and two that were edited contradict each other', () => {
    expect(line([zone], [ofZone('A'), ofZone('B')])).toMatchObject({ kind: 'change', value: { value: 'B' } })
    const torn = line([zone], [ofZone('C'), ofZone('B')])
    expect(torn).toMatchObject({ kind: 'faulty', fileLines: [2, 3] })
    expect(torn.reasons).toEqual([
      'Rows of the same place hold different new values: “C” in row 2, “B” in row 3. Make them the same, or give each a Position of its own.',
    ])
  })

  test('can be added to a list, moved and left out', () => {
    const both = [ofOffices('AM', '1'), ofOffices('BM', '2')]
    expect(line([offices], [...both, ofOffices('CM', '3')])).toMatchObject({ kind: 'change', value: { values: ['AM', 'BM', 'CM'] } })
    expect(line([offices], [...both, ofOffices('CM', '')])).toMatchObject({ kind: 'change', value: { values: ['AM', 'BM', 'CM'] } })
    expect(line([offices], [ofOffices('BM', '1'), ofOffices('AM', '2')])).toMatchObject({ value: { values: ['BM', 'AM'] } })
    expect(line([offices], [ofOffices('BM', '2')])).toMatchObject({ kind: 'change', value: { values: ['BM'] } })
    expect(line([offices], [...both, ofOffices('AM', '3')])).toMatchObject({ kind: 'faulty', reasons: ['“AM” stands there twice.'] })
    expect(line([offices], [...both, ofOffices('CM', '2.5')]).reasons[0]).toContain('no Position')
  })

  test('that is no option is faulty, and says so when a spreadsheet took its zeros', () => {
    expect(line([zone], [ofZone('X')]).reasons).toEqual(['“X” is not an option of this setting.'])
    expect(line([zone], [ofZone('7')]).reasons).toEqual(['“7” is not an option: a spreadsheet may have removed leading zeros: 007.'])
    const searched: Setting = {
      family: 'default-settings',
      row: {
        id: 'd1',
        title: 'Zone',
        ethos: ofCourses,
        source: { value: '0042' },
        advancedSearch: { type: 'advancedSearchRequired', minSearchLength: 1 },
      },
    }
    expect(line([searched], [ofZone('42')]).reasons[0]).toContain('0042')
    expect(line([searched], [ofZone('43')])).toMatchObject({ kind: 'change' })
  })

  test('of a compound setting has as many parts as it has columns', () => {
    const ofSubjects = (value: string) => ['', APP, 'p1', value, '1']
    expect(line([subjects], [ofSubjects('MATH/N\\/A')])).toMatchObject({ kind: 'change', value: { rows: [['MATH', 'N/A']] } })
    expect(line([subjects], [ofSubjects('MATH / ')])).toMatchObject({ kind: 'change', value: { rows: [['MATH', '']] } })
    expect(line([subjects], [ofSubjects('MATH')]).reasons).toEqual(['“MATH” has 1 part and needs 2, divided by “ / ”.'])
    expect(line([subjects], [ofSubjects(' / SCI')]).reasons[0]).toContain('the first part is empty')
    expect(line([subjects], [ofSubjects('MATH / SCI'), ['', APP, 'p1', 'MATH/N/A', '2']]).kind).toBe('faulty')
  })

  test('of a mapping sets the side that can be set', () => {
    const ofEmail = (source: string, hub?: string) => ['mapping-settings', APP, 'm1', source, '', ...(hub === undefined ? [] : [hub])]
    const canonical = { kind: 'canonical' as const }
    expect(line([email], [ofEmail('P', 'business')], canonical)).toMatchObject({ kind: 'change', value: { value: 'business' } })
    expect(line([email], [ofEmail('P', '')], canonical).reasons).toEqual(['This mapping can be changed, not removed.'])
    expect(line([email], [ofEmail('Q', 'personal')], canonical).reasons[0]).toContain('Source value of this mapping is fixed')
    expect(line([email], [ofEmail('P', 'business')]).reasons[0]).toContain('Hub value of this mapping is fixed')
    const withoutHub = planOf([email], short.slice(0, 5), [ofEmail('P')], canonical)
    expect(withoutHub[0]?.reasons[0]).toContain('no column Hub value')
  })

  test('that unsets what was never configured changes nothing', () => {
    const never: Setting = { family: 'default-settings', row: { id: 'd1', title: 'Zone', ethos: [], source: { value: 'UPDATE_ME' } } }
    expect(line([never], [ofZone('')]).kind).toBe('same')
  })

  test('finds its setting without the family, and its application without regard to case', () => {
    expect(line([zone], [['', ' ridgeline  erp', 'd1', 'B']])).toMatchObject({ kind: 'change', applicationName: APP })
    expect(planOf([zone], ['Setting id', 'Source value'], [['d1', 'B']])[0]).toMatchObject({ kind: 'change' })
  })

  test('of an application or setting that is not here is unknown', () => {
    expect(line([zone], [['', 'Other', 'd1', 'B']])).toMatchObject({ kind: 'unknown', applicationName: 'Other', applicationId: null })
    expect(line([zone], [['default-settings', APP, 'd9', 'B']])).toMatchObject({
      kind: 'unknown',
      setting: { family: 'default-settings', id: 'd9' },
      reasons: [`${APP} has no such setting with the id “d9”.`],
    })
    expect(line([zone], [['mapping-settings', APP, 'd1', 'B']]).kind).toBe('unknown')
    expect(line([zone], [['settings', APP, 'd1', 'B']]).reasons).toEqual(['“settings” is not a family of settings.'])
    expect(line([zone], [['', APP, '', 'B']]).reasons).toEqual(['The row has no Setting id.'])
    expect(line([], [ofZone('B')]).reasons[0]).toContain('Refresh it')
    const two = { applications: [application(), application({ id: 'a2' })] }
    expect(line([zone], [ofZone('B')], two).reasons[0]).toContain('Several applications')
    const others = { applications: [application(), application({ id: 'a2', name: 'Other' })] }
    expect(line([zone], [['', '', 'd1', 'B']], others).reasons[0]).toContain('does not say which application')
  })

  test('of two families with the same id must name its family', () => {
    const twin: Setting = { family: 'configuration-settings', row: { id: 'd1', title: 'Twin', ethos: { resources: [] } } }
    expect(line([zone, twin], [['', APP, 'd1', 'B']])).toMatchObject({ kind: 'faulty' })
    expect(line([zone, twin], [ofZone('B')])).toMatchObject({ kind: 'change', setting: { family: 'default-settings' } })
  })

  test('that a spreadsheet left empty says nothing', () => expect(planOf([zone], short, [['', ' ', ''], []])).toEqual([]))
})

describe('the columns of an import', () => {
  test('are told when they are missing', () => {
    expect(missingHeaders(importColumns(['Family', 'SETTING ID']))).toEqual(['Source value'])
    expect(missingHeaders(importColumns(csvHeader(SETTINGS_CSV_COLUMNS).trim().split(',')))).toEqual([])
  })
})
