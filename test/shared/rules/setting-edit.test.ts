import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SettingShape, SettingValue } from '#shared/contract/settings'
import {
  changeOf,
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
import { FAMILY_SCHEMAS, type Setting } from '#shared/wire/source-plane'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { mergeSetting } from '../../../src/sandbox/planes/source-merge'
import { sourceSeed } from '../../../src/sandbox/seed/source-seed'

type Case = { setting: Setting; kind: SourceKind; row: { id: string }; options: { id: string } | undefined; searchable: unknown }

/** Every setting of every source of the sandbox, with what its own merge is given. */
const cases: Case[] = (['erp', 'integration', 'student'] as const).flatMap((slug) => {
  const seed = sourceSeed(slug, 'Test', 0)
  return SETTING_FAMILIES.flatMap((family) => {
    const { rows, options } = seed.settings.families[family]
    return rows.map((row): Case => {
      const its = options.find(({ id }) => id === row.id)
      const parsed = { family, row: FAMILY_SCHEMAS[family].row.parse(row), options: its && FAMILY_SCHEMAS[family].options.parse(its) }
      return { setting: parsed as Setting, kind: seed.kind, row, options: its, searchable: seed.settings.searchable.get(row.id) }
    })
  })
})
const anyCase = fc.constantFrom(...cases)
const shapeOf = ({ setting, kind }: Case) => editableOf(setting, kind).shape

/** Values that a person can compose: mostly options, sometimes a text of one's own, doubled or left empty. */
function anyValue(shape: SettingShape): fc.Arbitrary<SettingValue> {
  const from = (choices: readonly { value: string }[]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('', ...choices.slice(0, 30).map(({ value }) => value)) },
      { weight: 1, arbitrary: fc.constantFrom('no such option', 'UPDATE_ME', 'NOT_IN_USE_07') },
    )
  switch (shape.kind) {
    case 'one':
      return from(shape.choices).map((value) => ({ kind: 'one', value }))
    case 'several':
      return fc.array(from(shape.choices), { maxLength: 4 }).map((values) => ({ kind: 'several', values }))
    case 'columns':
      return fc
        .array(fc.tuple(...shape.columns.map(({ choices }) => from(choices))), { maxLength: 4 })
        .map((rows) => ({ kind: 'columns', rows: rows.map((row) => [...row]) }))
  }
}

const merged = ({ setting, kind, row, options, searchable }: Case, value: SettingValue) =>
  mergeSetting({
    kind,
    family: setting.family,
    row,
    options,
    // As it goes over the wire.
    body: JSON.parse(JSON.stringify(changeOf(setting, kind, value))) as Record<string, unknown>,
    searchable: searchable as never,
  })

const anyChange = anyCase.chain((each) => anyValue(shapeOf(each)).map((value) => ({ each, value: tidied(value) })))

