import { networkInterfaces } from 'node:os'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AuditEntry, WireApiKey, WireApiKeyWithValue } from '#shared/wire/administration-plane'
import {
  AppConfig,
  AppMetric,
  AvailableOwner,
  ChangeNotification,
  HubError,
  ResourceHealth,
  TokenClaims,
} from '#shared/wire/integration-plane'
import { call, openSandbox, type TenantCaller } from './client'

const hasLoopbackSix = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'))

let open: Awaited<ReturnType<typeof openSandbox>>
let hub: TenantCaller
beforeAll(async () => {
  open = await openSandbox()
  hub = open.production
})
afterAll(() => open.sandbox.close())

async function keyWith(application: string, addresses: string[]): Promise<{ id: string; value: string }> {
  const reply = await hub.admin(`/applications/${hub.application(application).id}/api-keys`, {
    method: 'POST',
    body: { restriction: { mode: 'restricted', addresses } },
  })
  return reply.as(WireApiKeyWithValue)
}

describe('POST /auth', () => {
  it('answers with the bare token as text, with the claims of the protocol and no others', async () => {
    const reply = await hub.auth(hub.application('Mobile Campus').apiKeys[0] ?? '')
    expect(reply.status).toBe(200)
    expect(reply.headers['content-type']).toBe('text/plain;charset=UTF-8')
    expect(decodeProtectedHeader(reply.text)).toEqual({ alg: 'HS256', typ: 'JWT' })
    const claims = decodeJwt(reply.text)
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iat', 'sub', 'tenant', 'tog'])
    const { sub, iat, exp, tenant } = TokenClaims.parse(claims)
    expect(sub).toBe(hub.application('Mobile Campus').id)
    expect(exp - iat).toBe(300)
    expect(tenant).toMatchObject({ accountId: 'MapleValley', name: 'Maple Valley College', label: 'Production' })
  })

  it('takes a life of 1 to 120 minutes', async () => {
    const key = hub.application('Mobile Campus').apiKeys[0] ?? ''
    const { iat, exp } = TokenClaims.parse(decodeJwt((await hub.auth(key, {}, '?expirationMinutes=120')).text))
    expect(exp - iat).toBe(7200)
    for (const minutes of ['0', '121', '-1', 'soon', '1.5'])
      expect((await hub.auth(key, {}, `?expirationMinutes=${minutes}`)).status).toBe(400)
  })

  it('answers 406 to an unknown key, and a key of the other tenant is unknown', async () => {
    for (const key of ['9b1f6d1c-0000-4000-8000-000000000000', 'word', open.test.application('Mobile Campus').apiKeys[0] ?? '']) {
      const reply = await hub.auth(key)
      expect(reply.status).toBe(406)
      expect(reply.json()).toEqual({ message: 'Invalid API KEY' })
    }
  })

  it('answers 401 without a word to a missing or malformed Authorization', async () => {
    for (const headers of [{}, { authorization: 'Basic abc' }, { authorization: 'Bearer' }]) {
      const reply = await call(`${hub.tenant.hubUrl}/auth`, { method: 'POST', headers })
      expect(reply.status).toBe(401)
      expect(reply.text).toBe('')
    }
  })

  it('is called with POST', async () => {
    const reply = await call(`${hub.tenant.hubUrl}/auth`)
    expect(reply.status).toBe(405)
    expect(reply.headers.allow).toBe('POST')
  })
})

