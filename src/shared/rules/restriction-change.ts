import type { KnownRestriction } from '../wire/administration-plane'
import { mergeSuggestions } from './address-merging'
import { countAddresses, entryOf, inOrder, parseAddressEntry, type AddressEntry } from './addresses'
import { BITS } from './ip-address'

/** What a change of a restriction does, by addresses and not by how they are written: `10.0.0.0/31` is two addresses. */
export type RestrictionChange = {
  added: AddressEntry[]
  removed: AddressEntry[]
  /** How many addresses are let in; `all` without a restriction. */
  addressesBefore: bigint | 'all'
  addressesAfter: bigint | 'all'
  /** Someone is let in who was not; both can be true. */
  isWider: boolean
  isNarrower: boolean
}

/** Compares two restrictions. Entries that cannot be read let no one in, as far as we know. */
export function restrictionChange(before: KnownRestriction, after: KnownRestriction): RestrictionChange {
  const [left, right] = [apart(entriesOf(before)), apart(entriesOf(after))]
  const [added, removed] = [minus(right, left), minus(left, right)]
  return {
    added,
    removed,
    addressesBefore: before.mode !== 'restricted' ? 'all' : countAddresses(left),
    addressesAfter: after.mode !== 'restricted' ? 'all' : countAddresses(right),
    isWider: added.length > 0,
    isNarrower: removed.length > 0,
  }
}

/** The entries of a restriction that can be read; everything there is when it restricts nothing, as far as we know. */
export function entriesOf(restriction: KnownRestriction): AddressEntry[] {
  if (restriction.mode !== 'restricted') return EVERYTHING
  return readable(restriction.addresses)
}

export const readable = (addresses: readonly string[]): AddressEntry[] =>
  addresses.flatMap((text) => {
    const parsed = parseAddressEntry(text)
    return parsed.ok ? [parsed.entry] : []
  })

const EVERYTHING = ([4, 6] as const).map((family) => entryOf(family, 0n, (1n << BigInt(BITS[family])) - 1n))

/** In order and without overlaps, so that two lists can be walked side by side. */
const apart = (entries: readonly AddressEntry[]): AddressEntry[] => inOrder(mergeSuggestions(entries).merged)

/** What is in `entries` and not in `others`. An entry that is not touched comes back as it is written. */
function minus(entries: readonly AddressEntry[], others: readonly AddressEntry[]): AddressEntry[] {
  const left: AddressEntry[] = []
  let at = 0
  for (const entry of entries) {
    const { family, last } = entry
    for (let other = others[at]; other && isBefore(other, entry); other = others[at]) at += 1
    let first = entry.first
    for (let next = at; first <= last; next += 1) {
      const other = others[next]
      const isApart = other?.family !== family || other.first > last
      const end = isApart ? last : other.first - 1n
      if (end >= first) left.push(first === entry.first && end === last ? entry : entryOf(family, first, end))
      first = isApart ? last + 1n : other.last + 1n
    }
  }
  return left
}

const isBefore = (one: AddressEntry, other: AddressEntry): boolean =>
  one.family < other.family || (one.family === other.family && one.last < other.first)
