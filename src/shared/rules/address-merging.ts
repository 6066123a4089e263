import { entryOf, inOrder, type AddressEntry } from './addresses'

/** `entry` adds nothing (`duplicate`, `contained`) or too little (`overlap`) beside `other`. */
export type MergeSuggestion = { code: 'duplicate' | 'contained' | 'overlap'; entry: AddressEntry; other: AddressEntry; message: string }
export type Merging = { suggestions: MergeSuggestion[]; merged: AddressEntry[] }

/**
 * What could be said shorter, and the list that says it: exactly the same addresses, none twice. Entries that touch nothing
 * stay as typed and where they are; a group of overlapping ones becomes one entry at the place of its first. Neighbours
 * (`10.0.0.1`, `10.0.0.2`) are left alone, since a person may have listed two machines on purpose.
 */
export function mergeSuggestions(entries: readonly AddressEntry[]): Merging {
  const place = new Map(entries.map((entry, index) => [entry, index] as const).reverse())
  const placeOf = (entry: AddressEntry) => place.get(entry) ?? 0
  const suggestions: MergeSuggestion[] = []
  const groups: Group[] = []
  let group: Group | undefined

  for (const entry of inOrder(entries)) {
    if (group?.widest.family !== entry.family || entry.first > group.last) {
      group = { widest: entry, first: entry.first, last: entry.last, place: placeOf(entry) }
      groups.push(group)
      continue
    }
    suggestions.push(suggestionFor(entry, group.widest))
    group.place = Math.min(group.place, placeOf(entry))
    if (entry.last > group.last) {
      group.last = entry.last
      group.widest = entry
    }
  }

  const merged = groups
    .sort((a, b) => a.place - b.place)
    .map(({ widest, first, last }) => (isExactly(widest, first, last) ? widest : entryOf(widest.family, first, last)))
  return { suggestions: suggestions.sort((a, b) => placeOf(a.entry) - placeOf(b.entry)), merged }
}

/** `widest` reaches furthest, so whatever comes next in order overlaps the group only if it overlaps this one. */
type Group = { widest: AddressEntry; first: bigint; last: bigint; place: number }

const isExactly = (entry: AddressEntry, first: bigint, last: bigint): boolean => entry.first === first && entry.last === last

function suggestionFor(entry: AddressEntry, other: AddressEntry): MergeSuggestion {
  if (isExactly(entry, other.first, other.last)) {
    const message = entry.text === other.text ? `${entry.text} is in the list twice.` : `${entry.text} is the same as ${other.text}.`
    return { code: 'duplicate', entry, other, message }
  }
  if (entry.last <= other.last) return { code: 'contained', entry, other, message: `${entry.text} is already part of ${other.text}.` }
  return { code: 'overlap', entry, other, message: `${entry.text} overlaps ${other.text}.` }
}
