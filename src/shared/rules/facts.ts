import type { Area, Fact, HistorySubject } from '../contract/history'
import type { Restriction, WireApiKey, WireApplication, WireOwnedResource } from '../wire/administration-plane'
import { ISO_LISTS, SETTING_FAMILIES } from '../wire/media-types'
import type { IsoRow, Setting } from '../wire/source-plane'
import { hubValueOf, sourceItems } from './setting-lines'

/**
 * What is told of something in its history and in comparisons. `same` is what is compared: two facts are the same when theirs
 * is. Words of a value may differ where the value does not, and the order of a list never counts.
 */
export type ComparedFact = Fact & { same: string }

const one = (field: Fact['field'], text: string | undefined): ComparedFact => {
  const lines = text === undefined || text === '' ? [] : [text]
  return { field, lines, same: JSON.stringify(lines) }
}
const several = (field: Fact['field'], lines: readonly string[]): ComparedFact => ({
  field,
  lines: [...lines],
  same: JSON.stringify([...lines].sort()),
})

/** `isSameTenant`: where its source is belongs to the tenant and says nothing about another. */
export function applicationFacts(application: WireApplication, isSameTenant = true): ComparedFact[] {
  const { name, description, baseUri, authentication, sourceKind } = application
  const { type, username } = authentication
  const facts = [one('name', name), one('description', description), one('sourceKind', sourceKind ?? undefined)]
  if (!isSameTenant) return [...facts, one('authentication', type)]
  return [...facts, one('baseUri', baseUri), several('authentication', [type, ...(username === undefined ? [] : [username])])]
}

/** Never anything of a key's value. */
export const keyFacts = ({ restriction }: WireApiKey, label = ''): ComparedFact[] => [one('label', label), restrictionFact(restriction)]

export const restrictionFact = (restriction: Restriction): ComparedFact =>
  restriction.mode === 'unrestricted'
    ? { field: 'unrestricted', lines: [], same: 'unrestricted' }
    : several('addresses', [...new Set(restriction.addresses)])

export const resourceFacts = ({ versions, deprecated }: WireOwnedResource): ComparedFact[] => [
  several('versions', versions),
  one('deprecated', deprecated ? 'yes' : undefined),
]

export const codeFacts = ({ isoCode }: IsoRow): ComparedFact[] => [one('isoCode', isoCode)]

/** Both sides of a mapping, the source's value of the others. A value is its code; its words are for reading. */
export function settingFacts(setting: Setting): ComparedFact[] {
  const items = sourceItems(setting)
  const inWords = (value: string, title: string | undefined) =>
    value === '' ? '–' : title === undefined || title === '' || title === value ? value : `${title} (${value})`
  const source: ComparedFact = {
    field: 'sourceValue',
    lines: items.map(({ titles, values }) => values.map((value, column) => inWords(value, titles[column])).join(' → ')),
    same: JSON.stringify(items.map(({ values }) => JSON.stringify(values)).sort()),
  }
  return setting.family === 'mapping-settings' ? [one('hubValue', hubValueOf(setting)), source] : [source]
}

/** Whether two say the same. A fact of another field (restricted, unrestricted) is another. */
export const sameFacts = (some: readonly ComparedFact[], others: readonly ComparedFact[]): boolean =>
  some.length === others.length && some.every(({ field, same }, index) => others[index]?.field === field && others[index].same === same)

/** Whether they also read the same: a list in another order does not, which a history tells and a comparison does not. */
export const readSame = (some: readonly ComparedFact[], others: readonly ComparedFact[]): boolean =>
  sameFacts(some, others) && JSON.stringify(some.map(({ lines }) => lines)) === JSON.stringify(others.map(({ lines }) => lines))

export type ToldRow = { area: Area; title: string; facts: ComparedFact[] }
type Telling = { isSameTenant?: boolean; label?: string }

/** What a cached row tells a person; null for bookkeeping. Rows were parsed with these schemas before they were stored. */
export function toldRow(kind: string, itemId: string, body: unknown, { isSameTenant, label }: Telling = {}): ToldRow | null {
  switch (kind) {
    case 'application':
      return { area: 'application', title: (body as WireApplication).name, facts: applicationFacts(body as WireApplication, isSameTenant) }
    case 'api-key':
      return { area: 'key', title: label || (body as WireApiKey).hint, facts: keyFacts(body as WireApiKey, label) }
    case 'owned-resource':
      return { area: 'resource', title: itemId, facts: resourceFacts(body as WireOwnedResource) }
  }
  if (kind.startsWith(CODES)) return { area: 'code', title: (body as IsoRow).title, facts: codeFacts(body as IsoRow) }
  if (!SETTING_FAMILIES.some((family) => family === kind)) return null
  return { area: 'setting', title: (body as Setting).row.title, facts: settingFacts(body as Setting) }
}

const CODES = 'iso-row/'
const CODE_KINDS = Object.keys(ISO_LISTS).map((list) => `${CODES}${list}`)
/** The kinds of rows that belong to an application and are told. */
export const TOLD_KINDS: readonly string[] = ['api-key', 'owned-resource', ...CODE_KINDS, ...SETTING_FAMILIES]

/** The kind of the rows that a subject is one of. */
export function kindOfSubject(subject: HistorySubject): string {
  switch (subject.area) {
    case 'application':
      return 'application'
    case 'key':
      return 'api-key'
    case 'resource':
      return 'owned-resource'
    case 'code':
      return `${CODES}${subject.list}`
    case 'setting':
      return subject.family
  }
}
