import { BlockList } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeSuggestions } from '#shared/rules/address-merging'
import { warningsFor } from '#shared/rules/address-warnings'
import {
  countAddresses,
  entryContains,
  entryOf,
  parseAddressEntry,
  parseAddressList,
  splitAddressText,
  type AddressEntry,
} from '#shared/rules/addresses'
import { BITS, formatIp } from '#shared/rules/ip-address'

const read = (text: string): AddressEntry => {
  const parsed = parseAddressEntry(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.entry
}
const refusal = (text: string) => {
  const parsed = parseAddressEntry(text)
  return parsed.ok ? `accepted as ${parsed.entry.text}` : parsed.code
}

describe('what is accepted, and how it is written', () => {
  test.each([
    ['192.0.2.7', 'address', 4, '192.0.2.7'],
    ['  0.0.0.0\t', 'address', 4, '0.0.0.0'],
    ['2001:DB8:0:0:0:0:0:1', 'address', 6, '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', 'address', 6, '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', 'address', 6, '1:0:0:2::3'],
    ['::', 'address', 6, '::'],
    ['1::', 'address', 6, '1::'],
    ['::1.2.3.4', 'address', 6, '::102:304'],
    ['64:ff9b::192.0.2.1', 'address', 6, '64:ff9b::c000:201'],
    ['::ffff:192.0.2.1', 'address', 4, '192.0.2.1'],
    ['::FFFF:c000:201', 'address', 4, '192.0.2.1'],
    ['10.0.0.5/24', 'cidr', 4, '10.0.0.5/24'],
    ['0.0.0.0/0', 'cidr', 4, '0.0.0.0/0'],
    ['2001:DB8::/32', 'cidr', 6, '2001:db8::/32'],
    ['::ffff:10.0.0.0/104', 'cidr', 4, '10.0.0.0/8'],
    ['::ffff:0:0/95', 'cidr', 6, '::ffff:0:0/95'],
    ['10.0.0.1 - 10.0.0.9', 'range', 4, '10.0.0.1-10.0.0.9'],
    ['10.0.0.1-10.0.0.1', 'range', 4, '10.0.0.1-10.0.0.1'],
    ['2001:DB8::1-2001:db8::F', 'range', 6, '2001:db8::1-2001:db8::f'],
    ['::ffff:10.0.0.1-10.0.0.9', 'range', 4, '10.0.0.1-10.0.0.9'],
  ])('%s', (text, kind, family, written) => expect(read(text)).toMatchObject({ kind, family, text: written }))
})

describe('what is refused, and why', () => {
  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['1'.repeat(101), 'too-long'],
    ['1.2', 'part-count'],
    ['167772161', 'part-count'],
    ['1.2.3.4.5', 'part-count'],
    ['1.2..4', 'part-count'],
    ['10.0.0.1.', 'part-count'],
    ['010.0.0.1', 'leading-zero'],
    ['10.0.0.00', 'leading-zero'],
    ['10.0.0.300', 'part-too-large'],
    ['10.0.0.*', 'wildcard'],
    ['0x7f.0.0.1', 'hostname'],
    ['hub.example.org', 'hostname'],
    ['my-host.example.org', 'hostname'],
    ['localhost', 'hostname'],
    ['https://10.0.0.1/', 'url'],
    ['10.0.0.1:8080', 'port'],
    ['[::1]:443', 'port'],
    ['[::1]', 'port'],
    ['fe80::1%eth0', 'zone'],
    ['fe80::1%eth0/64', 'zone'],
    ['１０.0.0.1', 'not-an-address'],
    ['10.0.0.1 10.0.0.2', 'not-an-address'],
    ['1::2::3', 'bad-ipv6'],
    [':::', 'bad-ipv6'],
    [':1:2:3:4:5:6:7', 'bad-ipv6'],
    ['1:2:3:4:5:6:7:', 'bad-ipv6'],
    ['1:2:3:4:5:6:7', 'bad-ipv6'],
    ['1:2:3:4:5:6:7:8:9', 'bad-ipv6'],
    ['1:2:3:4::5:6:7:8', 'bad-ipv6'],
    ['12345::', 'bad-ipv6'],
    ['::g', 'bad-ipv6'],
    ['1.2.3.4::', 'bad-ipv6'],
    ['::ffff:1.2.3.04', 'leading-zero'],
    ['10.0.0.0/33', 'prefix-too-large'],
    ['2001:db8::/129', 'prefix-too-large'],
    ['10.0.0.0/', 'bad-prefix'],
    ['/24', 'bad-prefix'],
    ['10.0.0.0/08', 'bad-prefix'],
    ['10.0.0.0/-1', 'bad-prefix'],
    ['10.0.0.0/ 8', 'bad-prefix'],
    ['10.0.0.0/255.255.255.0', 'bad-prefix'],
    ['10.0.0.0/8/8', 'bad-prefix'],
    ['10.0.0.9-10.0.0.1', 'range-backwards'],
    ['10.0.0.1-::1', 'mixed-families'],
    ['10.0.0.1-9', 'part-count'],
    ['10.0.0.1-', 'bad-range'],
    ['-10.0.0.1', 'bad-range'],
    ['10.0.0.1-10.0.0.2-10.0.0.3', 'bad-range'],
    ['10.0.0.1 – 10.0.0.9', 'bad-range'],
  ])('%j', (text, code) => expect(refusal(text)).toBe(code))

  test.each([
    ['10.0.0.300', '10.0.0.300 is not an IPv4 address: the last part is over 255.'],
    ['010.0.0.1', '010.0.0.1 is not an IPv4 address: parts are written without leading zeros.'],
    ['1.2', '1.2 is not an IPv4 address: it has 2 parts instead of four.'],
    ['10.0.0.300/24', '10.0.0.300/24 is not a network: 10.0.0.300 is not an IPv4 address, as the last part is over 255.'],
    ['10.0.0.9-10.0.0.1', '10.0.0.9-10.0.0.1 is not a range: it ends before it begins.'],
    ['a\u202Eb\u0007 ', 'a\uFFFDb\uFFFD is not an IP address: IPv4 is written like 192.0.2.1, IPv6 like 2001:db8::1.'],
  ])('%j is told in a sentence', (text, message) => expect(parseAddressEntry(text)).toMatchObject({ ok: false, message }))

  test('no string at all makes the readers throw', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef.:/-% ,;\n[]*xg–')), maxLength: 60 }),
    )
    fc.assert(
      fc.property(hostile, fc.string(), (text, address) => {
        const parsed = parseAddressEntry(text)
        if (parsed.ok) {
          entryContains(parsed.entry, address)
          expect(parsed.entry.first <= parsed.entry.last).toBe(true)
          // What we write reads back as the same, so it may be stored, shown and read again.
          expect(read(parsed.entry.text)).toEqual(parsed.entry)
        } else expect(parsed.message.endsWith('.')).toBe(true)
        const { entries, faults } = parseAddressList(text)
        expect(entries.length + faults.length).toBe(splitAddressText(text).length)
      }),
      { numRuns: 3000 },
    )
  })

  test('a megabyte of blanks or dashes is taken apart at once', () => {
    const startedAt = performance.now()
    for (const text of [' '.repeat(1e6), '-'.repeat(1e6), ' -'.repeat(5e5), '1 '.repeat(5e5)]) splitAddressText(text)
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})