describe('restrictions', () => {
  it('a key for 127.0.0.2 is refused from 127.0.0.1 and accepted from 127.0.0.2, and so are the calls made with its token', async () => {
    const { value } = await keyWith('Mobile Campus', ['127.0.0.2'])
    const refused = await hub.auth(value, { from: '127.0.0.1' })
    expect(refused.status).toBe(401)
    expect((refused.json() as { message: string }).message).toContain('127.0.0.1')
    const accepted = await hub.auth(value, { from: '127.0.0.2' })
    expect(accepted.status).toBe(200)
    expect((await hub.hub('/appconfig', accepted.text, { from: '127.0.0.2' })).status).toBe(200)
    const elsewhere = await hub.hub('/api/persons?limit=1', accepted.text, { from: '127.0.0.3' })
    expect(elsewhere.status).toBe(401)
    expect((elsewhere.json() as { message: string }).message).toContain('127.0.0.3')
  })

  it('networks, ranges and IPv6 count', async () => {
    const { value: network } = await keyWith('Mobile Campus', ['127.0.0.2/31'])
    expect((await hub.auth(network, { from: '127.0.0.3' })).status).toBe(200)
    expect((await hub.auth(network, { from: '127.0.0.1' })).status).toBe(401)
    const { value: range } = await keyWith('Mobile Campus', ['127.0.0.1 - 127.0.0.2'])
    expect((await hub.auth(range, { from: '127.0.0.2' })).status).toBe(200)
    expect((await hub.auth(range, { from: '127.0.0.3' })).status).toBe(401)
  })

  it.skipIf(!hasLoopbackSix)('a caller over IPv6 has its IPv6 address', async () => {
    const { value: six } = await keyWith('Mobile Campus', ['::1'])
    expect((await hub.auth(six, { from: '127.0.0.1' })).status).toBe(401)
    expect((await hub.auth(six, { from: '::1' })).status).toBe(200)
  })

  it('an empty list denies everyone', async () => {
    expect((await hub.auth(hub.application('Degree Audit').apiKeys[0] ?? '')).status).toBe(401)
  })

  it('a restriction that changes counts for tokens that are out already', async () => {
    const id = hub.application('Housing Portal').id
    const { id: keyId, value } = await keyWith('Housing Portal', ['127.0.0.1'])
    const { text: token } = await hub.auth(value)
    expect((await hub.hub('/appconfig', token)).status).toBe(200)
    const key = await hub.admin(`/applications/${id}/api-keys/${keyId}`)
    await hub.admin(`/applications/${id}/api-keys/${keyId}`, {
      method: 'PATCH',
      headers: { 'if-match': key.headers.etag ?? '' },
      body: { restriction: { mode: 'restricted', addresses: ['192.0.2.1'] } },
    })
    const refused = await hub.hub('/appconfig', token)
    expect(refused.status).toBe(401)
    expect(refused.text).toContain('127.0.0.1')
  })
})

describe('tokens', () => {
  it('run out, and then there is nothing but the status', async () => {
    const token = await hub.token('Mobile Campus')
    expect((await hub.hub('/appconfig', token)).status).toBe(200)
    open.clock.forward(301_000)
    const reply = await hub.hub('/appconfig', token)
    expect([reply.status, reply.text]).toEqual([401, ''])
  })

  it('that were tampered with, come from the other tenant or are none are refused the same way', async () => {
    const token = await hub.token('Mobile Campus')
    const [head, , signature] = token.split('.')
    const forged = `${head}.${Buffer.from(JSON.stringify({ ...decodeJwt(token), exp: 9_999_999_999 })).toString('base64url')}.${signature}`
    for (const bad of [forged, await open.test.token('Mobile Campus'), 'word', 'a.b.c']) {
      const reply = await hub.hub('/errors', bad)
      expect([reply.status, reply.text]).toEqual([401, ''])
    }
  })

  it('die with their key', async () => {
    const { id, apiKeys } = hub.application('Mobile Campus')
    const { value, id: keyId } = await keyWith('Mobile Campus', ['127.0.0.1'])
    const { text: token } = await hub.auth(value)
    const key = (await hub.admin(`/applications/${id}/api-keys/${keyId}`)).as(WireApiKey)
    await hub.admin(`/applications/${id}/api-keys/${keyId}`, { method: 'DELETE', headers: { 'if-match': key.etag ?? '' } })
    const reply = await hub.hub('/appconfig', token)
    expect([reply.status, reply.text]).toEqual([401, ''])
    expect((await hub.auth(value)).status).toBe(406)
    expect((await hub.auth(apiKeys[0] ?? '')).status).toBe(200)
  })

  it('can be made to run out all at once', async () => {
    const token = await hub.token('Mobile Campus')
    expect((await hub.switch('/expire-tokens', { method: 'POST' })).status).toBe(204)
    expect((await hub.hub('/appconfig', token)).status).toBe(401)
    expect((await hub.hub('/appconfig', await hub.token('Mobile Campus'))).status).toBe(200)
  })
})

