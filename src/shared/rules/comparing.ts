import type { Outcome } from '../contract/compare'
import type { Area, Fact } from '../contract/history'
import type { IsoRow, Setting } from '../wire/source-plane'
import type { WireApiKey } from '../wire/administration-plane'
import { isHubSide, type SourceKind } from './setting-edit'
import { hubValueOf, resourcesOf, sourceItems } from './setting-lines'
import { restrictionFact, sameFacts, type ComparedFact } from './facts'

/** One thing of one side. Things of two sides with one `key` are the same thing; docs/compare.md says which. */
export type ComparedItem = { key: string; id: string; area: Area; title: string; place: string; facts: readonly ComparedFact[] }
export type ComparedPair = { area: Area; outcome: Outcome; title: string; place: string; left: Fact[] | null; right: Fact[] | null }

/** What a key of another tenant is known by: its label here, or else what it is restricted to. Never its id, never its value. */
export const keyOfApiKey = ({ restriction }: WireApiKey, label: string): string => {
  const { field, same } = restrictionFact(restriction)
  return label === '' ? `${field} ${same}` : `label ${label.trim()}`
}

export const keyOfCode = ({ code, title }: IsoRow): string => (code === '' ? `title ${title}` : `code ${code}`)

/**
 * What a setting of another tenant is known by: its title, what it speaks of, and of a mapping the side that is not edited,
 * since a source has one mapping of the same title for each of its values.
 */
export function keyOfSetting(setting: Setting, kind: SourceKind): string {
  const about = resourcesOf(setting).map(({ resource, propertyName = '' }) => `${resource} ${propertyName}`)
  const fixed =
    setting.family !== 'mapping-settings'
      ? ''
      : isHubSide(setting, kind)
        ? sourceItems(setting).flatMap(({ values }) => values)
        : hubValueOf(setting)
  return JSON.stringify([setting.row.title.trim(), about.sort(), fixed])
}

/** The resources a setting speaks of, in a line. */
export const placeOfSetting = (setting: Setting): string =>
  [...new Set(resourcesOf(setting).map(({ resource }) => resource))].sort().join(', ')

/** Things of one key, side by side: first those that say the same, then those of one id, then in their order. */
export function pairUp(left: readonly ComparedItem[], right: readonly ComparedItem[]): ComparedPair[] {
  const [first, second] = [left[0], right[0]]
  if (left.length <= 1 && right.length <= 1) return first || second ? [pairOf(first, second)] : []
  const rights = new Set(right)
  const paired = new Map<ComparedItem, ComparedItem>()
  const pairBy = (fits: (one: ComparedItem, other: ComparedItem) => boolean) => {
    for (const one of left) {
      if (paired.has(one)) continue
      for (const other of rights)
        if (fits(one, other)) {
          paired.set(one, other)
          rights.delete(other)
          break
        }
    }
  }
  pairBy((one, other) => one.id === other.id && sameFacts(one.facts, other.facts))
  pairBy((one, other) => sameFacts(one.facts, other.facts))
  pairBy((one, other) => one.id === other.id)
  pairBy(() => true)
  return [...left.map((one) => pairOf(one, paired.get(one))), ...[...rights].map((other) => pairOf(undefined, other))]
}

function pairOf(left: ComparedItem | undefined, right: ComparedItem | undefined): ComparedPair {
  const item = right ?? left
  if (!item) throw new TypeError('A pair of nothing')
  const { area, title, place } = item
  const plain = (facts: readonly ComparedFact[]) => facts.map(({ field, lines }): Fact => ({ field, lines }))
  if (!left || !right)
    return {
      area,
      title,
      place,
      outcome: left ? 'missing' : 'new',
      left: left ? plain(left.facts) : null,
      right: right ? plain(right.facts) : null,
    }
  if (sameFacts(left.facts, right.facts)) return { area, title, place, outcome: 'same', left: plain(left.facts), right: plain(right.facts) }
  const differing = (facts: readonly ComparedFact[], others: readonly ComparedFact[]) =>
    plain(facts.filter(({ field, same }) => !others.some((other) => other.field === field && other.same === same)))
  return { area, title, place, outcome: 'different', left: differing(left.facts, right.facts), right: differing(right.facts, left.facts) }
}
