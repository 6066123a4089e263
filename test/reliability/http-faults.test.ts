import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATION_PATH, WireApplication } from '#shared/wire/administration-plane'
import { readJson, parseItems } from '../../src/main/platform/http/json'
import type { Toxic } from '../fakes/fault-proxy'
import { startServer, type SeenRequest } from '../fakes/misbehaving-server'
import { startFaultWorld, type FaultWorld } from './fault-world'

// What the client promises when the network or the server misbehaves (docs/reliability.md), line by line, over real sockets.

let world: FaultWorld
beforeAll(async () => {
  world = await startFaultWorld()
})
afterEach(() => world.clearFaults())
afterAll(() => world.close())

const struck = async () => ((await (await world.direct('/sandbox/faults')).json()) as { struck: number }[]).map(({ struck }) => struck)

describe('GET after 429 and 503', () => {
  it.each([429, 503])('%s waits the seconds that it is told, and says so', async (status) => {
    const { send, clock } = world.client()
    const waits: number[] = []
    await world.fault('/admin/v1/tenant', { status, retryAfter: 7 }, 2)
    expect((await send('/tenant', { onWait: (milliseconds) => waits.push(milliseconds) })).status).toBe(200)
    expect([clock.slept, waits]).toEqual([
      [7000, 7000],
      [7000, 7000],
    ])
  })

  it("waits until a date by the server's own clock, whatever ours says", async () => {
    const { send, clock } = world.client()
    clock.set('1999-01-01T00:00:00.000Z')
    const headers = { date: 'Tue, 24 Nov 2026 10:00:00 GMT' }
    await world.fault('/admin/v1/tenant', { status: 503, retryAfter: 'Tue, 24 Nov 2026 10:00:09 GMT', headers }, 1)
    expect((await send('/tenant')).status).toBe(200)
    expect(clock.slept).toEqual([9000])
  })

  it('gives up after four tries', async () => {
    const { send } = world.client()
    await world.fault('/admin/v1/tenant', { status: 429, retryAfter: 1 })
    expect((await send('/tenant')).status).toBe(429)
    expect(await struck()).toEqual([4])
  })

  it('gives up at once where it would have to wait for more than a minute', async () => {
    const { send, clock } = world.client()
    await world.fault('/admin/v1/tenant', { status: 429, retryAfter: 3600 })
    expect((await send('/tenant')).status).toBe(429)
    expect([clock.slept, await struck()]).toEqual([[], [1]])
  })
})

describe('GET after a loss', () => {
  const losses: [string, Toxic][] = [
    ['a reset before the answer', { kind: 'reset', afterBytes: 0 }],
    ['a reset in the middle of it', { kind: 'reset', afterBytes: 300 }],
    ['an end in the middle of it', { kind: 'limit', bytes: 300 }],
    ['an answer that never begins', { kind: 'hold', afterBytes: 0 }],
    ['an answer that stops in its middle', { kind: 'hold', afterBytes: 300 }],
  ]
  it.each(losses)('is tried again: %s', async (_what, toxic) => {
    const { send, clock } = world.client({ headerMs: 200, idleMs: 200 })
    world.proxy.spoil(toxic)
    expect((await send('/tenant')).status).toBe(200)
    expect(clock.slept).toEqual([250])
  })

  it.each([502, 504])('is tried again: %s', async (status) => {
    const { send, clock } = world.client()
    await world.fault('/admin/v1/tenant', { status }, 3)
    expect((await send('/tenant')).status).toBe(200)
    expect(clock.slept).toEqual([250, 500, 1000])
  })

  it.each([
    [0, [0, 0, 0]],
    [0.999, [499.5, 999, 1998]],
  ])('waits with full jitter, at a throw of %s', async (random, slept) => {
    const { send, clock } = world.client({}, random)
    await world.fault('/admin/v1/tenant', { status: 502 })
    expect((await send('/tenant')).status).toBe(502)
    expect(clock.slept.map((each) => Math.round(each * 10) / 10)).toEqual(slept)
  })

  it('says what it was when all four are lost', async () => {
    const { send } = world.client({ headerMs: 100 })
    world.proxy.spoil(...Array<Toxic>(4).fill({ kind: 'hold', afterBytes: 0 }))
    await expect(send('/tenant')).rejects.toMatchObject({ code: 'unreachable', reason: 'timeout', at: '/admin/v1/tenant' })
  })
})