describe('configuration', () => {
  it('GET /appconfig tells an application what it may call', async () => {
    const config = (await hub.hub('/appconfig', await hub.token('Housing Portal'))).as(AppConfig)
    expect(config.id).toBe(hub.application('Housing Portal').id)
    const erp = hub.application('Ridgeline ERP Web API').id
    expect(config.ownerOverrides).toContainEqual({ resourceName: 'meal-plans', applicationId: erp })
    expect(config.subscriptions).toContainEqual({ resourceName: 'persons', applicationId: erp })
  })

  it('GET /admin/available-resources lists every owner, with the failures in the places of the answers', async () => {
    const reply = await hub.hub('/admin/available-resources', await hub.token('Mobile Campus'))
    const owners = reply.as(z.array(AvailableOwner))
    expect(reply.headers['x-total-count']).toBe(String(owners.length))
    const owner = (name: string) => owners.find((candidate) => candidate.name === name)
    const erp = owner('Ridgeline ERP Web API')
    expect(erp?.resources.length).toBeGreaterThan(300)
    expect(erp?.about).toEqual([{ name: 'Ridgeline ERP Web API', version: '2.2.0' }])
    expect(JSON.stringify(reply.json())).toContain('"applicationVersion":"2.2.0"')
    const persons = erp?.resources.find((resource) => typeof resource !== 'string' && resource.name === 'persons')
    expect(persons).toMatchObject({
      representations: expect.arrayContaining([
        expect.objectContaining({ version: 'v12.3.0', 'X-Media-Type': 'application/vnd.hedtech.integration.v12.3.0+json' }),
      ]) as unknown,
    })
    expect(erp?.resources).toContainEqual({
      name: 'x-legacy-permits',
      representations: [],
      error: expect.stringContaining('could not find') as unknown,
    })
    const crm = owner('Beacon CRM')
    expect(crm?.about).toBe('unable to get about data due to 502')
    expect(crm?.resources[0]).toMatchObject({ representations: [], error: { message: 'unable to get representations due to 502' } })
    expect(owner('Card Services')).toEqual({
      id: hub.application('Card Services').id,
      name: 'Card Services',
      resources: ['x-card-transactions', 'x-meal-swipes'],
    })
  })

  it('?applicationId narrows the list to one owner', async () => {
    const id = hub.application('Summit Student API').id
    const reply = await hub.hub(`/admin/available-resources?applicationId=${id}`, await hub.token('Mobile Campus'))
    expect(reply.as(z.array(AvailableOwner)).map((owner) => owner.id)).toEqual([id])
    expect(reply.headers['x-total-count']).toBe('1')
  })

  it('GET /admin/resources/{name}/health looks at the owner', async () => {
    const token = await hub.token('Mobile Campus')
    const healthy = await hub.hub('/admin/resources/buildings/health', token)
    expect(healthy.as(ResourceHealth)).toMatchObject({
      statusCode: 200,
      body: { state: 'HEALTHY', httpStatus: 200, itemsChecked: 24, totalItems: 24 },
    })
    expect((await hub.hub('/admin/resources/x-campaigns/health', token)).as(ResourceHealth).body).toMatchObject({
      state: 'UNHEALTHY',
      httpStatus: 502,
    })
    expect((await hub.hub('/admin/resources/nothing/health', token)).status).toBe(404)
  })

  it('PUT /admin/applications configures the caller and nobody else', async () => {
    const token = await hub.token('Summit Student API')
    const { id, name } = hub.application('Summit Student API')
    const before = (await hub.admin(`/applications/${id}/owned-resources`)).as(z.array(z.object({ name: z.string() })))
    const body = { id, name, resources: { resources: [...before, { name: 'x-extra' }] }, subscriptions: [] }
    const reply = await hub.hub('/admin/applications', token, { method: 'PUT', body })
    expect(reply.status).toBe(200)
    expect(reply.text).not.toContain('password')
    expect((await hub.admin(`/applications/${id}/owned-resources`)).headers['x-total-count']).toBe(String(before.length + 1))
    expect((await hub.hub('/admin/applications', token, { method: 'PUT', body: { id: hub.application('Card Services').id } })).status).toBe(
      403,
    )
    expect((await hub.hub('/admin/applications', token, { method: 'PUT', body: '[' })).status).toBe(400)
  })

  it('GET /appMetrics and /audit-logs answer with lists and their totals', async () => {
    const token = await hub.token('Mobile Campus')
    const metrics = await hub.hub('/appMetrics?limit=3', token)
    expect(metrics.as(z.array(AppMetric))).toHaveLength(3)
    expect(Number(metrics.headers['x-total-count'])).toBeGreaterThan(300)
    const log = await hub.hub('/audit-logs?limit=5&offset=1', token)
    expect(log.as(z.array(AuditEntry))).toHaveLength(5)
    expect(Number(log.headers['x-total-count'])).toBeGreaterThan(20)
    expect((await hub.hub('/audit-logs?limit=many', token)).status).toBe(400)
  })

  it('an unknown path is 404 in JSON', async () => {
    const reply = await hub.hub('/nowhere', 'x')
    expect(reply.status).toBe(404)
    expect(reply.json()).toHaveProperty('message')
  })
})

