import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAddressEntry } from '#shared/rules/addresses'
import { BITS, formatIp } from '#shared/rules/ip-address'
import { allows } from '../../../src/sandbox/state/restrictions'

type Family = 4 | 6
/** An entry as it is typed, the same for the oracle, and the addresses to ask about. */
type Case = { text: string; tell: (oracle: BlockList) => void; family: Family; first: bigint; last: bigint }

const MAPPED = 0xffff_0000_0000n
const end = (family: Family) => (1n << BigInt(BITS[family])) - 1n
const hex = (value: bigint) => value.toString(16)
const groups = (value: bigint) => Array.from({ length: 8 }, (_, at) => hex((value >> BigInt(16 * (7 - at))) & 0xffffn))

/** The ways in which people write an address. Mapped ones are IPv4 addresses in the clothes of IPv6. */
const SPELLINGS: Record<Family, ((value: bigint) => string)[]> = {
  4: [
    (value) => formatIp({ family: 4, value }),
    (value) => `::ffff:${formatIp({ family: 4, value })}`,
    (value) => `::FFFF:${hex(value >> 16n)}:${hex(value & 0xffffn)}`,
  ],
  6: [
    (value) => formatIp({ family: 6, value }),
    (value) => groups(value).join(':').toUpperCase(),
    (value) =>
      groups(value)
        .map((group) => group.padStart(4, '0'))
        .join(':'),
  ],
}
const typeOf = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4')

const BASES: Record<Family, bigint[]> = {
  4: [0n, 0x0a00_0000n, 0x7fff_ff00n, 0xc0a8_0000n, 0xffff_ff00n],
  6: [0n, MAPPED - 256n, MAPPED + (1n << 32n), 0x2001_0db8n << 96n, (0xfe80n << 112n) - 128n, end(6) - 255n],
}

const address = (family: Family) =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...BASES[family]), fc.bigInt(0n, 255n)).map(([base, step]) => base + step),
    fc.bigInt(0n, end(family)),
  )

const caseOf = (family: Family): fc.Arbitrary<Case> =>
  fc
    .record({
      kind: fc.constantFrom('address', 'cidr', 'range'),
      one: address(family),
      other: address(family),
      prefix: fc.nat(BITS[family]),
      spelling: fc.constantFrom(...SPELLINGS[family]),
      gap: fc.constantFrom('', ' '),
    })
    .map(({ kind, one, other, prefix, spelling, gap }): Case => {
      const typed = spelling(one)
      switch (kind) {
        case 'cidr': {
          const size = 1n << BigInt(BITS[family] - prefix)
          const bits = family === 4 && typeOf(typed) === 'ipv6' ? prefix + 96 : prefix
          const first = one - (one % size)
          return {
            text: `${typed}/${bits}`,
            tell: (list) => list.addSubnet(typed, bits, typeOf(typed)),
            family,
            first,
            last: first + size - 1n,
          }
        }
        case 'range': {
          const [first, last] = one < other ? [one, other] : [other, one]
          const [from, to] = [spelling(first), spelling(last)]
          return { text: `${from}${gap}-${gap}${to}`, tell: (list) => list.addRange(from, to, typeOf(from)), family, first, last }
        }
        case 'address':
          return { text: `${gap}${typed}`, tell: (list) => list.addAddress(typed, typeOf(typed)), family, first: one, last: one }
      }
    })
    // An IPv6 entry with mapped addresses in it beside others: the oracle disagrees with itself whether a network or a range
    // of that kind lets IPv4 callers in. For us an IPv6 entry never does; addresses.test.ts says so.
    .filter((made) => made.family === 4 || made.last < MAPPED || made.first >= MAPPED + (1n << 32n))

const around = ({ family, first, last }: Case): { family: Family; value: bigint }[] =>
  [0n, first - 1n, first, first + 1n, (first + last) / 2n, last - 1n, last, last + 1n, end(family)]
    .filter((value) => value >= 0n && value <= end(family))
    .map((value) => ({ family, value }))
/** As callers show up: IPv4 ones also mapped, from a socket that serves both families. */
const callers = ({ family, value }: { family: Family; value: bigint }): string[] => {
  if (family === 6 && value >> 32n === 0xffffn) return []
  return SPELLINGS[family].map((spelling) => spelling(value))
}

it('the sandbox lets in exactly whom net.BlockList matches, for every list that we accept', () => {
  const list = fc.array(fc.oneof(caseOf(4), caseOf(6)), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(list, fc.array(fc.oneof(address(4).map(ofFamily(4)), address(6).map(ofFamily(6))), { maxLength: 5 }), (cases, others) => {
      const oracle = new BlockList()
      for (const { tell } of cases) tell(oracle)
      const addresses = cases.map(({ text }) => text)
      for (const text of addresses) expect(parseAddressEntry(text)).toMatchObject({ ok: true })
      for (const caller of [...cases.flatMap(around), ...others].flatMap(callers))
        expect({ addresses, caller, allowed: allows({ mode: 'restricted', addresses }, caller) }).toEqual({
          addresses,
          caller,
          allowed: oracle.check(caller, typeOf(caller)),
        })
    }),
    { numRuns: 400 },
  )
})

it('the normal form of an entry lets in the same callers as what was typed', () => {
  fc.assert(
    fc.property(fc.oneof(caseOf(4), caseOf(6)), (made) => {
      const parsed = parseAddressEntry(made.text)
      expect(parsed).toMatchObject({ ok: true, entry: { family: made.family, first: made.first, last: made.last } })
      if (parsed.ok) expect(parseAddressEntry(parsed.entry.text)).toEqual(parsed)
    }),
  )
})

function ofFamily(family: Family) {
  return (value: bigint) => ({ family, value })
}
