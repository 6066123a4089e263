import { entryOf, type AddressEntry } from './addresses'
import { BITS, parseIp } from './ip-address'

export type AddressWarningCode =
  'everything' | 'very-wide' | 'host-bits' | 'unspecified' | 'private' | 'loopback' | 'link-local' | 'multicast' | 'documentation'
/** `means` is the entry that would say the same without the warning, where there is one. */
export type AddressWarning = { code: AddressWarningCode; message: string; means?: string }

type Special = { code: AddressWarningCode; first: bigint; last: bigint; family: 4 | 6; why: string }

const PRIVATE = 'private addresses, which the hub does not see: callers reach it from their public address'
const LOOPBACK = 'loopback addresses, from which only the hub’s own machine could call'
const LINK_LOCAL = 'link-local addresses, which do not leave one network'
const MULTICAST = 'multicast addresses, from which nobody calls'
const DOCUMENTATION = 'addresses reserved for documentation, from which nobody calls'

const SPECIAL: readonly Special[] = [
  special('private', '10.0.0.0', 8, PRIVATE),
  special('private', '172.16.0.0', 12, PRIVATE),
  special('private', '192.168.0.0', 16, PRIVATE),
  special('private', '100.64.0.0', 10, PRIVATE),
  special('private', 'fc00::', 7, PRIVATE),
  special('loopback', '127.0.0.0', 8, LOOPBACK),
  special('loopback', '::1', 128, LOOPBACK),
  special('link-local', '169.254.0.0', 16, LINK_LOCAL),
  special('link-local', 'fe80::', 10, LINK_LOCAL),
  special('multicast', '224.0.0.0', 4, MULTICAST),
  special('multicast', 'ff00::', 8, MULTICAST),
  special('documentation', '192.0.2.0', 24, DOCUMENTATION),
  special('documentation', '198.51.100.0', 24, DOCUMENTATION),
  special('documentation', '203.0.113.0', 24, DOCUMENTATION),
  special('documentation', '2001:db8::', 32, DOCUMENTATION),
  special('documentation', '3fff::', 20, DOCUMENTATION),
]

/** More addresses than a /16 of IPv4 or a /32 of IPv6. */
const WIDE_BITS = { 4: 16n, 6: 96n } as const

/** What a person should know about a valid entry before it is saved; at most one warning of each code. */
export function warningsFor(entry: AddressEntry): AddressWarning[] {
  const { family, first, last, text } = entry
  const size = last - first + 1n
  const warnings: AddressWarning[] = []
  if (entry.kind === 'cidr' && !isAtItsStart(entry)) {
    const means = entryOf(family, first, last).text
    warnings.push({ code: 'host-bits', message: `${text} is not the start of its network; it means ${means}.`, means })
  }
  if (size === 1n << BigInt(BITS[family])) {
    warnings.push({ code: 'everything', message: `${text} lets in every IPv${family} address there is.` })
    return warnings
  }
  if (size === 1n && first === 0n)
    warnings.push({ code: 'unspecified', message: `${text} is no caller’s address. It does not mean “everyone”.` })

  const isWide = size > 1n << WIDE_BITS[family]
  if (isWide) warnings.push({ code: 'very-wide', message: `${text} is very wide: ${size.toLocaleString('en')} addresses.` })
  for (const special of SPECIAL) {
    if (special.family !== family || special.first > last || special.last < first) continue
    const isInside = first >= special.first && last <= special.last
    // A very wide entry touches such blocks almost always; its width is the thing to say.
    if ((isWide && !isInside) || warnings.some(({ code }) => code === special.code)) continue
    const verb = isInside ? (size === 1n ? 'is one of the' : 'is made of') : 'includes'
    warnings.push({ code: special.code, message: `${text} ${verb} ${special.why}.` })
  }
  return warnings
}

function isAtItsStart({ text, family, first }: AddressEntry): boolean {
  const base = parseIp(text.slice(0, text.indexOf('/')))
  return base.ok && base.address.family === family && base.address.value === first
}

function special(code: AddressWarningCode, base: string, prefix: number, why: string): Special {
  const parsed = parseIp(base)
  if (!parsed.ok) throw new Error(`${base} in the table of special blocks is not an address`)
  const { family, value } = parsed.address
  return { code, family, first: value, last: value + (1n << BigInt(BITS[family] - prefix)) - 1n, why }
}
