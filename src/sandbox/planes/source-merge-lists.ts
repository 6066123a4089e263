import type { SourceOption } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import { isObject } from './source-asked'
import { fixed, isSame, isUnset, malformed, type MergeInput, notAnOption, optionsIn } from './source-merge-parts'
import type { SourceFault } from './source-reply'

/** Collection settings: the list that comes replaces the list that was. */
export function mergeCollection({ row, options, body }: MergeInput, faults: SourceFault[]): Row {
  if (!('sourceSettings' in body)) return row
  if (isUnset(body.sourceSettings)) return { ...row, sourceSettings: [] }
  if (!Array.isArray(body.sourceSettings)) {
    faults.push(malformed('sourceSettings', 'a list is expected.'))
    return row
  }
  const choices = optionsIn(options?.sourceOptions)
  const seen = new Set<string>()
  const sourceSettings = body.sourceSettings.flatMap((item: unknown, index) => {
    const at = `sourceSettings.${index}.value`
    const option = chosen(isObject(item) ? item.value : undefined, choices, at, faults)
    if (!option) return []
    if (seen.has(option.value))
      faults.push({ code: 'Settings.Duplicate', title: 'Stands twice', at, message: `"${option.value}" stands in the list already.` })
    seen.add(option.value)
    return [{ title: option.title, value: option.value }]
  })
  return { ...row, sourceSettings }
}

const COLUMNS = ['primary', 'secondary', 'tertiary'] as const
const LABELS = COLUMNS.map((column) => `${column}DisplayLabel` as const)
const LISTS = ['pairedSettings', 'associatedSettings'] as const

/** Compound settings: two columns in pairs or three in association; the list is replaced, the labels stay. */
export function mergeCompound({ row, options, body }: MergeInput, faults: SourceFault[]): Row {
  if (!('source' in body)) return row
  const before = isObject(row.source) ? row.source : {}
  if (!isObject(body.source)) {
    faults.push(malformed('source', 'an object is expected.'))
    return row
  }
  const sent = body.source
  for (const label of LABELS) if (label in sent && !isSame(sent[label], before[label])) faults.push(fixed(`source.${label}`))
  const list = LISTS.find((name) => name in before) ?? 'pairedSettings'
  for (const other of LISTS) if (other !== list && other in sent) faults.push(malformed(`source.${other}`, `this setting keeps ${list}.`))
  if (!(list in sent)) return row
  if (isUnset(sent[list])) return { ...row, source: { ...before, [list]: [] } }
  if (!Array.isArray(sent[list])) {
    faults.push(malformed(`source.${list}`, 'a list is expected.'))
    return row
  }
  const columns = list === 'pairedSettings' ? COLUMNS.slice(0, 2) : COLUMNS
  const choices = isObject(options?.source) ? options.source : {}
  const rows = sent[list].map((item: unknown, index) => pairOf(item, { at: `source.${list}.${index}`, columns, choices, faults }))
  return { ...row, source: { ...before, [list]: rows } }
}

type Pairing = { at: string; columns: readonly (typeof COLUMNS)[number][]; choices: Record<string, unknown>; faults: SourceFault[] }

function pairOf(item: unknown, { at, columns, choices, faults }: Pairing): Record<string, string> {
  const pair: Record<string, string> = {}
  if (!isObject(item)) {
    faults.push(malformed(at, 'an object is expected.'))
    return pair
  }
  for (const column of columns) {
    const member = `${column}Value`
    const value = item[member]
    if (column !== 'primary' && (value === undefined || isUnset(value))) continue
    const offered = choices[member]
    const option = chosen(value, optionsIn(isObject(offered) ? offered.sourceOptions : undefined), `${at}.${member}`, faults)
    if (!option) continue
    pair[`${column}Title`] = option.title
    pair[member] = option.value
  }
  return pair
}

function chosen(value: unknown, choices: SourceOption[], at: string, faults: SourceFault[]): SourceOption | undefined {
  if (typeof value !== 'string' || value === '') {
    faults.push(malformed(at, 'a value is expected.'))
    return undefined
  }
  const option = choices.find((candidate) => candidate.value === value)
  if (!option) faults.push(notAnOption(at, value))
  return option
}
