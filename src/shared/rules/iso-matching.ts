import type { IsoList } from '../wire/media-types'
import type { IsoChoice, IsoRow } from '../wire/source-plane'

/** What is known of a code apart from the source: its names, and other codes for the same thing, e.g. `GB` and `826` of `GBR`. */
export type IsoReferenceEntry = { names: readonly string[]; alternates: readonly string[]; parent?: string }
export type IsoReference = Readonly<Record<IsoList, ReadonlyMap<string, IsoReferenceEntry>>>
export type IsoListContent = { list: IsoList; rows: readonly IsoRow[]; choices: readonly IsoChoice[] }
export type IsoCodeState = 'set' | 'none' | 'unknown' | 'inactive'
export type IsoRecommendation = { choice: IsoChoice; by: 'name' | 'code' }
/** `by`: what the choices were narrowed to, e.g. a country; null when they are all there are. */
export type IsoChoicesFor = { choices: readonly IsoChoice[]; by: { list: IsoList; choice: IsoChoice } | null }

/** What narrows choices apart from the row itself. */
export type IsoWhere = {
  /** The code that a row has or is about to have; by default the one at the source. */
  codeOf?: (list: IsoList, row: IsoRow) => string
  /** A country or region row that stands in for the parent of rows that name none. */
  parentId?: string | null
}

type Words = { codes: readonly string[]; names: readonly string[] }
type OfList = {
  all: readonly IsoChoice[]
  active: readonly IsoChoice[]
  rows: ReadonlyMap<string, IsoRow>
  byCode: ReadonlyMap<string, IsoChoice>
  /** Active choices by each of their codes and by each of their names, both made plain. */
  withCode: ReadonlyMap<string, readonly IsoChoice[]>
  withName: ReadonlyMap<string, readonly IsoChoice[]>
  words: ReadonlyMap<IsoChoice, Words>
}
export type IsoIndex = Readonly<Partial<Record<IsoList, OfList>>>

const PARENT = { region: 'country', subregion: 'region' } as const
const spaced = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
// Without the spaces too: `U.S.A.` is `USA`, and `Guinea-Bissau` is `Guinea Bissau`.
const plainName = (text: string) => spaced(text).replaceAll(' ', '')
const plainCode = (code: string) => code.trim().toLowerCase()

/** Puts lists of thousands in order once, so that each row is matched without looking through all choices. */
export function indexIso(lists: readonly IsoListContent[], reference: IsoReference | null): IsoIndex {
  return Object.fromEntries(lists.map((content) => [content.list, indexList(content, reference?.[content.list])]))
}

function indexList({ rows, choices }: IsoListContent, reference: ReadonlyMap<string, IsoReferenceEntry> | undefined): OfList {
  const known = byAnyCode(reference)
  const byCode = new Map<string, IsoChoice>()
  const withCode = new Map<string, IsoChoice[]>()
  const withName = new Map<string, IsoChoice[]>()
  const words = new Map<IsoChoice, Words>()
  const active = choices.filter(({ status }) => status === 'active')
  for (const choice of choices) {
    const code = plainCode(choice.isoCode)
    // A code that is listed twice is as good as its better entry.
    if (choice.status === 'active' || !byCode.has(code)) byCode.set(code, choice)
    const more = known.get(code)
    words.set(choice, {
      codes: [...new Set([code, ...(more?.codes ?? [])])],
      names: [...new Set([choice.title, ...(more?.names ?? [])])],
    })
  }
  for (const choice of active) {
    for (const code of words.get(choice)?.codes ?? []) add(withCode, code, choice)
    for (const name of words.get(choice)?.names ?? []) add(withName, plainName(name), choice)
  }
  return { all: choices, active, rows: new Map(rows.map((row) => [row.id, row])), byCode, withCode, withName, words }
}

/** A source may list a thing by any of its codes, e.g. countries by `CZ` instead of `CZE`. */
function byAnyCode(reference: ReadonlyMap<string, IsoReferenceEntry> | undefined): ReadonlyMap<string, Words> {
  const known = new Map<string, Words>()
  for (const [code, { names, alternates }] of reference ?? []) {
    const words = { codes: [code, ...alternates].map(plainCode), names }
    for (const each of words.codes) if (each === plainCode(code) || !known.has(each)) known.set(each, words)
  }
  return known
}

function add(map: Map<string, IsoChoice[]>, key: string, choice: IsoChoice): void {
  if (key === '') return
  const there = map.get(key)
  if (!there) map.set(key, [choice])
  else if (!there.includes(choice)) there.push(choice)
}

const codeAtSource = (_list: IsoList, row: IsoRow) => row.isoCode ?? ''

/** The country of a region and the region of a subregion, as rows of the source; by the row, else by what was chosen. */
function parentRow(index: IsoIndex, list: IsoList, row: IsoRow, where: IsoWhere): { list: 'country' | 'region'; row: IsoRow } | null {
  if (list !== 'region' && list !== 'subregion') return null
  const named = list === 'region' ? row.country : row.region
  const id = named?.id ?? where.parentId
  const parent = id === null || id === undefined ? undefined : index[PARENT[list]]?.rows.get(id)
  return parent ? { list: PARENT[list], row: parent } : null
}

