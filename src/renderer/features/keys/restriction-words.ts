import type { TFunction } from 'i18next'
import type { KnownRestriction } from '#shared/wire/administration-plane'
import { countAddresses, parseAddressEntry } from '#shared/rules/addresses'
import type { Format } from '../../i18n/format'

export type RestrictionSummary =
  { kind: 'unknown' } | { kind: 'unrestricted' } | { kind: 'denied' } | { kind: 'listed'; entries: number; addresses: bigint }

export function summarise(restriction: KnownRestriction): RestrictionSummary {
  if (restriction.mode !== 'restricted') return { kind: restriction.mode }
  const { addresses } = restriction
  if (addresses.length === 0) return { kind: 'denied' }
  const entries = addresses.flatMap((text) => {
    const parsed = parseAddressEntry(text)
    return parsed.ok ? [parsed.entry] : []
  })
  return { kind: 'listed', entries: addresses.length, addresses: countAddresses(entries) }
}

export const entryWords = (t: TFunction<'keys'>, count: number) => t('entries', { count })

export const addressWords = (t: TFunction<'keys'>, format: Format, count: bigint) =>
  // The plural only asks for one or many; a count beyond exact integers is many.
  t('addresses', { count: count === 1n ? 1 : 2, shown: format.count(count) })