describe('pasted text', () => {
  test('comes apart at commas, semicolons, blanks and new lines, and ranges stay whole', () => {
    const text = '10.0.0.1,10.0.0.2; 10.0.0.3\t::1\r\n10.0.0.4 - 10.0.0.9 10.0.1.0/24\n10.0.2.1 -10.0.2.2,10.0.3.1- 10.0.3.2'
    expect(splitAddressText(text)).toEqual([
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.3',
      '::1',
      '10.0.0.4-10.0.0.9',
      '10.0.1.0/24',
      '10.0.2.1-10.0.2.2',
      '10.0.3.1-10.0.3.2',
    ])
    expect(parseAddressList(text).faults).toEqual([])
  })

  test('half a range is refused, never read as one address', () => {
    expect(parseAddressList('10.0.0.1 -\n10.0.0.9')).toMatchObject({
      entries: [{ text: '10.0.0.9' }],
      faults: [{ text: '10.0.0.1-', index: 0, code: 'bad-range' }],
    })
    expect(parseAddressList('10.0.0.1 – 10.0.0.9').entries).toEqual([])
  })
})

/** Addresses that lie close to each other, so that edges are met. */
const family = fc.constantFrom<4 | 6>(4, 6)
const valueNear = (of: 4 | 6) =>
  fc.oneof(
    fc.bigInt(0n, (1n << BigInt(BITS[of])) - 1n),
    fc.bigInt(0n, 600n).map((offset) => (of === 4 ? 0x0a00_0000n : 0x2001_0db8n << 96n) + offset),
    fc.constantFrom(0n, (1n << BigInt(BITS[of])) - 1n),
  )
