import { beforeEach, describe, expect, it } from 'vitest'
import { createHttpClient, retryAfter, type ClientRequest } from '../../../../src/main/platform/http/client'
import { responseOf, TransportError, type HttpResponse } from '../../../../src/main/platform/http/transport'
import { Secret } from '../../../../src/main/platform/secret'
import { createFakeClock } from '../../../fakes/fake-clock'
import { createMemoryLog } from '../../../fakes/memory-log'
import { createScriptedTransport, type Scripted } from '../../../fakes/scripted-transport'

const URL_OF_HUB = 'https://hub.example.edu/administration/tenant?limit=5'
const cut = new TransportError('cut', 'net::ERR_CONNECTION_RESET')
const timeout = new TransportError('timeout', 'late')

let clock: ReturnType<typeof createFakeClock>
let log: ReturnType<typeof createMemoryLog>
beforeEach(() => {
  clock = createFakeClock()
  log = createMemoryLog()
})

function setUp(...script: Scripted[]) {
  const transport = createScriptedTransport(...script)
  const client = createHttpClient({ transport, clock, log, sleep: clock.sleep, random: () => 0.5 })
  const send = (request: Partial<ClientRequest> = {}) =>
    client.send({ method: 'GET', url: URL_OF_HUB, headers: {}, policy: 'get', signal: new AbortController().signal, ...request })
  return { transport, client, send }
}

describe('a read', () => {
  it('waits as long as it is told, and tries again', async () => {
    const { send, transport } = setUp([429, { 'retry-after': '7' }], [503, { 'retry-after': '2' }], [200])
    expect((await send()).status).toBe(200)
    expect(clock.slept).toEqual([7000, 2000])
    expect(transport.seen).toHaveLength(3)
  })

  it("measures a date against the server's own clock and not against ours", async () => {
    clock.set('1999-01-01T00:00:00.000Z')
    const { send } = setUp([503, { date: 'Tue, 24 Nov 2026 10:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 10:00:09 GMT' }], [200])
    await send()
    expect(clock.slept).toEqual([9000])
  })

  it('gives up after four tries and hands back the answer', async () => {
    const { send, transport } = setUp([429, { 'retry-after': '1' }])
    expect((await send()).status).toBe(429)
    expect(transport.seen).toHaveLength(4)
  })

  it('does not wait longer than a minute in all', async () => {
    const { send, transport } = setUp([503, { 'retry-after': '40' }])
    expect((await send()).status).toBe(503)
    expect(clock.slept).toEqual([40_000])
    expect(transport.seen).toHaveLength(2)
    const long = setUp([429, { 'retry-after': '3600' }])
    expect((await long.send()).status).toBe(429)
    expect(long.transport.seen).toHaveLength(1)
  })

  it('gives a later try only what is left of the minute', async () => {
    const { send, transport } = setUp(() => {
      clock.pass(50_000)
      return Promise.reject(timeout)
    })
    await expect(send()).rejects.toMatchObject({ code: 'unreachable', reason: 'timeout' })
    expect(transport.seen.map(({ limits }) => limits?.totalMs)).toEqual([60_000, 9750])
  })

  it.each([
    ['502', [502]],
    ['504', [504]],
    ['a cut', cut],
    ['a time-out', timeout],
  ] satisfies [string, Scripted][])('tries again after %s, each time somewhere below twice as late', async (_what, failure) => {
    const { send } = setUp(failure, failure, failure, [200])
    expect((await send()).status).toBe(200)
    expect(clock.slept).toEqual([250, 500, 1000])
  })

  it.each(['dns', 'refused', 'tls', 'proxy', 'too-large', 'redirect', 'other'] as const)(
    'says at once that it could not get through: %s',
    async (kind) => {
      const { send, transport } = setUp(new TransportError(kind, 'no'))
      await expect(send()).rejects.toMatchObject({ code: 'unreachable', reason: kind, at: '/administration/tenant' })
      expect(transport.seen).toHaveLength(1)
    },
  )

  it.each([200, 301, 307, 400, 401, 403, 404, 409, 500])('takes %s as the answer', async (status) => {
    const { send, transport } = setUp([status, { location: 'https://evil.example/' }])
    expect((await send()).status).toBe(status)
    expect(transport.seen).toHaveLength(1)
  })
})

describe('a change', () => {
  it.each([[429], [502], [503], [504]])('is never sent twice after %s', async (status) => {
    const { send, transport } = setUp([status, { 'retry-after': '1' }])
    expect((await send({ method: 'POST', policy: 'write' })).status).toBe(status)
    expect(transport.seen).toHaveLength(1)
  })

  it.each([cut, timeout])('is never sent twice after a loss', async (loss) => {
    const { send, transport } = setUp(loss)
    await expect(send({ method: 'POST', policy: 'write' })).rejects.toMatchObject({ code: 'unreachable' })
    expect(transport.seen).toHaveLength(1)
  })
})

