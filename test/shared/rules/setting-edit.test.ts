import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EditableSetting, SettingValue, ValuePlace } from '#shared/contract/settings'
import {
  changeOf,
  choicesOf,
  editableOf,
  faultsOf,
  isAsSent,
  isSameValue,
  kindOf,
  placeOf,
  settled,
  tidied,
  valueOf,
  wordsOf,
  type SourceKind,
} from '#shared/rules/setting-edit'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { FAMILY_SCHEMAS, type Setting, type SourceOption } from '#shared/wire/source-plane'
import { mergeSetting } from '../../../src/sandbox/planes/source-merge'
import { sourceSeed } from '../../../src/sandbox/seed/source-seed'
import type { Row } from '../../../src/sandbox/state/model'
import { choosableValue, someValue } from '../../fakes/any-setting-value'

type Case = { kind: SourceKind; setting: Setting; row: Row; options: Row | undefined; searchable: SourceOption[] | undefined }

/** A row and its options as the app reads them off the wire. */
function caseOf(kind: SourceKind, family: Setting['family'], row: Row, options: Row | undefined, searchable?: SourceOption[]): Case {
  const { row: Row, options: Options } = FAMILY_SCHEMAS[family]
  // Both were parsed with the schemas of the family; the union cannot follow the index.
  const setting = { family, row: Row.parse(row), ...(options ? { options: Options.parse(options) } : {}) } as Setting
  return { kind, setting, row, options, searchable }
}

/** Every setting of the sandbox's sources, before and after an upgrade. */
const seeded: Case[] = (['erp', 'integration', 'student'] as const).flatMap((slug) => {
  const { kind, settings } = sourceSeed(slug, 'Test', 1)
  return SETTING_FAMILIES.flatMap((family) => {
    const { rows, options } = settings.families[family]
    return rows.map((row) =>
      caseOf(
        kind,
        family,
        row,
        options.find(({ id }) => id === row.id),
        settings.searchable.get(row.id),
      ),
    )
  })
})

const option = fc.constantFrom('A', 'B', 'C', '007', ' x', '"').map((value) => ({ title: `The ${value}`, value }))
const options = fc.uniqueArray(option, { selector: ({ value }) => value, maxLength: 4 })
const text = fc.constantFrom('A', 'B', 'C', '007', 'gone')
const pairs = fc.array(fc.record({ primaryValue: text, secondaryValue: text }, { requiredKeys: ['primaryValue'] }), { maxLength: 3 })
const triples = fc.array(fc.record({ primaryValue: text, secondaryValue: text, tertiaryValue: text }), { maxLength: 3 })
const head = { id: fc.constant('1'), title: fc.constant('Zone') }
const ethos = [{ resource: 'courses' }]
const kinds = fc.constantFrom<SourceKind>('canonical', 'source-value')
const labels = { primaryDisplayLabel: 'One', secondaryDisplayLabel: 'Two' }

/** Settings that no sample has: values that are not offered any more, no options at all. */
const made: fc.Arbitrary<Case> = fc.oneof(
  fc
    .tuple(kinds, fc.record({ ...head, source: fc.record({ value: text }) }, { requiredKeys: ['id', 'title'] }), options)
    .map(([kind, row, sourceOptions]) => caseOf(kind, 'default-settings', { ...row, ethos }, { id: '1', ethos, sourceOptions })),
  fc
    .tuple(kinds, fc.record({ ...head, source: fc.record({ value: text }), enumeration: text }), options, fc.boolean())
    .map(([kind, { enumeration, ...row }, offered, isMapped]) =>
      caseOf(
        kind,
        'mapping-settings',
        { ...row, ethos: { resources: ethos, ...(isMapped || kind === 'source-value' ? { enumeration } : {}) } },
        kind === 'canonical'
          ? { id: '1', ethos: { resources: ethos, enumerations: offered.map(({ value }) => value) } }
          : { id: '1', ethos: { resources: ethos }, sourceOptions: offered },
      ),
    ),
  fc
    .tuple(kinds, fc.uniqueArray(text, { maxLength: 3 }), options)
    .map(([kind, values, sourceOptions]) =>
      caseOf(
        kind,
        'collection-configuration-settings',
        { id: '1', title: 'Zones', ethos, sourceSettings: values.map((value) => ({ value })) },
        { id: '1', ethos, sourceOptions },
      ),
    ),
  fc.tuple(kinds, fc.oneof(pairs, triples), options, options, options).map(([kind, rows, one, two, three]) => {
    const isTriple = rows.some((row) => 'tertiaryValue' in row)
    return caseOf(
      kind,
      'compound-configuration-settings',
      {
        id: '1',
        title: 'Pairs',
        ethos,
        source: isTriple ? { ...labels, tertiaryDisplayLabel: 'Three', associatedSettings: rows } : { ...labels, pairedSettings: rows },
      },
      {
        id: '1',
        ethos,
        source: {
          primaryValue: { sourceOptions: one },
          secondaryValue: { sourceOptions: two },
          ...(isTriple ? { tertiaryValue: { sourceOptions: three } } : {}),
        },
      },
    )
  }),
)

