import { describe, expect, it, test } from 'vitest'
import { keyHealth, type KeyFacts } from '#shared/rules/key-health'

const NOW = Date.parse('2026-11-25T12:00:00.000Z')
const policy = { maxAgeDays: 365, maxKeys: 3, maxAddresses: 256 }
const restricted = (...addresses: string[]) => ({ mode: 'restricted' as const, addresses })
const fine: KeyFacts = {
  addedOn: '2026-06-01T00:00:00.000Z',
  restriction: restricted('192.0.2.1'),
  keysOfApplication: 1,
  isBehindSet: false,
  rotations: [],
}
const found = (facts: Partial<KeyFacts>) => keyHealth({ ...fine, ...facts }, policy, NOW).findings
const rotation = { state: 'created' as const, endsOn: null, changedAt: '2026-11-24T00:00:00.000Z' }

it('a young key with one address has no finding', () => expect(found({})).toEqual([]))

describe('width', () => {
  test.each([
    ['exactly as many as allowed', ['10.0.0.0/24'], false],
    ['one more', ['10.0.0.0/24', '10.0.1.0'], true],
    ['the same twice', ['10.0.0.0/24', '10.0.0.0-10.0.0.255'], false],
    ['256 networks of 64 bits', ['2001:db8::/56'], false],
    ['one network of 64 bits more', ['2001:db8::/56', '2001:db8:1::1'], true],
    ['many addresses of one such network', ['2001:db8::1-2001:db8::ffff'], false],
    ['both families weigh together', ['10.0.0.0/24', '2001:db8::1'], true],
  ])('%s', (_name, addresses, isWide) => expect(found({ restriction: restricted(...addresses) }).includes('too-wide')).toBe(isWide))
})

test.each([
  ['unrestricted', { restriction: { mode: 'unrestricted' as const } }],
  ['denied-everywhere', { restriction: restricted() }],
  ['old', { addedOn: '2025-11-25T11:59:59.000Z' }],
  ['too-many', { keysOfApplication: 4 }],
  ['behind-set', { isBehindSet: true }],
  ['stuck-rotation', { rotations: [{ ...rotation, changedAt: '2026-11-01T00:00:00.000Z' }] }],
  ['stuck-rotation', { rotations: [{ ...rotation, endsOn: '2026-11-24' }] }],
] as const)('%s', (finding, facts) => expect(found(facts)).toEqual([finding]))

it('what is within the policy is no finding', () => {
  expect(found({ addedOn: '2025-11-25T12:00:00.000Z', keysOfApplication: 3, rotations: [rotation] })).toEqual([])
})

it('a date that cannot be read makes no key old', () => expect(found({ addedOn: 'long ago' })).toEqual([]))

it('counts entries and addresses', () => {
  expect(keyHealth({ ...fine, restriction: restricted('2001:db8::/64', '10.0.0.1') }, policy, NOW)).toMatchObject({
    mode: 'restricted',
    entries: 2,
    addresses: (1n << 64n) + 1n,
  })
})
