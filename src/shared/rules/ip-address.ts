import ipaddr from 'ipaddr.js'

/** One address as a number. An IPv4-mapped one (`::ffff:1.2.3.4`) keeps family 6 here; `asSeenByHub` turns it. */
export type IpAddress = { family: 4 | 6; value: bigint }

export type IpFaultCode =
  'not-an-address' | 'hostname' | 'zone' | 'port' | 'wildcard' | 'leading-zero' | 'part-too-large' | 'part-count' | 'bad-ipv6'
/** `<text> is not <what>: <why>.` makes the sentence. */
export type IpFault = { ok: false; code: IpFaultCode; what: string; why: string }
export type ParsedIp = { ok: true; address: IpAddress } | IpFault

export const BITS = { 4: 32, 6: 128 } as const

const IPV4 = 'an IPv4 address'
const IPV6 = 'an IPv6 address'
const ADDRESS = 'an IP address'
const MAPPED_HIGH_BITS = 0xffffn

/**
 * Reads exactly one address. Strict on purpose: readers that take `1.2`, `010.0.0.1` (octal for some) or a zone let in
 * somebody else than the person meant. Nothing is trimmed.
 */
export function parseIp(text: string): ParsedIp {
  if (text.includes('%')) return fault('zone', IPV6, 'what follows the % names an interface of one machine')
  if (/^\[.*\]/s.test(text)) return fault('port', ADDRESS, 'square brackets and a port belong to a URL')
  if (/^[\d.]+:\d*$/.test(text) && text.includes('.')) return fault('port', ADDRESS, 'a port cannot be part of it')
  if (text.includes(':')) return parseSix(text)
  if (/^[\d.]+$/.test(text)) return parseFour(text)
  if (text.includes('*')) return fault('wildcard', ADDRESS, 'a star is not understood; write a network such as 10.0.0.0/24')
  if (/^[\w-]+(\.[\w-]+)*\.?$/.test(text)) return fault('hostname', ADDRESS, 'names are not looked up')
  return fault('not-an-address', ADDRESS, 'IPv4 is written like 192.0.2.1, IPv6 like 2001:db8::1')
}

/** What a dual-stack socket means by an IPv4-mapped address: the IPv4 address. So do we, everywhere. */
export function asSeenByHub({ family, value }: IpAddress): IpAddress {
  return family === 6 && value >> 32n === MAPPED_HIGH_BITS ? { family: 4, value: value & 0xffff_ffffn } : { family, value }
}

/** IPv4 with dots, IPv6 by RFC 5952. */
export function formatIp({ family, value }: IpAddress): string {
  if (family === 4) return digitsOf(value, 8, 4).join('.')
  return new ipaddr.IPv6(digitsOf(value, 16, 8)).toRFC5952String()
}

const digitsOf = (value: bigint, bits: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Number(BigInt.asUintN(bits, value >> BigInt(bits * (count - 1 - index)))))

const fault = (code: IpFaultCode, what: string, why: string): IpFault => ({ ok: false, code, what, why })

const PLACES = ['first', 'second', 'third', 'last']

function parseFour(text: string): ParsedIp {
  const parts = text.split('.')
  if (parts.length !== 4)
    return fault('part-count', IPV4, `it has ${parts.length === 1 ? '1 part' : `${parts.length} parts`} instead of four`)
  let value = 0n
  for (const [index, part] of parts.entries()) {
    const place = PLACES[index] ?? ''
    if (part === '') return fault('part-count', IPV4, `the ${place} part is empty`)
    if (!/^\d+$/.test(part)) return fault('not-an-address', IPV4, `the ${place} part is not a decimal number`)
    if (part.length > 1 && part.startsWith('0')) return fault('leading-zero', IPV4, 'parts are written without leading zeros')
    if (Number(part) > 255) return fault('part-too-large', IPV4, `the ${place} part is over 255`)
    value = (value << 8n) | BigInt(part)
  }
  return { ok: true, address: { family: 4, value } }
}

function parseSix(text: string): ParsedIp {
  if (/[^0-9a-f:.]/i.test(text)) return fault('bad-ipv6', IPV6, 'only 0-9, a-f and colons may stand in it')
  const [before = '', after, ...more] = text.split('::')
  if (more.length > 0 || text.includes(':::')) return fault('bad-ipv6', IPV6, '“::” may stand in it only once')
  const head = groupsOf(before, after === undefined)
  if ('ok' in head) return head
  const tail = groupsOf(after ?? '', true)
  if ('ok' in tail) return tail
  const missing = 8 - head.length - tail.length
  if (after === undefined && missing !== 0) return fault('bad-ipv6', IPV6, `it has ${head.length} groups instead of eight`)
  if (missing < (after === undefined ? 0 : 1)) return fault('bad-ipv6', IPV6, 'it has too many groups')
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail]
  return { ok: true, address: { family: 6, value: groups.reduce((value, group) => (value << 16n) | group, 0n) } }
}

/** Groups on one side of `::`. The last two of an address may be written as IPv4. */
function groupsOf(text: string, endsTheAddress: boolean): bigint[] | IpFault {
  if (text === '') return []
  const groups: bigint[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      if (!endsTheAddress || index !== parts.length - 1) return fault('bad-ipv6', IPV6, 'an IPv4 part may stand only at its end')
      const four = parseFour(part)
      if (!four.ok) return { ...four, what: IPV6 }
      groups.push(four.address.value >> 16n, four.address.value & 0xffffn)
    } else if (part === '') return fault('bad-ipv6', IPV6, 'a single colon stands at its beginning or end')
    else if (part.length > 4) return fault('bad-ipv6', IPV6, 'a group has more than four digits')
    else groups.push(BigInt(`0x${part}`))
  }
  return groups
}
