import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { WireApiKey } from '#shared/wire/administration-plane'
import { Fault } from '#shared/wire/sandbox-switches'
import { call, openSandbox, problemOf, type TenantCaller } from './client'

let open: Awaited<ReturnType<typeof openSandbox>>
let hub: TenantCaller
beforeAll(async () => {
  open = await openSandbox()
  hub = open.production
})
afterEach(() => hub.switch('/faults', { method: 'DELETE' }))
afterAll(() => open.sandbox.close())

/** Waits until every fault has struck as often as it should: the call that waits has arrived. */
async function struck(caller: TenantCaller): Promise<void> {
  while ((await caller.switch('/faults')).text !== '[]') continue
}

describe('the switches', () => {
  it('need the administration token and a fault that makes sense', async () => {
    expect(problemOf(await call(`${hub.tenant.hubUrl}/sandbox/faults`)).code).toBe('unauthorized')
    expect(problemOf(await hub.switch('/faults', { method: 'POST', body: { match: { path: 'x' }, effect: {} } })).code).toBe(
      'invalid-input',
    )
    expect(problemOf(await hub.switch('/nothing')).code).toBe('not-found')
  })

  it('list, remove and clear', async () => {
    await hub.fault({ id: 'one', match: { path: '/errors' }, effect: { status: 500 } })
    await hub.fault({ id: 'two', match: { path: '/appconfig' }, effect: { status: 500 } })
    await hub.fault({ id: 'one', match: { path: '/errors' }, effect: { status: 502 } })
    expect((await hub.switch('/faults')).as(z.array(Fault)).map(({ id, effect }) => [id, effect.status])).toEqual([
      ['two', 500],
      ['one', 502],
    ])
    expect((await hub.switch('/faults/one', { method: 'DELETE' })).status).toBe(204)
    expect((await hub.switch('/faults/one', { method: 'DELETE' })).status).toBe(404)
    expect((await hub.switch('/faults', { method: 'DELETE' })).status).toBe(204)
    expect((await hub.switch('/faults')).json()).toEqual([])
  })
})