const sent = ({ kind, setting, row, options, searchable }: Case, value: SettingValue) =>
  mergeSetting({ kind, family: setting.family, row, options, body: changeOf(setting, kind, tidied(value)), searchable })
const withRow = ({ setting }: Case, row: Row) => ({ ...setting, row: FAMILY_SCHEMAS[setting.family].row.parse(row) }) as Setting
const inWords = (places: ValuePlace[]) => [...new Set(places.map((place) => JSON.stringify(place)))].sort()
const where = (value: ValuePlace) =>
  value === null ? null : { row: value.row, ...(value.column === undefined ? {} : { column: value.column }) }
/** Of a list of single values the source names the place with the member that holds it, and we do without. */
const placesOf = (faults: { at?: string }[]) => inWords(faults.map(({ at = '' }) => where(placeOf(at))))

/** Whether all that is in a value is offered now, so that nothing is let through only because it was there before. */
function isOffered({ shape }: EditableSetting, value: SettingValue): boolean {
  const has = (choices: readonly SourceOption[], text: string) => text === '' || choices.some((choice) => choice.value === text)
  if (value.kind === 'columns')
    return value.rows.every((cells) =>
      cells.every((cell, column) => shape.kind === 'columns' && has(shape.columns[column]?.choices ?? [], cell)),
    )
  return (value.kind === 'several' ? value.values : [value.value]).every((text) => has(choicesOf(shape), text))
}

