import { expect, it } from 'vitest'
import { ConnectionFault } from '../../../../src/shared/errors'
import { failureOf, unreachable } from '../../../../src/main/platform/http/failures'
import { responseOf, TransportError } from '../../../../src/main/platform/http/transport'

const problem = (status: number, fields: object) =>
  responseOf(
    status,
    { 'content-type': 'application/problem+json', 'x-request-id': 'r-1' },
    Buffer.from(JSON.stringify({ title: 'The title.', status, code: 'x', ...fields })),
  )
const failure = (status: number, fields: object = {}) => failureOf(problem(status, fields), '/x').toFailure()

it.each([
  [400, 'invalid-input'],
  [401, 'unauthorized'],
  [403, 'remote'],
  [404, 'not-found'],
  [409, 'conflict'],
  [410, 'not-found'],
  [412, 'conflict'],
  [418, 'remote'],
  [422, 'invalid-input'],
  [429, 'remote'],
  [500, 'remote'],
  [503, 'remote'],
] as const)('reads %s as %s', (status, code) => {
  expect(failure(status)).toMatchObject({ code, status, at: '/x', requestId: 'r-1' })
})

it.each([301, 302, 307, 308])('reads %s as an address that sends elsewhere', (status) => {
  expect(failureOf(responseOf(status, { location: 'https://evil.example/' }, new Uint8Array()), '/x').toFailure()).toMatchObject({
    code: 'unreachable',
    reason: 'redirect',
  })
})

it('reads 407 as the proxy', () => expect(failure(407)).toMatchObject({ code: 'unreachable', reason: 'proxy' }))

it('hands on the faults of the fields', () => {
  const faults = [{ path: 'restriction.addresses.0', message: 'No address.' }]
  expect(failure(400, { errors: faults })).toMatchObject({ code: 'invalid-input', faults, message: 'The title.' })
})

it('knows the last key', () =>
  expect(failure(409, { code: 'last-api-key' })).toMatchObject({ code: 'last-api-key', message: 'The title.' }))

it('tells a refused credential in its own words', () => {
  expect(failure(401, { title: 'nope' }).message).toMatch(/administration token/)
})

it('repeats no credential and no endless text of the hub', () => {
  expect(failure(500, { title: 'Bearer hunter2 is wrong' }).message).not.toContain('hunter2')
  expect(failure(500, { title: 'x'.repeat(10_000) }).message.length).toBeLessThanOrEqual(300)
})

it.each(['<html>', '{"title":1}', '{', ''])('does without a problem that is none: %j', (body) => {
  const response = responseOf(500, { 'content-type': 'application/json' }, Buffer.from(body))
  expect(failureOf(response, '/x').toFailure()).toEqual({
    code: 'remote',
    status: 500,
    at: '/x',
    message: expect.stringContaining('500') as string,
  })
})

it.each(ConnectionFault.options)('has a sentence for %s', (kind) => {
  expect(unreachable(new TransportError(kind, 'net::ERR'), '/x').toFailure()).toEqual({
    code: 'unreachable',
    reason: kind,
    at: '/x',
    message: expect.stringMatching(/^[A-Z].+\.$/) as string,
  })
})