describe('time', () => {
  it.each([
    ['for the headers', { headerMs: 150 }, { kind: 'latency', milliseconds: 2000 }],
    ['between two pieces', { idleMs: 150 }, { kind: 'hold', afterBytes: 300 }],
    ['for everything, however it drips', { idleMs: 1000, totalMs: 300 }, { kind: 'slicer', bytes: 40, pauseMs: 60 }],
  ] satisfies [string, object, Toxic][])('is limited %s', async (_what, limits, toxic) => {
    const { send } = world.client(limits)
    world.proxy.spoil(toxic)
    await expect(send('/tenant', { method: 'GET', policy: 'write' })).rejects.toMatchObject({ code: 'unreachable', reason: 'timeout' })
  })

  it('is enough for a slow answer that goes on coming', async () => {
    const { send } = world.client({ headerMs: 500, idleMs: 200 })
    world.proxy.spoil({ kind: 'slicer', bytes: 64, pauseMs: 20 })
    expect(readJson(await send('/tenant'), '/tenant')).toMatchObject({ label: 'Test' })
  })
})

describe('POST that creates a key', () => {
  it.each([
    ['its answer is lost', { kind: 'reset', afterBytes: 0 }],
    ['its answer is cut in the middle', { kind: 'limit', bytes: 200 }],
    ['its answer never comes', { kind: 'hold', afterBytes: 0 }],
  ] satisfies [string, Toxic][])('makes one key and no second when %s', async (_what, toxic) => {
    const { send, clock } = world.client({ headerMs: 300, idleMs: 300 })
    const { id } = world.tenant.applications[0]!
    const before = await world.keyIds(id)
    world.proxy.spoil(toxic)
    const response = await send(`/applications/${id}/api-keys`, world.newKey())
    const made = (await world.keyIds(id)).filter((keyId) => !before.includes(keyId))
    expect([response.status, made]).toEqual([201, [(readJson(response, '') as { id: string }).id]])
    expect(clock.slept).toHaveLength(1)
  })

  it('is never sent a second time without an idempotency key', async () => {
    const { send } = world.client({ headerMs: 300 })
    const { id } = world.tenant.applications[1]!
    const before = await world.keyIds(id)
    world.proxy.spoil({ kind: 'reset', afterBytes: 0 })
    const { idempotencyKey: _without, ...blind } = world.newKey()
    await expect(send(`/applications/${id}/api-keys`, { ...blind, policy: 'write' })).rejects.toMatchObject({ code: 'unreachable' })
    // Done, although nobody was told: this is why a second one would have been one too many.
    expect(await world.keyIds(id)).toHaveLength(before.length + 1)
  })
})

describe('DELETE', () => {
  it('is done when its answer is lost and the thing is gone the second time', async () => {
    const { send } = world.client()
    const { id } = world.tenant.applications[2]!
    const made = readJson(await send(`/applications/${id}/api-keys`, world.newKey()), '') as { id: string; etag: string }
    const remove: Parameters<typeof send>[1] = { method: 'DELETE', policy: 'delete', headers: { 'if-match': made.etag } }
    await world.fault(`/admin/v1/applications/${id}/api-keys`, { when: 'after', cut: true }, 1)
    expect((await send(`/applications/${id}/api-keys/${made.id}`, remove)).status).toBe(204)
    expect(await world.keyIds(id)).not.toContain(made.id)
    expect((await send(`/applications/${id}/api-keys/${made.id}`, remove)).status).toBe(204)
  })

  it('is done at 410', async () => {
    const { send } = world.client()
    await world.fault('/admin/v1/applications', { status: 410 }, 1)
    expect((await send('/applications/gone', { method: 'DELETE', policy: 'delete' })).status).toBe(204)
  })
})