describe('/errors', () => {
  it('pages by ten and says how many remain', async () => {
    const reply = await hub.hub('/errors', await hub.token('Mobile Campus'))
    expect(reply.headers['content-type']).toBe('application/vnd.hedtech.errors.v2+json;charset=UTF-8')
    expect(reply.as(z.array(HubError))).toHaveLength(10)
    expect(Number(reply.headers['x-remaining-count'])).toBe(Number(reply.headers['x-total-count']) - 10)
  })

  it('filters by severity and takes offset and limit', async () => {
    const token = await hub.token('Mobile Campus')
    const reply = await hub.hub('/errors?severity=warning&limit=2&offset=1', token)
    const errors = reply.as(z.array(HubError))
    expect(errors).toHaveLength(2)
    expect(errors.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(Number(reply.headers['x-remaining-count'])).toBe(Number(reply.headers['x-total-count']) - 3)
    expect((await hub.hub('/errors?severity=dreadful', token)).status).toBe(400)
    expect((await hub.hub('/errors', token, { headers: { accept: 'text/xml' } })).status).toBe(406)
  })

  it('takes a new one, gives it back by id, and deletes it', async () => {
    const token = await hub.token('Mobile Campus')
    const body = {
      id: null,
      severity: 'warning',
      responseCode: 418,
      description: 'Kettle on',
      details: null,
      resource: { name: 'persons' },
    }
    const created = await hub.hub('/errors', token, { method: 'POST', body })
    expect(created.status).toBe(201)
    const { id, applicationName } = created.as(HubError)
    expect(applicationName).toBe('Mobile Campus')
    expect((await hub.hub(`/errors/${id}`, token)).as(HubError)).toMatchObject({ id, responseCode: 418 })
    expect((await hub.hub(`/errors/${id}`, token, { method: 'DELETE' })).status).toBe(204)
    expect((await hub.hub(`/errors/${id}`, token)).status).toBe(404)
    expect((await hub.hub('/errors', token, { method: 'POST', body: { severity: 'odd' } })).status).toBe(400)
  })
})

describe('change notifications', () => {
  it('what an owner publishes waits for the subscribers; looking at the headers takes nothing', async () => {
    const owner = await hub.token('Ridgeline ERP Web API')
    const reader = await hub.token('Housing Portal')
    const change = (id: string) => ({
      resource: { name: 'persons', id, version: 'application/vnd.hedtech.integration.v12.3.0+json' },
      operation: 'replaced',
      contentType: 'resource-representation',
      content: { id },
    })
    const sent = await hub.hub('/publish', owner, {
      method: 'POST',
      body: [change('one'), change('two'), change('three')],
      headers: { 'content-type': 'application/vnd.hedtech.change-notifications.v2+json' },
    })
    expect(sent.status).toBe(200)
    const look = await hub.hub('/consume', reader, { method: 'HEAD' })
    expect([look.status, look.text, look.headers['x-remaining']]).toEqual([200, '', '3'])
    const first = await hub.hub('/consume?limit=2', reader)
    const page = first.as(z.array(ChangeNotification))
    expect(page.map(({ resource }) => resource.id)).toEqual(['one', 'two'])
    expect(first.headers['x-remaining']).toBe('1')
    const again = await hub.hub(`/consume?lastProcessedID=${page[0]?.id ?? ''}`, reader)
    expect(again.as(z.array(ChangeNotification)).map(({ resource }) => resource.id)).toEqual(['two', 'three'])
    expect((await hub.hub('/consume', reader)).json()).toEqual([])
    expect((await hub.hub('/consume?limit=1001', reader)).status).toBe(400)
  })

  it('nobody publishes what is not theirs', async () => {
    const body = { resource: { name: 'persons', id: 'x' }, operation: 'deleted', contentType: 'empty', content: {} }
    expect((await hub.hub('/publish', await hub.token('Housing Portal'), { method: 'POST', body })).status).toBe(403)
  })
})
