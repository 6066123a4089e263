import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAddresses, entryContains, entryOf } from '#shared/rules/addresses'
import { formatIp } from '#shared/rules/ip-address'
import { readable, restrictionChange } from '#shared/rules/restriction-change'
import type { Restriction } from '#shared/wire/administration-plane'

const restricted = (...addresses: string[]): Restriction => ({ mode: 'restricted', addresses })
const texts = ({ added, removed }: ReturnType<typeof restrictionChange>) => ({
  added: added.map(({ text }) => text),
  removed: removed.map(({ text }) => text),
})

describe('a change is told by addresses', () => {
  it.each([
    ['another way to write them is none', ['10.0.0.0/31'], ['10.0.0.0', '10.0.0.1'], [], []],
    ['nor is another order, or one twice', ['10.0.0.1', '10.0.0.9'], ['10.0.0.9', '10.0.0.1', '10.0.0.1'], [], []],
    ['a mapped address is the IPv4 address', ['::ffff:10.0.0.1'], ['10.0.0.1'], [], []],
    ['an entry that is new comes as it is written', ['10.0.0.1'], ['10.0.0.1', '10.0.1.7/24'], ['10.0.1.7/24'], []],
    ['a network that lost its middle', ['10.0.0.0/30'], ['10.0.0.0', '10.0.0.3'], [], ['10.0.0.1-10.0.0.2']],
    ['a network that grew', ['10.0.0.0/25'], ['10.0.0.0/24'], ['10.0.0.128/25'], []],
    ['one for another', ['10.0.0.1'], ['2001:db8::1'], ['2001:db8::1'], ['10.0.0.1']],
    ['to nobody', ['10.0.0.1'], [], [], ['10.0.0.1']],
    ['what cannot be read lets no one in', ['ask-me', '10.0.0.1'], ['10.0.0.1'], [], []],
  ])('%s', (_name, before, after, added, removed) => {
    const change = restrictionChange(restricted(...before), restricted(...after))
    expect(texts(change)).toEqual({ added, removed })
    expect(change).toMatchObject({ isWider: added.length > 0, isNarrower: removed.length > 0 })
  })

  it('opening a key lets in all the rest', () => {
    const change = restrictionChange(restricted('0.0.0.0/1'), { mode: 'unrestricted' })
    expect(texts(change)).toEqual({ added: ['128.0.0.0/1', '::/0'], removed: [] })
    expect(change).toMatchObject({ addressesBefore: 1n << 31n, addressesAfter: 'all', isWider: true, isNarrower: false })
  })
})

/** Close together and near the ends, so that entries touch, overlap and meet the first and last address. */
const list = fc.array(
  fc
    .record({
      family: fc.constantFrom(4 as const, 6 as const),
      base: fc.constantFrom(0n, 0x0a00_0000n, 0xffff_ffe0n),
      from: fc.bigInt(0n, 31n),
      size: fc.bigInt(0n, 9n),
    })
    .map(({ family, base, from, size }) => {
      const first = base + from
      const last = first + size
      return entryOf(family, first, last > base + 31n ? base + 31n : last).text
    }),
  { maxLength: 8 },
)
const probes = ([4, 6] as const).flatMap((family) =>
  [0n, 0x0a00_0000n, 0xffff_ffe0n].flatMap((base) => Array.from({ length: 32 }, (_, at) => formatIp({ family, value: base + BigInt(at) }))),
)
const lets = (addresses: string[], probe: string) => readable(addresses).some((entry) => entryContains(entry, probe))

it('added and removed are exactly the addresses that change sides, and the counts agree', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const { added, removed, addressesBefore, addressesAfter } = restrictionChange(restricted(...before), restricted(...after))
      for (const probe of probes) {
        const [was, is] = [lets(before, probe), lets(after, probe)]
        expect(added.some((entry) => entryContains(entry, probe))).toBe(is && !was)
        expect(removed.some((entry) => entryContains(entry, probe))).toBe(was && !is)
      }
      expect(BigInt(addressesBefore) + countAddresses(added) - countAddresses(removed)).toBe(addressesAfter)
    }),
    { numRuns: 150 },
  )
})
