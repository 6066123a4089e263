import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import {
  BYTE_ORDER_MARK,
  compareSettings,
  csvHeader,
  csvLine,
  guardFormula,
  joinParts,
  readCell,
  SETTINGS_CSV_COLUMNS,
  settingsCsvLines,
  settingsCsvRows,
  splitParts,
  unguardFormula,
  type CsvColumn,
  type SettingsCsvRow,
} from '#shared/rules/settings-csv'
import { sourceItems } from '#shared/rules/setting-lines'
import type { Setting } from '#shared/wire/source-plane'

const facts = { applicationName: 'Ridgeline ERP', readAt: '2026-01-02T03:04:05.000Z' }
const exported = (settings: Setting[], start = '') =>
  start + csvHeader(SETTINGS_CSV_COLUMNS) + [...settingsCsvRows(settings, facts)].map((row) => csvLine(row, SETTINGS_CSV_COLUMNS)).join('')

/** The file as papaparse reads it, cells turned back. */
function parsed(file: string): Record<string, string | number | null>[] {
  const { data, errors } = Papa.parse<string[]>(file, { delimiter: ',', newline: '\r\n' })
  expect(errors).toEqual([])
  const [header, ...lines] = data
  expect(header).toEqual(SETTINGS_CSV_COLUMNS.map((column) => column.header))
  expect(lines.pop()).toEqual([''])
  return lines.map((cells) => {
    expect(cells.length).toBe(SETTINGS_CSV_COLUMNS.length)
    return Object.fromEntries(SETTINGS_CSV_COLUMNS.map(({ id, kind }, index) => [id, readCell(cells[index] ?? '', kind)]))
  })
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...Array.from(`=+-@|%＝'";,/\\ \t\r\na1\u200B\u00A0\uFEFF`)), maxLength: 8 }),
)
const owner = fc.record({ resource: nasty, propertyName: nasty })
const source = fc.record({ title: nasty, value: nasty })
const head = { id: fc.uuid(), title: nasty, description: nasty }
const pair = fc.record({ primaryValue: nasty, primaryTitle: nasty, secondaryValue: nasty })
const triple = fc.record({ primaryValue: nasty, secondaryValue: nasty, tertiaryValue: nasty, tertiaryTitle: nasty })
const labels = { primaryDisplayLabel: fc.constant('A'), secondaryDisplayLabel: fc.constant('B') }
const setting: fc.Arbitrary<Setting> = fc.oneof(
  fc.record({
    family: fc.constant('mapping-settings' as const),
    row: fc.record(
      { ...head, ethos: fc.record({ resources: fc.array(owner, { maxLength: 2 }), enumeration: nasty }), source },
      { requiredKeys: ['id', 'title', 'ethos'] },
    ),
  }),
  fc.record({
    family: fc.constant('default-settings' as const),
    row: fc.record({ ...head, ethos: fc.array(owner, { maxLength: 2 }), source }),
  }),
  fc.record({
    family: fc.constant('collection-configuration-settings' as const),
    row: fc.record({ ...head, ethos: fc.array(owner, { maxLength: 2 }), sourceSettings: fc.array(source, { maxLength: 3 }) }),
  }),
  fc.record({
    family: fc.constant('compound-configuration-settings' as const),
    row: fc.record({
      ...head,
      ethos: fc.array(owner, { maxLength: 2 }),
      source: fc.oneof(
        fc.record({ ...labels, pairedSettings: fc.array(pair, { maxLength: 3 }) }),
        fc.record({ ...labels, associatedSettings: fc.array(triple, { maxLength: 3 }) }),
      ),
    }),
  }),
)

