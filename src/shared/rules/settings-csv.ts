import { SETTING_FAMILIES } from '../wire/media-types'
import type { Setting } from '../wire/source-plane'
import { hubValueOf, resourcesOf, settingState, sourceItems } from './setting-lines'

export const BYTE_ORDER_MARK = '\uFEFF'
const END_OF_LINE = '\r\n'

export type SettingsCsvRow = {
  family: string
  application: string
  resource: string
  property: string
  settingTitle: string
  description: string
  hubValue: string
  sourceTitle: string
  sourceValue: string
  optionOrigin: string
  state: string
  settingId: string
  readAt: string
  /** Place in a collection or compound row, from 1. Null in the other families, and where there is no value. */
  position: number | null
}

type Cell = string | number | null
/** Only `text` is guarded against formulas. A number or an instant is of our own making and stays as it is. */
export type CsvColumn<Row> = { id: keyof Row & string; header: string; kind: 'text' | 'number' | 'instant' }

/** The columns of the export, in their order. docs/csv.md describes them. */
export const SETTINGS_CSV_COLUMNS: readonly CsvColumn<SettingsCsvRow>[] = [
  { id: 'family', header: 'Family', kind: 'text' },
  { id: 'application', header: 'Application', kind: 'text' },
  { id: 'resource', header: 'Resource', kind: 'text' },
  { id: 'property', header: 'Property', kind: 'text' },
  { id: 'settingTitle', header: 'Setting title', kind: 'text' },
  { id: 'description', header: 'Description', kind: 'text' },
  { id: 'hubValue', header: 'Hub value', kind: 'text' },
  { id: 'sourceTitle', header: 'Source title', kind: 'text' },
  { id: 'sourceValue', header: 'Source value', kind: 'text' },
  { id: 'optionOrigin', header: 'Option origin', kind: 'text' },
  { id: 'state', header: 'State', kind: 'text' },
  { id: 'settingId', header: 'Setting id', kind: 'text' },
  { id: 'readAt', header: 'Read at', kind: 'instant' },
  { id: 'position', header: 'Position', kind: 'number' },
]

type Facts = { applicationName: string; readAt: string }

/** One row for each setting × resource and property × value, in an order that depends on the data alone. */
export function* settingsCsvRows(settings: Iterable<Setting>, { applicationName, readAt }: Facts): Generator<SettingsCsvRow> {
  for (const setting of inOrder(settings)) {
    const { family, row } = setting
    const head = { family, application: applicationName }
    const title = { settingTitle: row.title, description: row.description ?? '', hubValue: hubValueOf(setting) }
    const tail = { state: settingState(setting), settingId: row.id, readAt }
    const values = valuesOf(setting)
    for (const owner of ownersOf(setting)) for (const value of values) yield { ...head, ...owner, ...title, ...value, ...tail }
  }
}

/**
 * The records of those rows: the text that `csvLine` makes of each, but what the rows of a setting have in common is guarded
 * and quoted once. Settings that are `isSorted` (see `compareSettings`) are taken one by one, and so need not all be in memory.
 */
export function* settingsCsvLines(
  settings: Iterable<Setting>,
  { applicationName, readAt }: Facts,
  { isSorted = false }: { isSorted?: boolean } = {},
): Generator<string> {
  const application = textCell(applicationName)
  const end = `,${quoted(readAt)},`
  for (const setting of isSorted ? settings : inOrder(settings)) {
    const { family, row } = setting
    const head = `${family},${application},`
    const title = `,${textCell(row.title)},${textCell(row.description ?? '')},${textCell(hubValueOf(setting))},`
    const tail = `,${settingState(setting)},${textCell(row.id)}${end}`
    const values = valuesOf(setting).map(
      ({ sourceTitle, sourceValue, optionOrigin, position }) =>
        `${title}${textCell(sourceTitle)},${textCell(sourceValue)},${textCell(optionOrigin)}${tail}${position ?? ''}${END_OF_LINE}`,
    )
    for (const { resource, property } of ownersOf(setting)) {
      const owner = `${head}${textCell(resource)},${textCell(property)}`
      for (const value of values) yield owner + value
    }
  }
}

/** Each setting has a row, also when it has no value or speaks of no resource: what is missing in a file is not seen. */
const NO_VALUE = { sourceTitle: '', sourceValue: '', optionOrigin: '', position: null }
const NO_OWNER = { resource: '', property: '' }

function valuesOf(setting: Setting): Pick<SettingsCsvRow, 'sourceTitle' | 'sourceValue' | 'optionOrigin' | 'position'>[] {
  const hasParts = setting.family === 'compound-configuration-settings'
  const hasPositions = hasParts || setting.family === 'collection-configuration-settings'
  const cell = (parts: readonly string[]) => (hasParts ? joinParts(parts) : (parts[0] ?? ''))
  const values = sourceItems(setting).map(({ titles, values, origins }, index) => ({
    sourceTitle: cell(titles),
    sourceValue: cell(values),
    optionOrigin: cell(origins),
    position: hasPositions ? index + 1 : null,
  }))
  return values.length === 0 ? [NO_VALUE] : values
}