describe('a change of a setting', () => {
  test('that we find no fault with is taken by the source and is there afterwards, and one that we fault is refused', () => {
    fc.assert(
      fc.property(anyChange, ({ each, value }) => {
        const { setting, kind } = each
        // What is chosen out of an advanced search is known to the source alone.
        const shape = shapeOf(each)
        fc.pre(!(shape.kind === 'one' && shape.search !== null))
        // A value that stays as it is says nothing about the options.
        fc.pre(!isSameValue(value, valueOf(setting, kind)))
        const faults = faultsOf(editableOf(setting, kind), value)
        const result = merged(each, value)
        // What is set now may stay beside a change, and the source may have stopped offering it.
        if (faults.length > 0) expect(result.ok).toBe(false)
        else if (result.ok) {
          const after = { ...setting, row: FAMILY_SCHEMAS[setting.family].row.parse(result.row) } as Setting
          expect(isAsSent(after, kind, value)).toBe(true)
          expect(valueOf(after, kind)).toEqual(settled(setting, kind, value))
        } else expect(keepsWhatIsNotOffered(each, value)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('carries the id and only the part that changes', () => {
    fc.assert(
      fc.property(anyChange, ({ each: { setting, kind }, value }) => {
        const change = changeOf(setting, kind, value)
        expect(change.id).toBe(setting.row.id)
        expect(Object.keys(change).filter((key) => key !== 'id')).toEqual([
          setting.family === 'mapping-settings' && kind === 'canonical'
            ? 'ethos'
            : setting.family === 'collection-configuration-settings'
              ? 'sourceSettings'
              : 'source',
        ])
      }),
    )
  })

  test('leaves everything else of the row as it is', () => {
    fc.assert(
      fc.property(anyChange, ({ each, value }) => {
        const result = merged(each, value)
        if (!result.ok) return // tried above
        const { source: _s, sourceSettings: _l, ethos: _e, ...others } = result.row as Record<string, unknown>
        const { source: _s2, sourceSettings: _l2, ethos: _e2, ...before } = each.row as Record<string, unknown>
        expect(others).toEqual(before)
      }),
    )
  })
})

/** Some part of the value is set now and no longer among the options: we let it stay, a source may not. */
function keepsWhatIsNotOffered({ setting, kind }: Case, value: SettingValue): boolean {
  const { shape, value: before } = editableOf(setting, kind)
  const flat = (each: SettingValue): string[] =>
    each.kind === 'one' ? [each.value] : each.kind === 'several' ? each.values : each.rows.flat()
  const offered = new Set(
    shape.kind === 'columns' ? shape.columns.flatMap(({ choices }) => choices.map((c) => c.value)) : shape.choices.map((c) => c.value),
  )
  return flat(value).some((part) => part !== '' && flat(before).includes(part) && !offered.has(part))
}

describe('what can be edited', () => {
  test('is the hub’s side of a canonical mapping and the source’s side of all else', () => {
    for (const { setting, kind } of cases) {
      const { shape } = editableOf(setting, kind)
      if (shape.kind === 'one') expect(shape.side).toBe(setting.family === 'mapping-settings' && kind === 'canonical' ? 'hub' : 'source')
    }
  })

  test('a canonical mapping can be changed and not removed', () => {
    const mapping = cases.find(
      ({ setting, kind }) => kind === 'canonical' && setting.family === 'mapping-settings' && valueOf(setting, kind).kind === 'one',
    )!
    const editable = editableOf(mapping.setting, mapping.kind)
    expect(faultsOf(editable, { kind: 'one', value: '' })).toEqual([{ place: null, code: 'cannot-be-removed' }])
  })

  test('the kind of a source is told by its settings where the hub does not say', () => {
    for (const kind of ['canonical', 'source-value'] as const)
      expect(kindOf(cases.filter((each) => each.kind === kind).map(({ setting }) => setting))).toBe(kind)
    expect(kindOf([])).toBe('canonical')
  })

  test('the mark for not in use is one that no setting of the same title has', () => {
    const [first] = cases.filter(({ setting }) => setting.row.title === 'ADDRESSES.ADDRESSTYPE')
    const others = cases
      .filter(({ kind, setting }) => kind === first!.kind && setting.family === 'mapping-settings')
      .map(({ setting }) => setting)
    const { shape } = editableOf(first!.setting, first!.kind, others)
    expect(shape.kind === 'one' && shape.notInUse).toBe('NOT_IN_USE_02')
  })
})

describe('values', () => {
  test('that begin with nothing in a row are not sent', () => {
    expect(
      tidied({
        kind: 'columns',
        rows: [
          ['', ''],
          ['A', ''],
        ],
      }),
    ).toEqual({ kind: 'columns', rows: [['A', '']] })
    expect(tidied({ kind: 'several', values: ['', 'A'] })).toEqual({ kind: 'several', values: ['A'] })
  })

  test('have words for every part', () => {
    fc.assert(
      fc.property(anyChange, ({ each: { setting, kind }, value }) => {
        const lines = wordsOf(editableOf(setting, kind), value)
        expect(lines).toHaveLength(
          value.kind === 'one' ? (value.value === '' ? 0 : 1) : value.kind === 'several' ? value.values.length : value.rows.length,
        )
      }),
    )
  })

  test.each([
    ['source.value', null],
    ['', null],
    ['sourceSettings.2.value', { row: 2 }],
    ['sourceSettings[3].value', { row: 3 }],
    ['source.pairedSettings.0.secondaryValue', { row: 0, column: 1 }],
    ['source.associatedSettings.4.tertiaryValue', { row: 4, column: 2 }],
    ['ethos.enumeration', null],
  ])('a fault at %s stands at %j', (path, place) => {
    expect(placeOf(path)).toEqual(place)
  })
})