describe('an export', () => {
  test('reads back as the rows it was written from', () => {
    fc.assert(
      fc.property(fc.array(setting, { maxLength: 5 }), (settings) => {
        expect(parsed(exported(settings))).toEqual([...settingsCsvRows(settings, facts)])
      }),
      { numRuns: 500 },
    )
  })

  test('holds the values of each setting so that they can be built again', () => {
    fc.assert(
      fc.property(setting, (one) => {
        const rows = parsed(exported([one]))
        const values = new Map(rows.map(({ position, sourceValue }) => [position, String(sourceValue)]))
        const isCompound = one.family === 'compound-configuration-settings'
        const isSingle = one.family === 'mapping-settings' || one.family === 'default-settings'
        const rebuilt = [...values]
          .filter(([position]) => isSingle || position !== null)
          .map(([, cell]) => (isCompound ? splitParts(cell) : [cell]))
        const items = sourceItems(one).map((item) => [...item.values])
        expect(rebuilt).toEqual(isSingle && items.length === 0 ? [['']] : items)
      }),
      { numRuns: 500 },
    )
  })

  test('is the same bytes for the same data, whatever the order it came in', () => {
    const distinct = fc.uniqueArray(setting, { selector: ({ row }) => row.id, maxLength: 6 })
    fc.assert(
      fc.property(distinct, (settings) => {
        expect(exported([...settings].reverse())).toBe(exported(settings))
      }),
    )
  })

  test('looks like this', () => {
    const settings: Setting[] = [
      {
        family: 'collection-configuration-settings',
        row: {
          id: 'c1',
          title: 'Office Codes',
          ethos: [{ resource: 'offices' }],
          sourceSettings: [{ title: 'Alumni', value: 'AM' }, { value: '-5' }],
        },
      },
      {
        family: 'compound-configuration-settings',
        row: {
          id: 'p1',
          title: 'Subject/Department Mapping',
          ethos: [{ resource: 'courses', propertyName: 'units' }],
          source: {
            primaryDisplayLabel: 'S',
            secondaryDisplayLabel: 'D',
            pairedSettings: [{ primaryTitle: 'Nursing', primaryValue: 'NURS', secondaryTitle: 'Health, arts', secondaryValue: 'N/A' }],
          },
        },
        options: {
          id: 'p1',
          ethos: [],
          source: { primaryValue: { origin: 'SUBJECTS', sourceOptions: [] }, secondaryValue: { origin: 'DEPTS', sourceOptions: [] } },
        },
      },
      {
        family: 'default-settings',
        row: { id: 'd1', title: '=cmd', ethos: [{ resource: 'sections' }, { resource: 'courses' }], source: { value: 'UPDATE_ME' } },
      },
      {
        family: 'mapping-settings',
        row: { id: 'm1', title: 'Email Types', ethos: { resources: [] }, source: { title: 'Home', value: 'H' } },
      },
      { family: 'default-settings', row: { id: 'd0', title: 'Zone', description: 'Says "why"', ethos: [{ resource: 'courses' }] } },
    ]
    expect(exported(settings, BYTE_ORDER_MARK).split('\r\n')).toEqual([
      '\uFEFFFamily,Application,Resource,Property,Setting title,Description,Hub value,Source title,Source value,Option origin,State,Setting id,Read at,Position',
      'mapping-settings,Ridgeline ERP,,,Email Types,,,Home,H,,unmapped,m1,2026-01-02T03:04:05.000Z,',
      "default-settings,Ridgeline ERP,courses,,'=cmd,,,,UPDATE_ME,,update-me,d1,2026-01-02T03:04:05.000Z,",
      "default-settings,Ridgeline ERP,sections,,'=cmd,,,,UPDATE_ME,,update-me,d1,2026-01-02T03:04:05.000Z,",
      'default-settings,Ridgeline ERP,courses,,Zone,"Says ""why""",,,,,not-set,d0,2026-01-02T03:04:05.000Z,',
      'compound-configuration-settings,Ridgeline ERP,courses,units,Subject/Department Mapping,,,"Nursing / Health, arts",NURS / N\\/A,SUBJECTS / DEPTS,set,p1,2026-01-02T03:04:05.000Z,1',
      'collection-configuration-settings,Ridgeline ERP,offices,,Office Codes,,,Alumni,AM,,set,c1,2026-01-02T03:04:05.000Z,1',
      'collection-configuration-settings,Ridgeline ERP,offices,,Office Codes,,,,-5,,set,c1,2026-01-02T03:04:05.000Z,2',
      '',
    ])
  })

  test('is written row by row, also when it is long', () => {
    const long: Setting = {
      family: 'collection-configuration-settings',
      row: {
        id: 'c1',
        title: 'T',
        ethos: [{ resource: 'r' }],
        sourceSettings: Array.from({ length: 3 }, (_, index) => ({ value: String(index) })),
      },
    }
    const rows: Iterator<SettingsCsvRow> = settingsCsvRows([long], facts)
    expect(rows.next().value).toMatchObject({ sourceValue: '0' })
  })
})

