import type { Restriction } from '#shared/wire/administration-plane'
import { entryContains, parseAddressEntry } from '#shared/rules/addresses'

/** Whether a key may be used from an address. An empty list lets no one in. */
export function allows(restriction: Restriction, address: string): boolean {
  if (restriction.mode === 'unrestricted') return true
  return restriction.addresses.some((text) => {
    const parsed = parseAddressEntry(text)
    return parsed.ok && entryContains(parsed.entry, address)
  })
}

/** One fault for each entry that cannot be read, by its place in the list. */
export function faultsOf(restriction: Restriction, at = 'restriction'): { path: string; message: string }[] {
  if (restriction.mode === 'unrestricted') return []
  return restriction.addresses.flatMap((text, index) => {
    const parsed = parseAddressEntry(text)
    return parsed.ok ? [] : [{ path: `${at}.addresses.${index}`, message: parsed.message }]
  })
}

/** Entries as they are kept: without the space around them. */
export function tidied(restriction: Restriction): Restriction {
  return restriction.mode === 'unrestricted'
    ? restriction
    : { mode: 'restricted', addresses: restriction.addresses.map((text) => text.trim()) }
}
