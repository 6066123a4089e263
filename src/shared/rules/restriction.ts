import type { FieldFault } from '../errors'
import type { KnownRestriction, Restriction } from '../wire/administration-plane'
import { parseAddressEntry } from './addresses'

/** A restriction with each entry in its normal form, or one fault for each entry that cannot be read. */
export function normalRestriction(restriction: Restriction): { ok: true; restriction: Restriction } | { ok: false; faults: FieldFault[] } {
  if (restriction.mode === 'unrestricted') return { ok: true, restriction }
  const parsed = restriction.addresses.map((text) => parseAddressEntry(text))
  const faults = parsed.flatMap((result, index) => (result.ok ? [] : [{ path: `restriction.addresses.${index}`, message: result.message }]))
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, restriction: { mode: 'restricted', addresses: parsed.flatMap((result) => (result.ok ? [result.entry.text] : [])) } }
}

/** Whether two restrictions have the same entries: neither their order nor how they were typed counts. */
export function isSameRestriction(one: KnownRestriction, other: KnownRestriction): boolean {
  if (one.mode !== 'restricted' || other.mode !== 'restricted') return one.mode === other.mode
  const [left, right] = [entriesOf(one.addresses), entriesOf(other.addresses)]
  return left.size === right.size && [...left].every((entry) => right.has(entry))
}

/** An entry that cannot be read counts as it is written: a hub may know forms that we do not. */
const entriesOf = (addresses: string[]): Set<string> =>
  new Set(
    addresses.map((text) => {
      const parsed = parseAddressEntry(text)
      return parsed.ok ? parsed.entry.text : text.trim()
    }),
  )