describe('the lines of an export', () => {
  const lineByLine = (settings: Setting[]) => [...settingsCsvRows(settings, facts)].map((row) => csvLine(row, SETTINGS_CSV_COLUMNS))

  test('are those of its rows, to the byte', () => {
    fc.assert(
      fc.property(fc.array(setting, { maxLength: 5 }), nasty, (settings, applicationName) => {
        const named = { ...facts, applicationName }
        const expected = [...settingsCsvRows(settings, named)].map((row) => csvLine(row, SETTINGS_CSV_COLUMNS))
        expect([...settingsCsvLines(settings, named)]).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('of settings in order are taken as they come', () => {
    fc.assert(
      fc.property(fc.array(setting, { maxLength: 5 }), (settings) => {
        const sorted = [...settings].sort(compareSettings)
        expect([...settingsCsvLines(sorted, facts, { isSorted: true })]).toEqual(lineByLine(settings))
      }),
    )
    let taken = 0
    const endless = function* (): Generator<Setting> {
      for (;;) yield { family: 'default-settings', row: { id: String(++taken), title: 'T', ethos: [{ resource: 'r' }] } }
    }
    const lines = settingsCsvLines(endless(), facts, { isSorted: true })
    lines.next()
    lines.next()
    expect(taken).toBe(2)
  })
})

describe('a line', () => {
  /** The guard and the quotation marks as docs/csv.md says them, without any short cut. */
  const SIGN = '[=+\\-@|%\u2212\uFE62\uFE63\uFE66\uFE6A\uFE6B\uFF05\uFF0B\uFF0D\uFF1D\uFF20\uFF5C]'
  const risky = new RegExp(`^(?:[\\t\\r\\n']|[\\s\\p{Cc}\\p{Cf}]*${SIGN})`, 'u')
  const inside = new RegExp(`([;\\t\\r\\n])(?='|(?:(?![;\\t\\r\\n])[\\s\\p{Cc}\\p{Cf}]|")*${SIGN})`, 'gu')
  const isNumber = (text: string) => /^-[\d.]+$/.test(text) && String(Number(text)) === text
  const guard = (text: string) => (risky.test(text) && !isNumber(text) ? "'" : '') + text.replace(inside, "$1'")
  const quote = (text: string) => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

  type Row = { text: string; instant: string }
  const columns: CsvColumn<Row>[] = [
    { id: 'text', header: 'Text', kind: 'text' },
    { id: 'instant', header: 'Instant', kind: 'instant' },
  ]
  const check = (text: string) => {
    expect(csvLine({ text, instant: text }, columns)).toBe(`${quote(guard(text))},${quote(text)}\r\n`)
  }

  test('is what the plain rules say, for hostile cells', () => {
    fc.assert(fc.property(nasty, check), { numRuns: 5000 })
    const letters = fc.string({ unit: fc.constantFrom(...Array.from(`aZ09À×ɏ'";, \t\n\u00A0\u2028=-`)), maxLength: 6 })
    fc.assert(fc.property(letters, check), { numRuns: 5000 })
  })

  test('is what they say for every character, wherever it stands', () => {
    for (let code = 0; code < 0x1_00_00; code += 1) {
      const character = String.fromCharCode(code)
      for (const text of [character, `${character}a`, `a${character}`, `a${character}b`, `a;${character}`])
        if (csvLine({ text, instant: '' }, columns) !== `${quote(guard(text))},\r\n`) check(text)
    }
  })
})

describe('the formula guard', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '  \u00A0=1',
    '\u200B=1',
    '\uFEFF=1',
    '\u202E=1',
    '\u00AD=1',
    '\u0000=1',
    '|calc',
    '%0A',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '﹦1',
    '−1',
    "'=1",
    "'",
    '\tx',
    '+5',
    '-5.0',
    '-0',
    '-Infinity',
    "=cmd|' /C calc'!A0",
    '-2-3',
  ])('marks %j as text', (text) => {
    expect(guardFormula(text).startsWith("'")).toBe(true)
    expect(unguardFormula(guardFormula(text))).toBe(text)
  })

  test.each(['', 'A', '5', '-5', '-0.5', '1+1', 'a=b', 'a-b', '(=1)', 'Yes; no', '007', "don't", 'a;b', '100%'])(
    'leaves %j alone',
    (text) => {
      expect(guardFormula(text)).toBe(text)
    },
  )

  test.each([
    ['a;=1;', "a;'=1;"],
    ['a; "=1"', 'a;\' "=1"'],
    ['a\n=1', "a\n'=1"],
    ["a;'b", "a;''b"],
    ['=1;\t-2', "'=1;\t'-2"],
  ])('also stands where another separator would begin a cell: %j', (text, guarded) => {
    expect(guardFormula(text)).toBe(guarded)
    expect(unguardFormula(guarded)).toBe(text)
  })

  test('always gives the text back, and leaves no sign at the start of any cell', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const guarded = guardFormula(text)
        expect(unguardFormula(guarded)).toBe(text)
        const [first = '', ...others] = guarded.split(/[;\t\r\n]/u)
        expect(first).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+@|%＝]/u)
        for (const cell of others) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}"]*[=+@|%＝-]/u)
      }),
      { numRuns: 5000 },
    )
  })

  test('a long run of separators is walked once', () => {
    const startedAt = performance.now()
    for (const text of ['\t', ';', ' ', ';"', '\t ', '\u200B']) {
      expect(unguardFormula(guardFormula(text.repeat(200_000)))).toBe(text.repeat(200_000))
      csvLine({ long: `a${text.repeat(200_000)}` }, [{ id: 'long', header: 'Long', kind: 'text' }])
    }
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})

describe('the parts of a compound cell', () => {
  test('come apart again, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 3 }), (parts) => {
        expect(splitParts(joinParts(parts))).toEqual(parts)
      }),
      { numRuns: 2000 },
    )
  })

  test('forgive a person the spaces', () => expect(splitParts('  A/B /  C D ')).toEqual(['A', 'B', 'C D']))
})
