import type { EditableSetting, SettingShape, SettingValue, ValuePlace } from '../contract/settings'
import { NEVER_CONFIGURED, NOT_IN_USE, type CompoundRow, type CompoundOptions, type Setting, type SourceOption } from '../wire/source-plane'
import { resourcesOf } from './setting-lines'

/** How a setting is edited; follows hub-contract, "Two kinds of source" and the table of plane C. */

export type SourceKind = 'canonical' | 'source-value'

/** What is wrong with a value before it is sent; words are in the window's catalogue. */
export type ValueFault = { place: ValuePlace; code: 'not-an-option' | 'twice' | 'missing' | 'cannot-be-removed' }

/** The hub's side is edited where the source's value is the fixed one: mappings of a canonical source. */
export const isHubSide = (setting: Setting, kind: SourceKind): boolean => setting.family === 'mapping-settings' && kind === 'canonical'

/** The kind of a source that the hub does not tell: mappings of a source-value source have options at the source's side. */
export function kindOf(settings: Iterable<Setting>): SourceKind {
  for (const setting of settings) {
    if (setting.family === 'mapping-settings' && setting.options) return setting.options.sourceOptions ? 'source-value' : 'canonical'
    const source = 'source' in setting.row && setting.row.source && 'value' in setting.row.source ? setting.row.source.value : ''
    if (source === NEVER_CONFIGURED || NOT_IN_USE.test(source)) return 'source-value'
  }
  return 'canonical'
}

/** The value as it is now, in the shape that is edited. */
export function valueOf(setting: Setting, kind: SourceKind): SettingValue {
  switch (setting.family) {
    case 'mapping-settings':
      return { kind: 'one', value: (kind === 'canonical' ? setting.row.ethos.enumeration : setting.row.source?.value) ?? '' }
    case 'default-settings':
    case 'configuration-settings':
      return { kind: 'one', value: setting.row.source?.value ?? '' }
    case 'collection-configuration-settings':
      return { kind: 'several', values: setting.row.sourceSettings.map(({ value }) => value) }
    case 'compound-configuration-settings': {
      const width = widthOf(setting.row)
      const rows = pairsOf(setting.row).map(({ primaryValue, secondaryValue = '', tertiaryValue = '' }) =>
        [primaryValue, secondaryValue, tertiaryValue].slice(0, width),
      )
      return { kind: 'columns', rows }
    }
  }
}

/** The setting as its editor needs it. `others`: the settings of its family, among which marks are numbered. */
export function editableOf(setting: Setting, kind: SourceKind, others: readonly Setting[] = []): EditableSetting {
  const { family, row } = setting
  const value = valueOf(setting, kind)
  const shape = shapeOf(setting, kind, others)
  return {
    family,
    id: row.id,
    title: row.title,
    description: row.description ?? '',
    about: resourcesOf(setting).map(({ resource, propertyName = '' }) => ({ resource, property: propertyName })),
    shape,
    value,
    named: namedBy(setting, kind).filter(({ value: named }) => !choicesOf(shape).some((choice) => choice.value === named)),
  }
}

function shapeOf(setting: Setting, kind: SourceKind, others: readonly Setting[]): SettingShape {
  switch (setting.family) {
    case 'mapping-settings':
      if (isHubSide(setting, kind))
        return {
          kind: 'one',
          side: 'hub',
          choices: (setting.options?.ethos.enumerations ?? []).map((value) => ({ title: value, value })),
          canUnset: (setting.row.ethos.enumeration ?? '') === '',
          notInUse: null,
          search: null,
        }
      return oneOf(setting, setting.options?.sourceOptions ?? [], kind, others)
    case 'default-settings':
    case 'configuration-settings':
      return oneOf(setting, setting.options?.sourceOptions ?? [], kind, others)
    case 'collection-configuration-settings':
      return { kind: 'several', choices: setting.options?.sourceOptions ?? [] }
    case 'compound-configuration-settings':
      return { kind: 'columns', columns: columnsOf(setting.row, setting.options) }
  }
}

function oneOf(setting: Setting, choices: SourceOption[], kind: SourceKind, others: readonly Setting[]): SettingShape {
  const search = setting.family === 'default-settings' ? (setting.row.advancedSearch ?? null) : null
  const notInUse = kind === 'source-value' ? freeMark(setting, others) : null
  return { kind: 'one', side: 'source', choices, canUnset: true, notInUse, search }
}

