import type { KeyFinding, KeyPolicy } from '../contract/health'
import type { RotationState } from '../contract/rotations'
import type { KnownRestriction } from '../wire/administration-plane'
import { countAddresses, type AddressEntry } from './addresses'
import { readable } from './restriction-change'
import { isStuck } from './rotation'

const DAY_MS = 86_400_000

/** What is known of a key when it is held against the policy. */
export type KeyFacts = {
  addedOn: string
  restriction: KnownRestriction
  /** How many keys its application has, this one included. */
  keysOfApplication: number
  isBehindSet: boolean
  /** Unfinished rotations in which it is the old or the new key. */
  rotations: readonly { state: RotationState; endsOn: string | null; changedAt: string }[]
}

export type KeyHealth = {
  mode: 'unrestricted' | 'restricted' | 'denied' | 'unknown'
  entries: number
  addresses: bigint
  findings: KeyFinding[]
}

/** How a key is, and what is wrong with it, the gravest first. */
export function keyHealth(key: KeyFacts, policy: KeyPolicy, now: number): KeyHealth {
  const { restriction } = key
  const listed = restriction.mode === 'restricted' ? restriction.addresses : []
  const entries = readable(listed)
  const mode = restriction.mode !== 'restricted' ? restriction.mode : listed.length === 0 ? 'denied' : 'restricted'
  const is: Record<KeyFinding, boolean> = {
    unrestricted: mode === 'unrestricted',
    'too-wide': widthOf(entries) > BigInt(policy.maxAddresses),
    'stuck-rotation': key.rotations.some((rotation) => isStuck(rotation, now)),
    old: now - Date.parse(key.addedOn) > policy.maxAgeDays * DAY_MS,
    'too-many': key.keysOfApplication > policy.maxKeys,
    'behind-set': key.isBehindSet,
    'denied-everywhere': mode === 'denied',
  }
  return { mode, entries: listed.length, addresses: countAddresses(entries), findings: FINDINGS.filter((finding) => is[finding]) }
}

/** The gravest first. */
export const FINDINGS: readonly KeyFinding[] = [
  'unrestricted',
  'too-wide',
  'stuck-rotation',
  'old',
  'too-many',
  'behind-set',
  'denied-everywhere',
]

/** One IPv6 network of 64 bits, what a single site gets at least, weighs as much as one IPv4 address. */
const widthOf = (entries: readonly AddressEntry[]): bigint =>
  countAddresses(entries.map((entry) => (entry.family === 4 ? entry : { ...entry, first: entry.first >> 64n, last: entry.last >> 64n })))