describe('a creation', () => {
  it.each([cut, timeout, [502], [429, { 'retry-after': '0' }]] satisfies Scripted[])(
    'is tried again with the same key',
    async (failure) => {
      const { send, transport } = setUp(failure, [201])
      expect((await send({ method: 'POST', policy: 'create', idempotencyKey: 'key-1', body: '{}' })).status).toBe(201)
      expect(transport.seen.map(({ headers, body }) => [headers['idempotency-key'], body])).toEqual([
        ['key-1', '{}'],
        ['key-1', '{}'],
      ])
    },
  )

  it.each([502, 504])('is not tried again when %i tells of a problem behind the hub', async (status) => {
    const problem = JSON.stringify({ type: 'about:blank', title: 'The source refused the password.', status, code: 'source-unauthorized' })
    const { send, transport } = setUp([status, { 'content-type': 'application/problem+json' }, problem])
    expect((await send({ method: 'POST', policy: 'create', idempotencyKey: 'key-1', body: '{}' })).status).toBe(status)
    expect(transport.seen).toHaveLength(1)
  })

  it('is not sent at all without one', async () => {
    const { send, transport } = setUp([201])
    await expect(send({ method: 'POST', policy: 'create' })).rejects.toThrow(/idempotency key/)
    expect(transport.seen).toHaveLength(0)
  })
})

describe('a deletion', () => {
  it.each([404, 410])('is done when the thing is gone (%s)', async (status) => {
    const { send } = setUp(cut, [status])
    expect((await send({ method: 'DELETE', policy: 'delete' })).status).toBe(204)
  })

  it('is refused when it is refused', async () => {
    const { send } = setUp([409])
    expect((await send({ method: 'DELETE', policy: 'delete' })).status).toBe(409)
  })
})

describe('what must not be sent', () => {
  it.each(['Authorization', 'cookie', 'X-API-Key', 'proxy-authorization'])('is a header %s that was set by hand', async (name) => {
    const { send, transport } = setUp([200])
    await expect(send({ headers: { [name]: 'x' } })).rejects.toThrow(/by hand/)
    expect(transport.seen).toHaveLength(0)
  })

  it.each(['http://hub.example.edu/', 'https://me:pw@hub.example.edu/', 'ftp://hub.example.edu/', 'nonsense'])(
    'is anything to %s',
    async (url) => {
      const { send, transport } = setUp([200])
      await expect(send({ url })).rejects.toMatchObject({ code: 'invalid-input' })
      expect(transport.seen).toHaveLength(0)
    },
  )
})

it('sends Basic as UTF-8', async () => {
  const { send, transport } = setUp([200])
  await send({ credential: { secret: new Secret('pä:ss'), audience: 'https://hub.example.edu', scheme: 'Basic', username: 'ü' } })
  expect(transport.seen[0]!.headers['authorization']).toBe(`Basic ${Buffer.from('ü:pä:ss').toString('base64')}`)
})

it('writes no query and no secret to the log', async () => {
  const { send } = setUp([503, { 'retry-after': '1' }], [200])
  await send({
    url: 'https://hub.example.edu/x?key=hunter2',
    credential: { secret: new Secret('hunter2'), audience: 'https://hub.example.edu', scheme: 'Bearer', username: null },
  })
  expect(log.lines).toHaveLength(1)
  expect(JSON.stringify(log.lines)).not.toMatch(/hunter2/)
})

describe('a stop', () => {
  const cancelled = { code: 'cancelled' }

  it('is heard before anything is sent', async () => {
    const { send, transport } = setUp([200])
    await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject(cancelled)
    expect(transport.seen).toHaveLength(0)
  })

  it('is heard while waiting to try again', async () => {
    const stop = new AbortController()
    const { send, transport } = setUp(() => {
      stop.abort()
      return Promise.resolve(responseOf(503, { 'retry-after': '1' }, new Uint8Array()))
    })
    await expect(send({ signal: stop.signal })).rejects.toMatchObject(cancelled)
    expect(transport.seen).toHaveLength(1)
  })

  it('is heard while waiting for a turn and for an answer, and gives the turn back', async () => {
    const waiting: ((response: HttpResponse) => void)[] = []
    const { send, transport } = setUp(() => new Promise<HttpResponse>((resolve) => waiting.push(resolve)))
    const others = Array.from({ length: 8 }, () => send())
    const stop = new AbortController()
    const inLine = send({ signal: stop.signal })
    await new Promise(setImmediate)
    expect(transport.seen).toHaveLength(8)
    stop.abort()
    await expect(inLine).rejects.toMatchObject(cancelled)
    for (const answer of waiting) answer(responseOf(200, {}, new Uint8Array()))
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(transport.seen).toHaveLength(8)
  })
})

it('asks one origin eight things at a time, and another meanwhile', async () => {
  let now = 0
  let most = 0
  const { send, transport } = setUp(async () => {
    most = Math.max(most, (now += 1))
    await new Promise(setImmediate)
    now -= 1
    return responseOf(200, {}, new Uint8Array())
  })
  await Promise.all(Array.from({ length: 50 }, () => send()))
  expect(most).toBe(8)
  most = 0
  await Promise.all(Array.from({ length: 40 }, (_, n) => send({ url: `https://hub${n % 2}.example.edu/` })))
  expect(most).toBe(16)
  expect(transport.seen).toHaveLength(90)
})

it.each([
  [{ 'retry-after': '12' }, 12_000],
  [{ 'retry-after': ' 0 ' }, 0],
  [{ 'retry-after': 'Tue, 24 Nov 2026 10:00:00 GMT', date: 'Tue, 24 Nov 2026 10:00:30 GMT' }, 0],
  [{ 'retry-after': 'Tue, 24 Nov 2026 10:00:00 GMT' }, null],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '-5' }, null],
  [{}, null],
])('reads Retry-After of %j as %j', (headers, milliseconds) => {
  expect(retryAfter(headers)).toBe(milliseconds)
})