/** The mark a setting has, or the lowest that no setting of the same title has. */
function freeMark(setting: Setting, others: readonly Setting[]): string {
  const value = valueOf(setting, 'source-value')
  if (value.kind === 'one' && NOT_IN_USE.test(value.value)) return value.value
  const taken = new Set(
    others.flatMap((other) => {
      const its = other.row.title === setting.row.title ? valueOf(other, 'source-value') : null
      return its?.kind === 'one' ? [its.value] : []
    }),
  )
  for (let number = 1; ; number += 1) {
    const mark = `NOT_IN_USE_${String(number).padStart(2, '0')}`
    if (!taken.has(mark)) return mark
  }
}

const LABELS = ['primaryDisplayLabel', 'secondaryDisplayLabel', 'tertiaryDisplayLabel'] as const
const VALUES = ['primaryValue', 'secondaryValue', 'tertiaryValue'] as const
const TITLES = ['primaryTitle', 'secondaryTitle', 'tertiaryTitle'] as const

/** Three columns where the source associates, else two. */
const widthOf = ({ source }: CompoundRow): 2 | 3 =>
  source.associatedSettings !== undefined || (source.pairedSettings === undefined && source.tertiaryDisplayLabel !== undefined) ? 3 : 2
const listName = (row: CompoundRow) => (widthOf(row) === 3 ? 'associatedSettings' : 'pairedSettings')
const pairsOf = (row: CompoundRow) => row.source[listName(row)] ?? []

function columnsOf(row: CompoundRow, options: CompoundOptions | undefined) {
  return LABELS.slice(0, widthOf(row)).map((label, index) => ({
    label: row.source[label] ?? '',
    choices: (options?.source[VALUES[index] ?? 'primaryValue']?.sourceOptions ?? []).map((choice) => ({ ...choice })),
  }))
}

/** The words that a row itself has for its values. */
function namedBy(setting: Setting, kind: SourceKind): SourceOption[] {
  const named = (title: string | undefined, value: string | undefined) =>
    value === undefined || value === '' ? [] : [{ title: title ?? value, value }]
  switch (setting.family) {
    case 'mapping-settings':
      return isHubSide(setting, kind)
        ? named(undefined, setting.row.ethos.enumeration)
        : named(setting.row.source?.title, setting.row.source?.value)
    case 'default-settings':
    case 'configuration-settings':
      return named(setting.row.source?.title, setting.row.source?.value)
    case 'collection-configuration-settings':
      return setting.row.sourceSettings.flatMap(({ title, value }) => named(title, value))
    case 'compound-configuration-settings':
      return pairsOf(setting.row).flatMap((pair) =>
        VALUES.flatMap((name, column) => named(pair[TITLES[column] ?? 'primaryTitle'], pair[name])),
      )
  }
}

/** All choices of a shape, whichever column they are for. */
export const choicesOf = (shape: SettingShape): readonly SourceOption[] =>
  shape.kind === 'columns' ? shape.columns.flatMap(({ choices }) => choices) : shape.choices

/** A row without a value in any column is one that was begun and left: it is not sent. */
export function tidied(value: SettingValue): SettingValue {
  if (value.kind === 'columns') return { kind: 'columns', rows: value.rows.filter((row) => row.some((cell) => cell !== '')) }
  if (value.kind === 'several') return { kind: 'several', values: value.values.filter((each) => each !== '') }
  return value
}

/** What a person must mend before it can be sent. What is set now may stay, whether or not it is still offered. */
export function faultsOf({ shape, value: before }: Pick<EditableSetting, 'shape' | 'value'>, value: SettingValue): ValueFault[] {
  if (shape.kind === 'one' && value.kind === 'one') {
    if (value.value === '') return shape.canUnset ? [] : [{ place: null, code: 'cannot-be-removed' }]
    const isMark = shape.notInUse !== null && (NOT_IN_USE.test(value.value) || value.value === NEVER_CONFIGURED)
    const isKnown = isMark || shape.search !== null || before.kind !== 'one' || before.value === value.value
    return isKnown || has(shape.choices, value.value) ? [] : [{ place: null, code: 'not-an-option' }]
  }
  if (shape.kind === 'several' && value.kind === 'several') {
    const kept = before.kind === 'several' ? before.values : []
    return value.values.flatMap((each, row): ValueFault[] => {
      if (each === '') return []
      if (value.values.indexOf(each) < row) return [{ place: { row }, code: 'twice' }]
      return kept.includes(each) || has(shape.choices, each) ? [] : [{ place: { row }, code: 'not-an-option' }]
    })
  }
  if (shape.kind === 'columns' && value.kind === 'columns') {
    const kept = before.kind === 'columns' ? before.rows : []
    return value.rows.flatMap((cells, row) =>
      cells.every((cell) => cell === '')
        ? []
        : cells.flatMap((cell, column): ValueFault[] => {
            const place = { row, column }
            if (cell === '') return column === 0 ? [{ place, code: 'missing' }] : []
            const isKnown = kept.some((before) => before[column] === cell) || has(shape.columns[column]?.choices ?? [], cell)
            return isKnown ? [] : [{ place, code: 'not-an-option' }]
          }),
    )
  }
  throw new TypeError(`A value of kind ${value.kind} for a setting of kind ${shape.kind}`)
}