describe('an answer that is none', () => {
  const applications = async (effect: Parameters<FaultWorld['fault']>[1]) => {
    await world.fault('/admin/v1/applications', effect, 1)
    return await world.client().send('/applications?limit=500', { policy: 'write' })
  }
  const listOf = (response: Awaited<ReturnType<typeof applications>>) => parseItems(response, WireApplication, '/applications')

  it('is a page of HTML with 200', async () => {
    const response = await applications({ nonJson: true })
    expect(response.status).toBe(200)
    expect(() => listOf(response)).toThrow(/web page/)
  })

  it('is cut off under its full length', async () => {
    await expect(applications({ truncateAt: 100 })).rejects.toMatchObject({ code: 'unreachable', reason: 'cut' })
  })

  it('is half of it under its own length', async () => {
    const whole = JSON.stringify([{ id: 'a' }])
    const response = await applications({ body: whole.slice(0, -3) })
    expect(() => listOf(response)).toThrow(/not whole/)
  })

  it('is nested ten thousand deep, in arrays or in objects', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const response = await applications({ body: `${open.repeat(10_000)}1${close.repeat(10_000)}` })
      expect(() => listOf(response)).toThrow(/nested too deep/)
    }
  })

  it('is read with a byte order mark', async () => {
    expect(listOf(await applications({ body: '\uFEFF[]' }))).toMatchObject({ items: [], received: 0 })
  })

  it('sets no prototype', async () => {
    const one = (await (await world.direct(`${ADMINISTRATION_PATH}/applications?limit=1`)).json()) as object[]
    const body = JSON.stringify(one).replace('{', '{"__proto__":{"polluted":true},"\\u005f_proto__":{"polluted":true},')
    const { items } = listOf(await applications({ body }))
    expect(items).toHaveLength(1)
    expect(Object.assign({}, items[0])).not.toHaveProperty('polluted')
    expect({}).not.toHaveProperty('polluted')
  })

  it('has one item of the wrong kind, which hides none of the other 499', async () => {
    const [one] = (await (await world.direct(`${ADMINISTRATION_PATH}/applications?limit=1`)).json()) as object[]
    const wrong = [{ ...one, name: 7 }, { ...one, apiKeyCount: 'many' }, null, 'text', 12, []]
    for (const bad of wrong) {
      const items = Array.from({ length: 500 }, (_, index) => (index === 250 ? bad : { ...one, id: crypto.randomUUID() }))
      const list = listOf(await applications({ body: JSON.stringify(items) }))
      expect([list.items.length, list.unreadable, list.received]).toEqual([499, 1, 500])
    }
  })
})

describe('a body', () => {
  const CAP = 32 * 1024 * 1024
  it.each([
    ['as it comes', '/plain', Buffer.alloc(CAP + 1), {}],
    ['as it is after unpacking, however small it comes', '/bomb', gzipSync(Buffer.alloc(2 * CAP)), { 'content-encoding': 'gzip' }],
  ])('is read up to 32 MB, counted %s', async (_what, path, bytes, headers) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers })
      response.end(bytes)
    })
    try {
      const { http } = world.client()
      const { signal } = new AbortController()
      const asked = http.send({ method: 'GET', url: `${server.origin}${path}`, headers: {}, policy: 'get', signal })
      await expect(asked).rejects.toMatchObject({ code: 'unreachable', reason: 'too-large' })
      // It would be as large the next time.
      expect(server.seen).toHaveLength(1)
    } finally {
      await server.close()
    }
  })
})

describe('a redirect', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
  const STATUSES = [300, 301, 302, 303, 305, 307, 308]
  const cases = METHODS.flatMap((method) => STATUSES.map((status) => ({ method, status })))

  it.each(cases)('$status of $method is followed nowhere, and Authorization goes with it nowhere', async ({ method, status }) => {
    const seenElsewhere: SeenRequest[] = []
    const stranger = await startServer((request, response) => {
      seenElsewhere.push(request)
      response.end()
    })
    try {
      const { send } = world.client()
      for (const location of [
        `${stranger.origin}/stolen`,
        `http://localhost:${stranger.port}/stolen`,
        `//127.0.0.1:${stranger.port}/`,
        '/admin/v1/catalog',
      ]) {
        await world.fault('/admin/v1/tenant', { status, headers: { location } }, 1)
        const body = method === 'GET' ? {} : { body: '{}' }
        const response = await send('/tenant', { method, policy: method === 'GET' ? 'get' : 'write', ...body })
        expect([response.status, response.body.byteLength]).toEqual([status, 0])
      }
      expect(seenElsewhere).toEqual([])
    } finally {
      await stranger.close()
    }
  })
})