const entryText = family.chain((of) =>
  fc.oneof(
    valueNear(of).map((value) => formatIp({ family: of, value })),
    fc.tuple(valueNear(of), fc.integer({ min: 0, max: BITS[of] })).map(([value, bits]) => `${formatIp({ family: of, value })}/${bits}`),
    fc
      .tuple(valueNear(of), valueNear(of))
      .map(([a, b]) => `${formatIp({ family: of, value: a < b ? a : b })} - ${formatIp({ family: of, value: a < b ? b : a })}`),
  ),
)

/** Node's own list, as an oracle. It compares an IPv4 address with IPv6 rules too, so it is asked only within a family. */
function oracle(text: string): BlockList {
  const list = new BlockList()
  const type = text.includes(':') ? 'ipv6' : 'ipv4'
  const [base = '', prefix] = text.split('/')
  const [from = '', to] = text.split(' - ')
  if (prefix !== undefined) list.addSubnet(base, Number(prefix), type)
  else if (to !== undefined) list.addRange(from, to, type)
  else list.addAddress(text, type)
  return list
}

describe('which addresses an entry lets in', () => {
  test('is what net.BlockList says, also at the edges', () => {
    fc.assert(
      fc.property(entryText, fc.nat(), fc.constantFrom(-1n, 0n, 1n), (text, pick, step) => {
        const entry = read(text)
        const list = oracle(text)
        const end = (1n << BigInt(BITS[entry.family])) - 1n
        const around = [entry.first + step, entry.last + step, (entry.first + entry.last) / 2n, BigInt(pick) % (end + 1n)]
        for (const value of around.filter((value) => value >= 0n && value <= end)) {
          const address = formatIp({ family: entry.family, value })
          // Such an IPv6 address is the IPv4 address for us; the next test is about it.
          if (entry.family === 6 && value >> 32n === 0xffffn) continue
          expect({ text, address, within: entryContains(entry, address) }).toEqual({
            text,
            address,
            within: list.check(address, entry.family === 4 ? 'ipv4' : 'ipv6'),
          })
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('an IPv4-mapped address is the IPv4 address', () => {
    expect(entryContains(read('10.0.0.0/8'), '::ffff:10.1.2.3')).toBe(true)
    expect(entryContains(read('::ffff:10.0.0.0/104'), '10.1.2.3')).toBe(true)
    expect(entryContains(read('::/0'), '::ffff:10.1.2.3')).toBe(false)
    expect(entryContains(read('::/0'), '10.1.2.3')).toBe(false)
  })

  test('what is no address is nowhere', () => {
    for (const address of ['', 'localhost', '1.2', '010.0.0.1', '::1%lo']) expect(entryContains(read('0.0.0.0/0'), address)).toBe(false)
  })

  test('IPv6 is written as the WHATWG URL standard writes it (RFC 5952)', () => {
    const groups = fc.array(fc.constantFrom(0, 0, 0, 1, 0xabc, 0xffff), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(groups, (parts) => {
        const typed = parts.map((part) => part.toString(16).toUpperCase().padStart(4, '0')).join(':')
        const parsed = read(typed)
        if (parsed.family === 6) expect(parsed.text).toBe(new URL(`http://[${typed}]`).hostname.slice(1, -1))
      }),
    )
  })
})

describe('counting and merging', () => {
  const small = fc
    .array(fc.tuple(fc.constantFrom<4 | 6>(4, 6), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })), { maxLength: 12 })
    .map((specs) => specs.map(([of, first, length]) => entryOf(of, BigInt(first), BigInt(first + length))))
  const addressesOf = (entries: AddressEntry[]) => {
    const all = new Set<string>()
    for (const { family: of, first, last } of entries)
      for (let value = first; value <= last; value += 1n) all.add(`${of} ${value.toString()}`)
    return all
  }

  test('no address counts twice', () => {
    fc.assert(
      fc.property(small, (entries) => {
        expect(countAddresses(entries)).toBe(BigInt(addressesOf(entries).size))
      }),
    )
    expect(countAddresses([read('::/0'), read('0.0.0.0/0'), read('10.0.0.1')])).toBe((1n << 128n) + (1n << 32n))
  })

  test('the merged list lets in exactly the same, says nothing twice, and needs no more merging', () => {
    fc.assert(
      fc.property(small, (entries) => {
        const { suggestions, merged } = mergeSuggestions(entries)
        expect(addressesOf(merged)).toEqual(addressesOf(entries))
        expect(merged.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)).toBe(countAddresses(merged))
        expect(merged.length).toBe(entries.length - suggestions.length)
        expect(mergeSuggestions(merged)).toEqual({ suggestions: [], merged })
        for (const entry of merged) expect(read(entry.text)).toEqual(entry)
      }),
    )
  })

  test('each suggestion says what it is about, and the list keeps its order', () => {
    const { suggestions, merged } = mergeSuggestions(
      ['172.16.0.1', '10.0.0.7', '10.0.0.0/24', '10.0.0.7/32', '192.0.2.0-192.0.2.9', '192.0.2.5-192.0.2.15', '172.16.0.1'].map(read),
    )
    expect(suggestions.map(({ message }) => message)).toEqual([
      '10.0.0.7 is already part of 10.0.0.0/24.',
      '10.0.0.7/32 is already part of 10.0.0.0/24.',
      '192.0.2.5-192.0.2.15 overlaps 192.0.2.0-192.0.2.9.',
      '172.16.0.1 is in the list twice.',
    ])
    expect(merged.map(({ text }) => text)).toEqual(['172.16.0.1', '10.0.0.0/24', '192.0.2.0/28'])
  })

  test('two ways to write one address are told apart from a repetition', () => {
    expect(mergeSuggestions(['10.0.0.7', '10.0.0.7/32'].map(read)).suggestions).toMatchObject([
      { code: 'duplicate', message: '10.0.0.7/32 is the same as 10.0.0.7.' },
    ])
  })
})

describe('warnings', () => {
  test.each([
    ['8.8.8.8', []],
    ['2606:4700::/32', []],
    ['0.0.0.0/0', ['everything']],
    ['0.0.0.0-255.255.255.255', ['everything']],
    ['1.2.3.4/0', ['host-bits', 'everything']],
    ['::/0', ['everything']],
    ['0.0.0.0', ['unspecified']],
    ['10.0.0.5/24', ['host-bits', 'private']],
    ['10.0.0.0/8', ['very-wide', 'private']],
    ['8.0.0.0/16', []],
    ['8.0.0.0/15', ['very-wide']],
    ['2600::/31', ['very-wide']],
    ['172.31.255.255', ['private']],
    ['172.32.0.0', []],
    ['9.255.255.255-10.0.0.0', ['private']],
    ['100.64.0.1', ['private']],
    ['fd00::1', ['private']],
    ['127.0.0.1', ['loopback']],
    ['::1', ['loopback']],
    ['::ffff:127.0.0.1', ['loopback']],
    ['169.254.1.1', ['link-local']],
    ['fe80::1', ['link-local']],
    ['224.0.0.1', ['multicast']],
    ['ff02::1', ['multicast']],
    ['192.0.2.0/24', ['documentation']],
    ['2001:db8::1', ['documentation']],
  ])('%s', (text, codes) => expect(warningsFor(read(text)).map(({ code }) => code)).toEqual(codes))

  test('host bits name the network that is meant', () => {
    expect(warningsFor(read('203.0.112.5/24'))).toEqual([
      { code: 'host-bits', message: '203.0.112.5/24 is not the start of its network; it means 203.0.112.0/24.', means: '203.0.112.0/24' },
    ])
  })
})
