import type { AddressEntry } from './addresses'
import { readable, restrictionChange } from './restriction-change'

/**
 * Which entries of a key's list come from its set: those that the set has now, and those that came from it before. The
 * rest was added beside the set and stays when the set changes.
 */
export function entriesFromSet(addresses: readonly string[], set: readonly string[], earlier: readonly string[]): string[] {
  const ofSet = marks([...set, ...earlier])
  return readable(addresses).flatMap((entry) => (ofSet.has(mark(entry)) ? [entry.text] : []))
}

/** The key's list with its set as it is now: the set's addresses, and what the key has beside those that came from it earlier. */
export function broughtUpToSet(addresses: readonly string[], set: readonly string[], earlier: readonly string[]): string[] {
  const ofSet = marks([...set, ...earlier])
  const beside = readable(addresses).filter((entry) => !ofSet.has(mark(entry)))
  return [...new Set([...readable(set), ...beside].map(({ text }) => text))]
}

/** Whether two lists let in the same addresses. */
export function isSameList(one: readonly string[], other: readonly string[]): boolean {
  const listed = (addresses: readonly string[]) => ({ mode: 'restricted' as const, addresses: [...addresses] })
  const { isWider, isNarrower } = restrictionChange(listed(one), listed(other))
  return !isWider && !isNarrower
}

/** `10.0.0.5/24` and `10.0.0.0/24` are one entry. */
const mark = ({ family, first, last }: AddressEntry): string => `${family} ${first} ${last}`
const marks = (addresses: readonly string[]): Set<string> => new Set(readable(addresses).map(mark))