/** The choice that the row's country or region is coded as, when that is known: what its own choices are narrowed to. */
export function parentChoice(index: IsoIndex, list: IsoList, row: IsoRow, where: IsoWhere): IsoChoicesFor['by'] {
  const parent = parentRow(index, list, row, where)
  if (!parent) return null
  const code = (where.codeOf ?? codeAtSource)(parent.list, parent.row)
  const choice = code === '' ? undefined : index[parent.list]?.byCode.get(plainCode(code))
  return choice ? { list: parent.list, choice } : null
}

/** A choice that names no parent may belong to any. */
const fits = (list: IsoList, choice: IsoChoice, by: IsoChoicesFor['by']) => {
  const parent = list === 'region' ? choice.country : choice.region
  return by === null || parent === undefined || parent.id === by.choice.id
}

/** What a row can be set to: active choices; regions of its country and subregions of its region, where that is known. */
export function choicesFor(index: IsoIndex, list: IsoList, row: IsoRow, where: IsoWhere = {}): IsoChoicesFor {
  const active = index[list]?.active ?? []
  const by = parentChoice(index, list, row, where)
  return by === null ? { choices: active, by } : { choices: active.filter((choice) => fits(list, choice, by)), by }
}

/** What a row's code is worth. Where the source offers no choices at all there is nothing to hold it against. */
export function codeState(index: IsoIndex, list: IsoList, code: string): IsoCodeState {
  if (code === '') return 'none'
  const known = index[list]
  if (!known || known.all.length === 0) return 'set'
  const choice = known.byCode.get(plainCode(code))
  if (!choice) return 'unknown'
  return choice.status === 'active' ? 'set' : 'inactive'
}

/** The choice behind a code, active or not. */
export const choiceOf = (index: IsoIndex, list: IsoList, code: string): IsoChoice | undefined => index[list]?.byCode.get(plainCode(code))

/**
 * The one choice that is called what the row is called, or coded what the row is coded; null as soon as there could be two.
 * Only for rows without a code and for those whose code is none of the choices.
 */
export function recommend(index: IsoIndex, list: IsoList, row: IsoRow, where: IsoWhere = {}): IsoRecommendation | null {
  const known = index[list]
  const state = codeState(index, list, row.isoCode ?? '')
  if (!known || (state !== 'none' && state !== 'unknown')) return null
  const by = parentChoice(index, list, row, where)
  const called = known.withName.get(plainName(row.title)) ?? []
  const coded = codesOf(index, list, row, where).flatMap((code) => known.withCode.get(code) ?? [])
  const candidates = [...called, ...coded].filter((choice) => fits(list, choice, by))
  const [first] = candidates
  if (!first || candidates.some(({ isoCode }) => isoCode !== first.isoCode)) return null
  return { choice: first, by: called.includes(first) ? 'name' : 'code' }
}

/** The row's own code; for regions and subregions also with its country before it, as in `CZ-10`. */
function codesOf(index: IsoIndex, list: IsoList, row: IsoRow, where: IsoWhere): string[] {
  const code = plainCode(row.code)
  if (code === '') return []
  const parent = parentRow(index, list, row, where)
  if (!parent) return [code]
  const region = parent.list === 'region' ? parent : null
  const country = region ? parentRow(index, 'region', region.row, {}) : parent
  const codeNow = where.codeOf ?? codeAtSource
  const letters = country
    ? twoLetters(index, codeNow('country', country.row))
    : (/^([a-z]{2})-/i.exec(codeNow('region', parent.row))?.[1] ?? null)
  return letters === null ? [code] : [code, `${plainCode(letters)}-${code}`]
}

const twoLetters = (index: IsoIndex, code: string): string | null => {
  const choice = choiceOf(index, 'country', code)
  const codes = (choice && index.country?.words.get(choice)?.codes) ?? [plainCode(code)]
  return codes.find((each) => /^[a-z]{2}$/.test(each)) ?? null
}

/** Choices found by a code or a name, theirs or one the reference knows; those that begin with the query come first. */
export function searchChoices(index: IsoIndex, list: IsoList, choices: readonly IsoChoice[], query: string): readonly IsoChoice[] {
  const words = spaced(query)
  const code = plainCode(query)
  if (code === '') return choices
  const ranked = choices.map((choice) => ({ choice, rank: rankOf(index[list]?.words.get(choice) ?? wordsOf(choice), words, code) }))
  return ranked
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((one, other) => one.rank - other.rank || one.choice.title.localeCompare(other.choice.title))
    .map(({ choice }) => choice)
}

const NO_MATCH = 6
const wordsOf = ({ isoCode, title }: IsoChoice): Words => ({ codes: [plainCode(isoCode)], names: [title] })

function rankOf({ codes, names }: Words, words: string, code: string): number {
  if (codes.includes(code)) return 0
  if (codes[0]?.startsWith(code)) return 1
  if (words === '') return NO_MATCH
  const called = names.map(spaced)
  if (called.some((name) => name.startsWith(words))) return 2
  if (codes.some((each) => each.startsWith(code))) return 3
  if (called.some((name) => name.includes(` ${words}`))) return 4
  const each = words.split(' ')
  return called.some((name) => each.every((word) => name.includes(word))) || codes.some((one) => one.includes(code)) ? 5 : NO_MATCH
}