function ownersOf(setting: Setting): Pick<SettingsCsvRow, 'resource' | 'property'>[] {
  const owners = resourcesOf(setting).map(({ resource, propertyName = '' }) => ({ resource, property: propertyName }))
  if (owners.length > 1) owners.sort((a, b) => compare(a.resource, b.resource) || compare(a.property, b.property))
  return owners.length === 0 ? [NO_OWNER] : owners
}

/** The columns of a compound value in one cell: `NURS / NURS`. A slash or space that belongs to a part stands behind a backslash. */
export const joinParts = (parts: readonly string[]): string =>
  parts.map((part) => part.replace(/[\\/]|^\s|\s$/g, (character) => `\\${character}`)).join(' / ')

/** The parts of a cell that `joinParts` made, also after a person or a spreadsheet changed the spaces around the slashes. */
export function splitParts(cell: string): string[] {
  const parts: string[] = []
  let part = ''
  // A piece is an escaped character, white space between pieces, or one plain character.
  let blanks = ''
  for (const [piece] of cell.matchAll(/\\?[^]/gu)) {
    if (piece === '/') {
      parts.push(part)
      part = blanks = ''
    } else if (/^\s$/u.test(piece)) blanks += part === '' ? '' : piece
    else {
      part += blanks + (piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece)
      blanks = ''
    }
  }
  return [...parts, part]
}

/** Signs that a spreadsheet may take for the start of a formula or command, with their full-width and small twins. */
const SIGN = '[=+\\-@|%\u2212\uFE62\uFE63\uFE66\uFE6A\uFE6B\uFF05\uFF0B\uFF0D\uFF1D\uFF20\uFF5C]'
/** White space, control and invisible characters, behind which spreadsheets still find the sign. */
const UNSEEN = '[\\s\\p{Cc}\\p{Cf}]'
const RISKY = new RegExp(`^(?:[\\t\\r\\n']|${UNSEEN}*${SIGN})`, 'u')
/**
 * Separators of other locales and line ends: a spreadsheet that expects no commas sees our quotes as text, and begins a new
 * cell there. What may stand before the sign has no separator in it, so that a long run of them is walked only once.
 */
const SEPARATOR = '[;\\t\\r\\n]'
const RISKY_INSIDE = new RegExp(`(${SEPARATOR})(?='|(?:(?!${SEPARATOR})${UNSEEN}|")*${SIGN})`, 'gu')
const HAS_SEPARATOR = new RegExp(SEPARATOR)
const GUARDED_INSIDE = new RegExp(`(${SEPARATOR})'`, 'gu')

/** Text that no spreadsheet runs; `unguardFormula` gives the text back exactly. */
export const guardFormula = (text: string): string => {
  const inside = HAS_SEPARATOR.test(text) ? text.replace(RISKY_INSIDE, "$1'") : text
  return RISKY.test(text) && !isNumber(text) ? `'${inside}` : inside
}

/** The text before it was guarded. */
export const unguardFormula = (text: string): string => text.replace(/^'/, '').replace(GUARDED_INSIDE, '$1')

/** The first line, always there. */
export const csvHeader = <Row>(columns: readonly CsvColumn<Row>[]): string =>
  columns.map(({ header }) => quoted(header)).join(',') + END_OF_LINE

/** One record after RFC 4180, with its line end. */
export function csvLine<Row extends Record<string, Cell>>(row: Row, columns: readonly CsvColumn<Row>[]): string {
  let line = ''
  for (const [index, { id, kind }] of columns.entries()) {
    const text = String(row[id] ?? '')
    line += (index === 0 ? '' : ',') + (kind === 'text' ? textCell(text) : quoted(text))
  }
  return line + END_OF_LINE
}

/** A cell of a parsed file as the value it was written from. */
export const readCell = (text: string, kind: CsvColumn<unknown>['kind']): Cell => {
  if (kind === 'number') return text === '' ? null : Number(text)
  return kind === 'text' ? unguardFormula(text) : text
}

/** Most cells: there is nothing in them that the guard or the quotation marks are for, and one look tells. */
const PLAIN = /^(?:[A-Za-z0-9À-ɏ](?:[^",;\t\r\n]*[^",;\s])?)?$/
const textCell = (text: string): string => (PLAIN.test(text) ? text : quoted(guardFormula(text)))

/** RFC 4180; also around the separators of other locales and outer spaces, which some readers would take away. */
const quoted = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A negative number that a spreadsheet writes back as it was: nothing to run, nothing to lose. `+5` and `-5.0` would change. */
const isNumber = (text: string): boolean => /^-[\d.]+$/.test(text) && String(Number(text)) === text

/** By family, title and id; by code points, so that the same data gives the same bytes on every computer and in every language. */
export const compareSettings = (a: Setting, b: Setting): number =>
  (a.family === b.family ? 0 : SETTING_FAMILIES.indexOf(a.family) - SETTING_FAMILIES.indexOf(b.family)) ||
  compare(a.row.title, b.row.title) ||
  compare(a.row.id, b.row.id)

const inOrder = (settings: Iterable<Setting>): Setting[] => [...settings].sort(compareSettings)

/** By code points, as the bytes of UTF-8 lie and as SQLite sorts: `<` compares halves of pairs, which differ beyond U+D7FF. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  for (let index = 0; ; index += 1) {
    const one = a.codePointAt(index)
    const other = b.codePointAt(index)
    if (one !== other) return (one ?? -1) - (other ?? -1)
    if (one !== undefined && one > 0xffff) index += 1
  }
}
