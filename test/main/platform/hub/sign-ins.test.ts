import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSignIns } from '../../../../src/main/platform/hub/sign-ins'
import type { ClientRequest, HttpClient } from '../../../../src/main/platform/http/client'
import { createHttpClient } from '../../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../../src/main/platform/http/node-transport'
import { Secret } from '../../../../src/main/platform/secret'
import { startSandbox, type Sandbox } from '../../../../src/sandbox/server'
import { createFakeClock } from '../../../fakes/fake-clock'
import { createMemoryLog } from '../../../fakes/memory-log'

const MINUTE = 60_000

describe('calls of plane A', () => {
  const transport = createNodeTransport()
  let sandbox: Sandbox
  let clock: ReturnType<typeof createFakeClock>
  let asked: string[]
  let client: HttpClient

  beforeEach(async () => {
    clock = createFakeClock()
    // The hub's own clock goes with ours only as far as time passes.
    const offset = Date.now() - clock.monotonic()
    sandbox = await startSandbox({ now: () => offset + clock.monotonic() })
    asked = []
    const sent = createHttpClient({ transport, clock, log: createMemoryLog(), sleep: clock.sleep, random: () => 0 })
    const http: HttpClient = {
      send(request) {
        asked.push(new URL(request.url).pathname)
        return sent.send(request)
      },
    }
    client = createSignIns({ clock }).client({ http, hubUrl: tenant().hubUrl, key: new Secret(key()) })
  })
  afterEach(() => sandbox.close())

  const tenant = () => sandbox.tenants.find(({ label }) => label === 'Test')!
  const applicationWithKey = () => tenant().applications.find(({ apiKeys }) => apiKeys.length > 0)!
  const key = () => applicationWithKey().apiKeys[0]!
  const auths = () => asked.filter((path) => path === '/auth').length
  const call = (more: Partial<ClientRequest> = {}) =>
    client.send({
      method: 'GET',
      url: `${tenant().hubUrl}/appconfig`,
      headers: { accept: 'application/json' },
      policy: 'get',
      signal: new AbortController().signal,
      ...more,
    })
  const many = async () => (await Promise.all(Array.from({ length: 50 }, () => call()))).map(({ status }) => status)
  const switched = (path: string, method: string, body?: unknown) =>
    fetch(`${tenant().hubUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${tenant().administrationToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const fault = (path: string, effect: unknown, times?: number) =>
    switched('/sandbox/faults', 'POST', { match: { path }, effect, ...(times === undefined ? {} : { times }) })

  it('sign in once for fifty that begin together', async () => {
    expect(await many()).toEqual(Array(50).fill(200))
    expect(auths()).toBe(1)
  })

  it('sign in once more for fifty whose token has run out, and each is tried once more', async () => {
    await call()
    await fault('/appconfig', { expireTokens: true }, 50)
    expect(await many()).toEqual(Array(50).fill(200))
    expect(auths()).toBe(2)
  })

  it('are not tried a third time', async () => {
    await fault('/appconfig', { expireTokens: true })
    expect((await call()).status).toBe(401)
    expect(asked).toEqual(['/auth', '/appconfig', '/auth', '/appconfig'])
  })

  it('renew the token after four fifths of its life, on a clock that nobody sets', async () => {
    await call()
    clock.set('2031-01-01T00:00:00.000Z')
    clock.pass(4 * MINUTE - 1000)
    await call()
    expect(auths()).toBe(1)
    clock.set('1999-01-01T00:00:00.000Z')
    clock.pass(1000)
    await call()
    expect(auths()).toBe(2)
    expect(asked.filter((path) => path === '/appconfig')).toHaveLength(3) // none of them was refused first
  })

  it('take a refused address as the answer: signing in again would change nothing', async () => {
    await call()
    await fault('/appconfig', { status: 401, body: '{"message":"This API key may not be used from the address 127.0.0.1."}' })
    expect((await call()).status).toBe(401)
    expect(auths()).toBe(1)
  })

  it('go on when the one that signs in for all is stopped', async () => {
    await fault('/auth', { latencyMs: 60 })
    const stop = new AbortController()
    const first = call({ signal: stop.signal })
    const second = call()
    stop.abort()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect((await second).status).toBe(200)
    expect(auths()).toBe(1)
  })

  it('try anew after a sign-in that failed', async () => {
    await fault('/auth', { status: 406, body: '{"message":"Invalid API KEY"}' }, 1)
    await expect(call()).rejects.toMatchObject({ code: 'unauthorized' })
    expect((await call()).status).toBe(200)
  })

  it('send the token to the hub it is from, and to nobody else', async () => {
    await expect(call({ url: 'https://elsewhere.example.edu/appconfig' })).rejects.toMatchObject({ code: 'wrong-environment' })
  })
})