const has = (choices: readonly SourceOption[], value: string) => choices.some((choice) => choice.value === value)

/** Whether two values say the same. The order of a list counts: the source keeps it. */
export function isSameValue(one: SettingValue, other: SettingValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The body of the PUT: the id and the changed part. An unset value goes as null. */
export function changeOf(setting: Setting, kind: SourceKind, value: SettingValue): Record<string, unknown> {
  const { id } = setting.row
  const orNull = (text: string) => (text === '' ? null : text)
  if (value.kind === 'one')
    return isHubSide(setting, kind) ? { id, ethos: { enumeration: orNull(value.value) } } : { id, source: { value: orNull(value.value) } }
  if (value.kind === 'several') return { id, sourceSettings: value.values.map((each) => ({ value: each })) }
  if (setting.family !== 'compound-configuration-settings') throw new TypeError(`Columns for ${setting.family}`)
  const { row } = setting
  // The labels tell the source which columns are meant; they are the same and change nothing.
  const labels = Object.fromEntries(LABELS.slice(0, widthOf(row)).map((label) => [label, row.source[label]]))
  const pairs = value.rows.map((cells) =>
    Object.fromEntries(cells.flatMap((cell, column) => (column > 0 && cell === '' ? [] : [[VALUES[column] ?? '', cell]]))),
  )
  return { id, source: { ...labels, [listName(row)]: pairs } }
}

/** What the source makes of a value: a source-value source writes `UPDATE_ME` where there is none. */
export function settled(setting: Setting, kind: SourceKind, value: SettingValue): SettingValue {
  const isUnset = value.kind === 'one' && value.value === '' && kind === 'source-value' && !isHubSide(setting, kind)
  return isUnset ? { kind: 'one', value: NEVER_CONFIGURED } : value
}

/** Whether what the source has is what was sent. A default without a value and one with `UPDATE_ME` are both unset. */
export const isAsSent = (setting: Setting, kind: SourceKind, sent: SettingValue): boolean => {
  const now = valueOf(setting, kind)
  return isSameValue(now, sent) || isSameValue(now, settled(setting, kind, sent))
}

/** A value in words, a line for each of its parts; empty when nothing is set. */
export function wordsOf({ shape, named }: Pick<EditableSetting, 'shape' | 'named'>, value: SettingValue): string[] {
  const inWords = (text: string, choices: readonly SourceOption[]) => {
    const title = [...choices, ...named].find((choice) => choice.value === text)?.title
    return title === undefined || title === text ? text : `${title} (${text})`
  }
  if (value.kind === 'one') return value.value === '' ? [] : [inWords(value.value, choicesOf(shape))]
  if (value.kind === 'several') return value.values.map((each) => inWords(each, choicesOf(shape)))
  return value.rows.map((cells) =>
    cells
      .map((cell, column) => (cell === '' ? '–' : inWords(cell, shape.kind === 'columns' ? (shape.columns[column]?.choices ?? []) : [])))
      .join(' → '),
  )
}

/** A member that a source's fault speaks of, as a place in the value: `source.pairedSettings.2.secondaryValue`. */
export function placeOf(path: string): ValuePlace {
  const match = /^(?:sourceSettings|source[.](?:paired|associated)Settings)[.[](\d+)\]?(?:[.](\w+))?/.exec(path)
  if (!match) return null
  const column = VALUES.findIndex((name) => name === match[2])
  return { row: Number(match[1]), ...(column < 0 ? {} : { column }) }
}
