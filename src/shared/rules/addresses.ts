import { asSeenByHub, BITS, formatIp, parseIp, type IpAddress, type IpFault, type IpFaultCode } from './ip-address'

/**
 * One entry of a restriction. `first` and `last` are the addresses it lets in, as numbers, both included. `text` is how
 * we write it: without spaces, IPv6 by RFC 5952, and IPv4-mapped IPv6 as the IPv4 address that it is.
 */
export type AddressEntry = { kind: 'address' | 'cidr' | 'range'; family: 4 | 6; first: bigint; last: bigint; text: string }

export type AddressFaultCode =
  IpFaultCode | 'empty' | 'too-long' | 'url' | 'bad-prefix' | 'prefix-too-large' | 'bad-range' | 'range-backwards' | 'mixed-families'
export type AddressFault = { ok: false; code: AddressFaultCode; message: string }
export type ParsedAddressEntry = { ok: true; entry: AddressEntry } | AddressFault

/** As long as the contract's `Restriction` takes; two full IPv6 addresses and a hyphen are 79. */
export const MAX_ENTRY_LENGTH = 100
const SHOWN_LENGTH = 60
/** Hyphens and dashes that word processors make of `-`. They keep a range together but are refused by name. */
const DASH = /[-\u2010-\u2015\u2212]/u

/** An address, a network (`10.0.0.0/24`) or a range (`10.0.0.1-10.0.0.9`). The message names the entry and says why. */
export function parseAddressEntry(text: string): ParsedAddressEntry {
  const trimmed = text.trim()
  if (trimmed === '') return refused('empty', 'The entry is empty.')
  if (trimmed.length > MAX_ENTRY_LENGTH)
    return refused('too-long', `${named(trimmed)} is too long: an entry has at most ${MAX_ENTRY_LENGTH} characters.`)
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed))
    return refused('url', `${named(trimmed)} is a URL, not an IP address: leave out everything but the address.`)
  if (trimmed.includes('/')) return parseNetwork(trimmed)
  // A hyphen may also stand in a host name; those have letters and no colon, which no range has.
  if (DASH.test(trimmed) && (trimmed.includes(':') || !/[a-z]/i.test(trimmed))) return parseRange(trimmed)
  const parsed = parseIp(trimmed)
  if (!parsed.ok) return refused(parsed.code, `${named(trimmed)} is not ${parsed.what}: ${parsed.why}.`)
  const address = asSeenByHub(parsed.address)
  return accepted('address', address, address.value, formatIp(address))
}

/**
 * Takes pasted text apart at commas, semicolons and white space. The spaces in `a - b` do not part the range; a dash with
 * nothing on one side stays, so that it is refused and not silently taken for a single address.
 */
export function splitAddressText(text: string): string[] {
  return text.split(/[,;\r\n\u2028\u2029]/u).flatMap((piece) => {
    const entries: string[][] = []
    let endsInDash = false
    for (const word of piece.split(/\s+/u)) {
      if (word === '') continue
      const open = entries.at(-1)
      if (open && (endsInDash || DASH.test(word.slice(0, 1)))) open.push(word)
      else entries.push([word])
      endsInDash = DASH.test(word.slice(-1))
    }
    return entries.map((words) => words.join(''))
  })
}

export type AddressListFault = { text: string; index: number; code: AddressFaultCode; message: string }

/** Reads pasted text. `index` counts the entries of the text from 0, good and bad ones. */
export function parseAddressList(text: string): { entries: AddressEntry[]; faults: AddressListFault[] } {
  const entries: AddressEntry[] = []
  const faults: AddressListFault[] = []
  for (const [index, part] of splitAddressText(text).entries()) {
    const parsed = parseAddressEntry(part)
    if (parsed.ok) entries.push(parsed.entry)
    else faults.push({ text: part, index, code: parsed.code, message: parsed.message })
  }
  return { entries, faults }
}

/** Whether an entry lets an address in. False for what is no address; an IPv4-mapped address counts as IPv4. */
export function entryContains(entry: AddressEntry, address: string): boolean {
  const parsed = parseIp(address.trim())
  if (!parsed.ok) return false
  const { family, value } = asSeenByHub(parsed.address)
  return family === entry.family && value >= entry.first && value <= entry.last
}

/** How many different addresses the entries let in together. */
export function countAddresses(entries: readonly AddressEntry[]): bigint {
  let count = 0n
  let reached: AddressEntry | undefined
  for (const entry of inOrder(entries)) {
    const isApart = reached?.family !== entry.family || entry.first > reached.last
    if (isApart) count += entry.last - entry.first + 1n
    else if (reached && entry.last > reached.last) count += entry.last - reached.last
    if (isApart || (reached && entry.last > reached.last)) reached = entry
  }
  return count
}