describe('a change, against what the sandbox makes of it', () => {
  const anyCase = fc.constantFrom(...seeded).chain((each) => someValue(each.setting, each.kind).map((value) => ({ each, value })))

  test('is without fault exactly when the source takes it, and else has its faults at the same places', () => {
    fc.assert(
      fc.property(anyCase, ({ each, value }) => {
        const editable = editableOf(each.setting, each.kind)
        const faults = faultsOf(editable, tidied(value))
        const merged = sent(each, value)
        // What an advanced search would find is known to the source alone.
        if (editable.shape.kind === 'one' && editable.shape.search) expect(merged.ok ? faults : []).toEqual([])
        else expect(inWords(faults.map(({ place }) => place))).toEqual(merged.ok ? [] : placesOf(merged.faults))
      }),
      { numRuns: 3000 },
    )
  })

  test('is held to the options of today, but may leave what stood there before', () => {
    const cases = made.chain((each) => someValue(each.setting, each.kind).map((value) => ({ each, value })))
    fc.assert(
      fc.property(cases, ({ each, value }) => {
        const editable = editableOf(each.setting, each.kind)
        const faults = faultsOf(editable, tidied(value))
        const merged = sent(each, value)
        if (merged.ok) expect(faults).toEqual([])
        else if (faults.length === 0) expect(isOffered(editable, tidied(value))).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })

  test('that can be chosen becomes what the source has, and nothing else of the row changes', () => {
    const cases = fc.constantFrom(...seeded).chain((each) => choosableValue(each.setting, each.kind).map((value) => ({ each, value })))
    fc.assert(
      fc.property(cases, ({ each, value }) => {
        const merged = sent(each, value)
        if (!merged.ok) throw new Error(JSON.stringify(merged.faults))
        const after = withRow(each, merged.row)
        expect(isAsSent(after, each.kind, tidied(value))).toBe(true)
        expect(valueOf(after, each.kind)).toEqual(settled(each.setting, each.kind, tidied(value)))
        const rest = ({ source: _source, sourceSettings: _list, ethos: _ethos, ...others }: Row) => others
        expect(rest(merged.row)).toEqual(rest(each.row))
        if (each.setting.family !== 'mapping-settings' || each.kind === 'source-value')
          expect(merged.row['ethos']).toEqual(each.row['ethos'])
        else expect(merged.row['source']).toEqual(each.row['source'])
      }),
      { numRuns: 3000 },
    )
  })

  test('to another value can be undone by the same way back', () => {
    const cases = fc.constantFrom(...seeded).chain((each) => choosableValue(each.setting, each.kind).map((value) => ({ each, value })))
    fc.assert(
      fc.property(cases, ({ each, value }) => {
        const before = valueOf(each.setting, each.kind)
        const there = sent(each, value)
        if (!there.ok) throw new Error(JSON.stringify(there.faults))
        const back = sent({ ...each, setting: withRow(each, there.row), row: there.row }, before)
        const isMappedNow =
          each.kind === 'canonical' && each.setting.family === 'mapping-settings' && isSameValue(before, { kind: 'one', value: '' })
        // A mapping of a canonical source cannot be taken away again.
        if (isMappedNow && !isSameValue(tidied(value), before)) expect(back.ok).toBe(false)
        else expect(back.ok && isAsSent(withRow(each, back.row), each.kind, before)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a setting in its editor', () => {
  const mapping = (source: string, options: boolean): Setting => ({
    family: 'mapping-settings',
    row: { id: source, title: 'TYPE', ethos: { resources: [], enumeration: 'home' }, source: { value: source } },
    ...(options ? { options: { id: source, ethos: { resources: [] }, sourceOptions: [{ title: 'Home', value: 'HO' }] } } : {}),
  })

  test('gets the lowest mark that no other of its title has', () => {
    const marked = ['NOT_IN_USE_01', 'NOT_IN_USE_03', 'HO'].map((value) => mapping(value, true))
    expect(editableOf(mapping('HO', true), 'source-value', marked).shape).toMatchObject({ notInUse: 'NOT_IN_USE_02' })
    expect(editableOf(mapping('NOT_IN_USE_03', true), 'source-value', marked).shape).toMatchObject({ notInUse: 'NOT_IN_USE_03' })
    expect(editableOf(mapping('HO', true), 'source-value').shape).toMatchObject({ notInUse: 'NOT_IN_USE_01' })
  })

  test('tells the kind of a source that the hub does not tell', () => {
    expect(kindOf([mapping('HO', true)])).toBe('source-value')
    expect(kindOf([mapping('UPDATE_ME', false)])).toBe('source-value')
    expect(kindOf([mapping('HO', false)])).toBe('canonical')
    for (const { kind, setting } of seeded.filter(({ setting }) => setting.family === 'mapping-settings'))
      expect(kindOf([setting])).toBe(kind)
  })

  test('has words for its values, also for one that is not offered', () => {
    const { shape, named } = editableOf({ ...mapping('OLD', true) }, 'source-value')
    expect(wordsOf({ shape, named }, { kind: 'one', value: 'HO' })).toEqual(['Home (HO)'])
    expect(wordsOf({ shape, named }, { kind: 'one', value: 'OLD' })).toEqual(['OLD'])
    expect(wordsOf({ shape, named }, { kind: 'one', value: '' })).toEqual([])
  })

  test('finds the place that a fault of the source speaks of', () => {
    expect(placeOf('source.pairedSettings.2.secondaryValue')).toEqual({ row: 2, column: 1 })
    expect(placeOf('source.associatedSettings[0].tertiaryValue')).toEqual({ row: 0, column: 2 })
    expect(placeOf('sourceSettings.3.value')).toEqual({ row: 3 })
    expect(placeOf('source.value')).toBeNull()
    expect(placeOf('')).toBeNull()
  })
})
