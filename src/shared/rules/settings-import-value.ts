import type { ImportLine } from '../contract/imports'
import type { EditableSetting, SettingValue } from '../contract/settings'
import type { Setting } from '../wire/source-plane'
import { editableOf, faultsOf, isSameValue, settled, tidied, valueOf, type SourceKind, type ValueFault } from './setting-edit'
import { joinParts, splitParts } from './settings-csv'

/** As in the contract: what a value may hold. */
const LONGEST = 2000
const MOST = 2000

type Outcome = Pick<ImportLine, 'kind' | 'base' | 'value' | 'reasons'>
/** Texts that stand at a place and differ from what is there now, each with the row where it was first seen. */
type Differing = Map<string, number>

/** What the rows of one setting want it to be. */
export type Intent = {
  /** One row: where in the list its text belongs (empty: nowhere) and the text. */
  take: (row: number, position: string, text: string) => void
  /** Something is wrong with a row as a whole; said once. */
  fault: (reason: string) => void
  /** `others`: the settings of its family, among which marks of what is not in use are numbered. */
  outcome: (others: () => readonly Setting[]) => Outcome
}

/**
 * Rows repeat the values of a setting for each of its resources, and a person may have edited only one of the repeats. So of
 * each place only what differs from now is kept: one new text is the wish, two contradict each other.
 */
export function createIntent(setting: Setting, kind: SourceKind): Intent {
  const base = valueOf(setting, kind)
  const isCompound = base.kind === 'columns'
  const places = new Map<number | null, Differing>()
  const faults = new Set<string>()
  const textNow = (position: number | null): string => {
    if (base.kind === 'one') return base.value
    if (position === null) return ''
    return (base.kind === 'several' ? base.values[position - 1] : joined(base.rows[position - 1] ?? [])) ?? ''
  }

  return {
    take(row, position, text) {
      const place = base.kind === 'one' ? null : placeOf(position)
      if (place === undefined) {
        faults.add(`“${position.trim()}” in row ${row} is no Position. Positions are whole numbers from 1.`)
        return
      }
      const differing = places.get(place) ?? new Map<string, number>()
      places.set(place, differing)
      const normal = isCompound ? joined(splitParts(text)) : text
      if (!isSameText(normal, textNow(place)) && !differing.has(normal)) differing.set(normal, row)
    },

    fault: (reason) => void faults.add(reason),

    outcome(others) {
      const texts = [...places.keys()].sort(inOrder).map((place) => {
        const differing = places.get(place) ?? new Map<string, number>()
        if (differing.size > 1) faults.add(contradiction(differing))
        return [...differing.keys()][0] ?? textNow(place)
      })
      const value = faults.size === 0 ? valueFrom(base, texts, faults) : null
      if (value === null) return { kind: 'faulty', base, value: null, reasons: [...faults] }
      if (isSameValue(value, tidied(base)) || isSameValue(settled(setting, kind, value), base))
        return { kind: 'same', base, value: base, reasons: [] }
      const reasons = reasonsAgainst(editableOf(setting, kind, others()), value)
      if (reasons.length > 0) return { kind: 'faulty', base, value, reasons }
      return { kind: isEmpty(value) ? 'unset' : 'change', base, value, reasons }
    },
  }
}

/** Whether two texts are the same, whatever a spreadsheet made of the line ends in them. */
export const isSameText = (one: string, other: string): boolean => one === other || oneLineEnd(one) === oneLineEnd(other)
const oneLineEnd = (text: string) => text.replace(/[\r\n]+/g, '\n')

/** Columns as one text; no text when none is filled in. */
const joined = (parts: readonly string[]) => (parts.every((part) => part === '') ? '' : joinParts(parts))

/** The list's place that a cell names; null for none, undefined when it is not a place. */
function placeOf(cell: string): number | null | undefined {
  const text = cell.trim()
  if (text === '') return null
  const place = Number(text)
  return Number.isInteger(place) && place >= 1 ? place : undefined
}

/** A text without a Position was added by hand: it goes to the end. */
const inOrder = (one: number | null, other: number | null) => (one ?? Infinity) - (other ?? Infinity) || 0

const contradiction = (differing: Differing) => {
  const wanted = [...differing].slice(0, 3).map(([text, row]) => `${quoted(text)} in row ${row}`)
  return `Rows of the same place hold different new values: ${wanted.join(', ')}. Make them the same, or give each a Position of its own.`
}