/** IPv4 before IPv6, by first address, the wider first. */
export function inOrder(entries: readonly AddressEntry[]): AddressEntry[] {
  return [...entries].sort((a, b) => a.family - b.family || compare(a.first, b.first) || compare(b.last, a.last))
}

/** The entry that lets in exactly `first` to `last`: an address, a network where they form one, else a range. */
export function entryOf(family: 4 | 6, first: bigint, last: bigint): AddressEntry {
  const address = { family, value: first }
  const size = last - first + 1n
  if (size === 1n) return { kind: 'address', family, first, last, text: formatIp(address) }
  // Only powers of two share no bit with the number before them.
  if ((size & (size - 1n)) === 0n && first % size === 0n) {
    const prefix = BITS[family] - (size.toString(2).length - 1)
    return { kind: 'cidr', family, first, last, text: `${formatIp(address)}/${prefix}` }
  }
  return { kind: 'range', family, first, last, text: `${formatIp(address)}-${formatIp({ family, value: last })}` }
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

const refused = (code: AddressFaultCode, message: string): AddressFault => ({ ok: false, code, message })

const accepted = (kind: AddressEntry['kind'], { family, value }: IpAddress, last: bigint, text: string): ParsedAddressEntry => ({
  ok: true,
  entry: { kind, family, first: value, last, text },
})

/** The entry as it may stand in a sentence: not endless, and without characters that are not seen or turn the line around. */
function named(text: string): string {
  const shown = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
  return shown.length > SHOWN_LENGTH ? `${shown.slice(0, SHOWN_LENGTH).replace(/[\uD800-\uDBFF]$/, '')}…` : shown
}

const refusedPart = (whole: string, kind: string, part: string, { code, what, why }: IpFault): AddressFault =>
  refused(code, `${named(whole)} is not ${kind}: ${named(part)} is not ${what}, as ${why}.`)

function parseNetwork(text: string): ParsedAddressEntry {
  const [base = '', prefix = '', ...more] = text.split('/')
  const bad = (why: string) => refused('bad-prefix', `${named(text)} is not a network: ${why}.`)
  if (more.length > 0) return bad('it has more than one slash')
  if (base === '') return bad('there is no address before the slash')
  const parsed = parseIp(base)
  if (!parsed.ok) return refusedPart(text, 'a network', base, parsed)
  if (prefix === '') return bad('there is no prefix length after the slash')
  if (prefix.includes('.')) return bad('after the slash stands the prefix length, such as 24, not a mask')
  if (!/^(0|[1-9]\d*)$/.test(prefix)) return bad('the prefix length is not a whole number without leading zeros')

  const typed = parsed.address
  const bits = Number(prefix)
  if (bits > BITS[typed.family])
    return refused(
      'prefix-too-large',
      `${named(text)} is not a network: the prefix length of IPv${typed.family} is at most ${BITS[typed.family]}.`,
    )
  // A network of IPv4-mapped addresses only is an IPv4 network; a wider one is IPv6.
  const isMapped = asSeenByHub(typed).family !== typed.family && bits >= 96
  const address = isMapped ? asSeenByHub(typed) : typed
  const length = isMapped ? bits - 96 : bits
  const size = 1n << BigInt(BITS[address.family] - length)
  const first = address.value - (address.value % size)
  return accepted('cidr', { ...address, value: first }, first + size - 1n, `${formatIp(address)}/${length}`)
}

function parseRange(text: string): ParsedAddressEntry {
  const bad = (code: AddressFaultCode, why: string) => refused(code, `${named(text)} is not a range: ${why}.`)
  if (!text.includes('-')) return bad('bad-range', 'it is written with a long dash instead of a plain hyphen (-)')
  const [from = '', to = '', ...more] = text.split('-').map((part) => part.trim())
  if (more.length > 0) return bad('bad-range', 'it has more than one hyphen')
  if (from === '' || to === '') return bad('bad-range', `there is no address ${from === '' ? 'before' : 'after'} the hyphen`)
  const start = parseIp(from)
  if (!start.ok) return refusedPart(text, 'a range', from, start)
  const end = parseIp(to)
  if (!end.ok) return refusedPart(text, 'a range', to, end)
  const [first, last] = [asSeenByHub(start.address), asSeenByHub(end.address)]
  if (first.family !== last.family) return bad('mixed-families', 'one end is IPv4 and the other IPv6')
  if (first.value > last.value) return bad('range-backwards', 'it ends before it begins')
  return accepted('range', first, last.value, `${formatIp(first)}-${formatIp(last)}`)
}
