import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact, redactText } from '../../../src/main/platform/redact'
import { Secret } from '../../../src/main/platform/secret'

const CANARY = 'c4n4ry-5f1e0d9c-8b7a'
const SIGHTINGS = [CANARY, Buffer.from(CANARY).toString('base64'), Buffer.from(CANARY).toString('hex'), [...Buffer.from(CANARY)].join(',')]

/** Everything that holds a secret by what it is or by the name it stands under. */
const secretHolder = fc.constantFrom<() => unknown>(
  () => new Secret(CANARY),
  () => Buffer.from(CANARY),
  () => new TextEncoder().encode(CANARY).buffer,
  () => new Headers({ Authorization: `Bearer ${CANARY}`, 'x-api-key': CANARY }),
  () => new Map([['password', CANARY]]),
  () => new URL(`https://admin:${CANARY}@hub.example.edu/tenant?token=${CANARY}#${CANARY}`),
  () => new URLSearchParams({ q: CANARY }),
  () => ({ authorization: CANARY }),
  () => ({ apiKey: CANARY, api_key: [CANARY], 'api-key': { deep: CANARY } }),
  () => ({ administrationToken: CANARY }),
  () => ({ value: CANARY, password: CANARY, clientSecret: CANARY, 'set-cookie': [CANARY] }),
  () => ['Authorization', `Basic ${CANARY}`, 'x-api-key', CANARY],
  () => [['x-api-key', CANARY]],
  () => `GET /tenant failed with Bearer ${CANARY}`,
  () => `https://hub.example.edu/tenant?key=${CANARY}`,
  () => `connect https://admin:${CANARY}@hub.example.edu/`,
  () => JSON.stringify({ password: CANARY }),
  () => JSON.stringify(JSON.stringify({ token: `a "${CANARY}` })),
  () => `password=${CANARY}; next`,
  () => new Error(`Authorization: Basic ${CANARY}`),
  () => Object.assign(new Error('no'), { config: { headers: { authorization: CANARY } } }),
  () => new AggregateError([new Error(`token=${CANARY}`)], 'all'),
)

/** Ways to hide something in something else. */
const wrap = fc.constantFrom<(inner: unknown) => unknown>(
  (inner) => ({ inner }),
  (inner) => [1, inner],
  (inner) => new Map([['inner', inner]]),
  (inner) => new Map([[inner, 'inner']]),
  (inner) => new Set([inner]),
  (inner) => {
    const circle = { inner, self: {} }
    circle.self = circle
    return circle
  },
  (inner) => new Error('outer', { cause: inner }),
  (inner) => new AggregateError([inner], 'outer'),
  (inner) => Object.assign(Object.create(null) as object, { inner }),
)

it('shows no secret in whatever it is wrapped', () => {
  fc.assert(
    fc.property(secretHolder, fc.array(wrap, { maxLength: 10 }), (make, wraps) => {
      const text = JSON.stringify(redact(wraps.reduce((inner, into) => into(inner), make())))
      for (const sighting of SIGHTINGS) expect(text).not.toContain(sighting)
    }),
    { numRuns: 2000 },
  )
})

it('takes anything and gives JSON', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true }),
      (value) => {
        expect(() => JSON.stringify({ value: redact(value) })).not.toThrow()
      },
    ),
  )
})

describe('text', () => {
  it.each([
    ['a JWT', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl back', 'got [REDACTED] back'],
    ['a key in a scheme', 'Bearer 7d1b2f6e-3c4a-4f5b-9a8d-0c1e2f3a4b5c.', 'Bearer [REDACTED]'],
    ['a user in a URL', 'at https://me:pw@hub.example.edu/x', 'at https://[REDACTED]@hub.example.edu/x'],
    ['a query', 'at https://hub.example.edu/x?a=b', 'at https://hub.example.edu/x?[REDACTED]'],
    ['a named value', 'password: "a b" and on', 'password: [REDACTED] and on'],
  ])('loses %s', (_what, text, clean) => {
    expect(redactText(text)).toBe(clean)
  })

  it('keeps what a log is read for', () => {
    const text = 'Reading /applications/7d1b2f6e-3c4a-4f5b-9a8d-0c1e2f3a4b5c/api-keys took 3 tries'
    expect(redactText(text)).toBe(text)
  })
})

it.each(['a', 'token', 'https://', 'eyJ', 'Bearer ', '"', '\\\\', 'password="'])('is not stopped by a million of %j', (piece) => {
  expect(redactText(piece.repeat(1_000_000)).length).toBeLessThan(5000)
})

it('goes on with what it cannot read', () => {
  const circle: Record<string, unknown> = { name: 'circle' }
  circle['self'] = circle
  const trap = {
    get boom(): string {
      throw new Error('no')
    },
  }
  expect(redact({ circle, trap, twice: [circle, circle] })).toEqual({
    circle: { name: 'circle', self: '[circular]' },
    trap: '[unreadable]',
    twice: [
      { name: 'circle', self: '[circular]' },
      { name: 'circle', self: '[circular]' },
    ],
  })
})