/** The value that texts stand for, in the shape of what is there now. Null with a fault said when they stand for none. */
function valueFrom(base: SettingValue, texts: readonly string[], faults: Set<string>): SettingValue | null {
  const filled = texts.filter((text) => text !== '')
  if (filled.length > MOST) faults.add(`The file gives it more than ${MOST} values.`)
  if (base.kind !== 'columns') {
    for (const text of filled) if (text.length > LONGEST) faults.add(`${quoted(text)} is longer than ${LONGEST} characters.`)
    if (faults.size > 0) return null
    return base.kind === 'one' ? { kind: 'one', value: texts[0] ?? '' } : { kind: 'several', values: filled }
  }
  const rows = filled.map(splitParts)
  return faultyRows(base.rows[0]?.length ?? null, rows, faults) ? null : { kind: 'columns', rows }
}

/** The number of columns of a setting without rows is told by its shape later; it is two or three in any case. */
function faultyRows(width: number | null, rows: readonly string[][], faults: Set<string>): boolean {
  for (const parts of rows) {
    const isWide = width === null ? parts.length === 2 || parts.length === 3 : parts.length === width
    if (!isWide) faults.add(wrongWidth(parts, width === null ? '2 or 3' : String(width)))
    for (const part of parts) if (part.length > LONGEST) faults.add(`${quoted(part)} is longer than ${LONGEST} characters.`)
  }
  return faults.size > 0
}
const wrongWidth = (parts: readonly string[], needed: string) =>
  `${quoted(joinParts(parts))} has ${parts.length} ${parts.length === 1 ? 'part' : 'parts'} and needs ${needed}, divided by “ / ”.`

const isEmpty = (value: SettingValue) =>
  value.kind === 'one' ? value.value === '' : (value.kind === 'several' ? value.values : value.rows).length === 0

/** Why a value cannot be set, a sentence each. */
function reasonsAgainst(editable: EditableSetting, value: SettingValue): string[] {
  const { shape } = editable
  if (shape.kind === 'columns' && value.kind === 'columns') {
    const wrong = value.rows.filter((parts) => parts.length !== shape.columns.length)
    if (wrong.length > 0) return wrong.map((parts) => wrongWidth(parts, String(shape.columns.length)))
  }
  const reasons = faultsOf(editable, value).map((fault) => reasonOf(fault, editable, value))
  // A default that is searched for takes any text, so that a number without its zeros would go unseen.
  if (reasons.length === 0 && shape.kind === 'one' && value.kind === 'one' && value.value !== '') {
    const candidates = candidatesOf(editable, 0)
    const twin = candidates.includes(value.value) ? null : zeroTwin(value.value, candidates)
    if (twin !== null) return [`${quoted(value.value)}: ${zerosRemoved(twin)}`]
  }
  return [...new Set(reasons)]
}

function reasonOf({ place, code }: ValueFault, editable: EditableSetting, value: SettingValue): string {
  const text = textAt(value, place)
  switch (code) {
    case 'twice':
      return `${quoted(text)} stands there twice.`
    case 'missing':
      return `${quoted(value.kind === 'columns' ? joinParts(value.rows[place?.row ?? 0] ?? []) : '')}: the first part is empty.`
    case 'cannot-be-removed':
      return 'This mapping can be changed, not removed.'
    case 'not-an-option': {
      const candidates = candidatesOf(editable, place?.column ?? 0)
      const twin = zeroTwin(text, candidates)
      if (twin !== null) return `${quoted(text)} is not an option: ${zerosRemoved(twin)}`
      return candidates.length === 0
        ? `${quoted(text)} cannot be checked: no options of this setting were read. Refresh the application.`
        : `${quoted(text)} is not an option of this setting.`
    }
  }
}

function textAt(value: SettingValue, place: ValueFault['place']): string {
  if (value.kind === 'one') return value.value
  const row = place?.row ?? 0
  return (value.kind === 'several' ? value.values[row] : value.rows[row]?.[place?.column ?? 0]) ?? ''
}

/** The options, and what is set now, which may stay. */
function candidatesOf({ shape, value }: EditableSetting, column: number): string[] {
  const choices = shape.kind === 'columns' ? (shape.columns[column]?.choices ?? []) : shape.choices
  const now =
    value.kind === 'one' ? [value.value] : value.kind === 'several' ? value.values : value.rows.map((parts) => parts[column] ?? '')
  return [...new Set([...choices.map((choice) => choice.value), ...now.filter((text) => text !== '')])].filter((text) => text !== '')
}

/** The one option that a spreadsheet would have made this number of. */
function zeroTwin(text: string, candidates: readonly string[]): string | null {
  const bare = (each: string) => each.replace(/^0+(?=.)/, '')
  const twins = candidates.filter((each) => each !== text && /^0/.test(each) && bare(each) === bare(text))
  return twins.length === 1 ? (twins[0] ?? null) : null
}
const zerosRemoved = (option: string) => `a spreadsheet may have removed leading zeros: ${option}.`

const quoted = (text: string) => (text === '' ? 'No value' : `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`)
