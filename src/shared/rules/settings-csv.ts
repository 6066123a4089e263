import { SETTING_FAMILIES } from '../wire/media-types'
import type { Setting } from '../wire/source-plane'
import { resourcesOf, settingState, sourceValues } from './setting-lines'

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
}
export type CsvColumn<Row> = { id: keyof Row & string; header: string; kind: 'text' | 'plain' }

/** The columns of the export, in their order. docs/csv.md describes them. Text of people and sources is guarded, ours is plain. */
export const SETTINGS_CSV_COLUMNS: readonly CsvColumn<SettingsCsvRow>[] = [
  { id: 'family', header: 'Family', kind: 'plain' },
  { id: 'application', header: 'Application', kind: 'text' },
  { id: 'resource', header: 'Resource', kind: 'text' },
  { id: 'property', header: 'Property', kind: 'text' },
  { id: 'settingTitle', header: 'Setting title', kind: 'text' },
  { id: 'description', header: 'Description', kind: 'text' },
  { id: 'hubValue', header: 'Hub value', kind: 'text' },
  { id: 'sourceTitle', header: 'Source title', kind: 'text' },
  { id: 'sourceValue', header: 'Source value', kind: 'text' },
  { id: 'optionOrigin', header: 'Option origin', kind: 'text' },
  { id: 'state', header: 'State', kind: 'plain' },
  { id: 'settingId', header: 'Setting id', kind: 'text' },
  { id: 'readAt', header: 'Read at', kind: 'plain' },
]

/** One row for each setting × resource × value, in an order that depends on the data alone. */
export function* settingsCsvRows(
  settings: Iterable<Setting>,
  facts: { applicationName: string; readAt: string },
): Generator<SettingsCsvRow> {
  const ordered = [...settings].sort(
    (a, b) =>
      SETTING_FAMILIES.indexOf(a.family) - SETTING_FAMILIES.indexOf(b.family) ||
      compare(a.row.title, b.row.title) ||
      compare(a.row.id, b.row.id),
  )
  for (const setting of ordered) {
    const values = sourceValues(setting)
    for (const { resource, propertyName = '' } of resourcesOf(setting))
      for (const value of values.length > 0 ? values : [{ title: '', value: '', origin: '' }])
        yield {
          family: setting.family,
          application: facts.applicationName,
          resource,
          property: propertyName,
          settingTitle: setting.row.title,
          description: setting.row.description ?? '',
          hubValue: setting.family === 'mapping-settings' ? (setting.row.ethos.enumeration ?? '') : '',
          sourceTitle: value.title,
          sourceValue: value.value,
          optionOrigin: value.origin,
          state: settingState(setting),
          settingId: setting.row.id,
          readAt: facts.readAt,
        }
  }
}

/**
 * What a spreadsheet might take for a formula or command: the signs, also full-width, behind any space or invisible
 * character. A leading apostrophe is guarded too, so that taking one apostrophe away always gives the text back.
 */
const RISKY = /^(?:[\s\u00A0\u200B-\u200F\u2060\uFEFF]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n']|[\s\u00A0\u200B-\u200F\u2060\uFEFF]+$)/u
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/

/** Text that no spreadsheet runs. Numbers stay as they are. */
export const guardFormula = (text: string) => (RISKY.test(text) && !NUMBER.test(text) ? `'${text}` : text)
/** The text before it was guarded. */
export const unguardFormula = (text: string) => (text.startsWith("'") ? text.slice(1) : text)

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The first line, always there. */
export const csvHeader = <Row>(columns: readonly CsvColumn<Row>[]) => columns.map(({ header }) => quoted(header)).join(',') + END_OF_LINE

/** One record after RFC 4180, with its line end. */
export const csvLine = <Row extends Record<string, string>>(row: Row, columns: readonly CsvColumn<Row>[]) =>
  columns.map(({ id, kind }) => quoted(kind === 'text' ? guardFormula(row[id] ?? '') : (row[id] ?? ''))).join(',') + END_OF_LINE

// By code units, so that the same data gives the same bytes on every computer and in every language.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