describe('a fault', () => {
  it('strikes by method and path as often as it says, and in its own tenant only', async () => {
    await hub.fault({ match: { method: 'get', path: '/admin/v1/applications/*/api-keys' }, times: 2, effect: { status: 500 } })
    const path = `/applications/${hub.application('Mobile Campus').id}/api-keys`
    const other = `/applications/${open.test.application('Mobile Campus').id}/api-keys`
    expect((await hub.admin(`${path}/x`)).status).toBe(404)
    expect((await hub.admin(path, { method: 'POST', body: {} })).status).toBe(201)
    expect((await open.test.admin(other)).status).toBe(200)
    expect([(await hub.admin(path)).status, (await hub.admin(path)).status, (await hub.admin(path)).status]).toEqual([500, 500, 200])
    await hub.fault({ match: { path: '/admin/**', tenant: '*' }, effect: { status: 418 } })
    expect([(await hub.admin('/tenant')).status, (await open.test.admin('/tenant')).status]).toEqual([418, 418])
  })

  it('sends 429 with Retry-After, in seconds or as a date', async () => {
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { retryAfter: 3 } })
    const reply = await hub.admin('/tenant')
    expect([reply.status, reply.headers['retry-after']]).toEqual([429, '3'])
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { status: 503, retryAfter: 'Mon, 02 Mar 2026 09:00:05 GMT' } })
    expect((await hub.admin('/tenant')).headers['retry-after']).toBe('Mon, 02 Mar 2026 09:00:05 GMT')
  })

  it('replaces body, type and headers', async () => {
    await hub.fault({
      match: { path: '/auth' },
      times: 1,
      effect: { status: 200, body: '<p>', contentType: 'text/html', headers: { 'x-odd': 'yes' } },
    })
    const reply = await hub.auth(hub.application('Mobile Campus').apiKeys[0] ?? '')
    expect([reply.status, reply.text, reply.headers['content-type'], reply.headers['x-odd']]).toEqual([200, '<p>', 'text/html', 'yes'])
  })

  it('sends HTML under the type of JSON, or JSON under the type of HTML', async () => {
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { nonJson: true } })
    const page = await hub.admin('/tenant')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'application/json;charset=UTF-8'])
    expect(() => page.json()).toThrow()
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { wrongType: true } })
    const wrong = await hub.admin('/tenant')
    expect(wrong.headers['content-type']).toBe('text/html;charset=UTF-8')
    expect(wrong.json()).toHaveProperty('label', 'Production')
  })

  it('cuts the connection', async () => {
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { cut: true } })
    await expect(hub.admin('/tenant')).rejects.toThrow(/socket hang up|ECONNRESET/)
    expect((await hub.admin('/tenant')).status).toBe(200)
  })

  it('truncates the body under its full length', async () => {
    await hub.fault({ match: { path: '/admin/v1/applications' }, times: 1, effect: { truncateAt: 40 } })
    await expect(hub.admin('/applications')).rejects.toThrow(/aborted|ECONNRESET/)
  })

  it('never answers, until the client gives up', async () => {
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { hang: true } })
    const given = new AbortController()
    const asked = fetch(`${hub.tenant.hubUrl}/admin/v1/tenant`, {
      signal: given.signal,
      headers: { authorization: `Bearer ${hub.tenant.administrationToken}` },
    })
    await struck(hub)
    given.abort()
    await expect(asked).rejects.toThrow()
  })

  it('delays what is otherwise right', async () => {
    await hub.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { latencyMs: 5 } })
    expect((await hub.admin('/tenant')).json()).toHaveProperty('label', 'Production')
  })

  it('answers as for a token that ran out', async () => {
    const token = await hub.token('Mobile Campus')
    await hub.fault({ match: { path: '/appconfig' }, times: 1, effect: { expireTokens: true } })
    const reply = await hub.hub('/appconfig', token)
    expect([reply.status, reply.text]).toEqual([401, ''])
    expect((await hub.hub('/appconfig', token)).status).toBe(200)
  })

  it('marks an error as made by the proxy', async () => {
    await hub.fault({ match: { path: '/api/persons' }, times: 1, effect: { status: 503, proxyGenerated: true } })
    expect((await hub.hub('/api/persons', 'any')).headers['hedtech-ethos-integration-proxy-generated']).toBe('true')
  })

  it('after the fact: the key is made, the reply lost, and the same Idempotency-Key brings it', async () => {
    const path = `/applications/${hub.application('Housing Portal').id}/api-keys`
    const before = (await hub.admin(path)).as(z.array(WireApiKey)).length
    await hub.fault({ match: { method: 'POST', path: `/admin/v1${path}` }, times: 1, effect: { when: 'after', cut: true } })
    const asked = { method: 'POST', body: {}, headers: { 'idempotency-key': 'lost-reply' } }
    await expect(hub.admin(path, asked)).rejects.toThrow()
    const reply = await hub.admin(path, asked)
    expect([reply.status, reply.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect((await hub.admin(path)).as(z.array(WireApiKey))).toHaveLength(before + 1)
  })

  it('one endpoint of the source that fails is a fault of the source alone', async () => {
    await hub.fault({ match: { path: '/source/erp/api/mapping-settings' }, effect: { status: 400 } })
    expect((await hub.source('Ridgeline ERP Web API', '/mapping-settings')).status).toBe(400)
    expect((await hub.source('Ridgeline ERP Web API', '/default-settings')).status).toBe(200)
  })
})

it('a hanging call does not keep the sandbox from closing', async () => {
  const other = await openSandbox()
  await other.production.fault({ match: { path: '/admin/v1/tenant' }, times: 1, effect: { hang: true } })
  const asked = other.production.admin('/tenant')
  const outcome = expect(asked).rejects.toThrow()
  await struck(other.production)
  await other.sandbox.close()
  await outcome
})
