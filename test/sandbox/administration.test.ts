import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  AddressList,
  AuditEntry,
  CatalogItem,
  CreatedApplication,
  RevealedKey,
  Tenant,
  WireApiKey,
  WireApiKeyWithValue,
  WireApplication,
} from '#shared/wire/administration-plane'
import { parseAddressEntry } from '#shared/rules/addresses'
import { call, openSandbox, problemOf, type TenantCaller } from './client'

let open: Awaited<ReturnType<typeof openSandbox>>
let hub: TenantCaller
beforeAll(async () => {
  open = await openSandbox()
  hub = open.production
})
afterAll(() => open.sandbox.close())

const keysPath = (name: string) => `/applications/${hub.application(name).id}/api-keys`
const keysOf = async (name: string) => (await hub.admin(keysPath(name))).as(z.array(WireApiKey))
const create = async (name: string, more: Record<string, unknown> = {}) =>
  hub.admin('/applications', { method: 'POST', body: { name, ...more } })

describe('every call', () => {
  it('needs the administration token of this tenant and answers with problem details', async () => {
    for (const headers of [{}, { authorization: 'Bearer word' }, { authorization: `Bearer ${open.test.tenant.administrationToken}` }]) {
      const reply = await call(`${hub.tenant.hubUrl}/admin/v1/tenant`, { headers })
      expect(reply.status).toBe(401)
      expect(problemOf(reply)).toMatchObject({ status: 401, code: 'unauthorized' })
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('has a request id of its own', async () => {
    const ids = await Promise.all(
      ['/tenant', '/applications', '/nowhere'].map(async (path) => (await hub.admin(path)).headers['x-request-id']),
    )
    expect(new Set(ids).size).toBe(3)
  })

  it('an unknown path is 404, a wrong method 405 with what is allowed', async () => {
    expect(problemOf(await hub.admin('/nowhere')).code).toBe('not-found')
    const reply = await hub.admin('/applications', { method: 'PUT', body: {} })
    expect([reply.status, reply.headers.allow, problemOf(reply).code]).toEqual([405, 'GET, POST', 'method-not-allowed'])
    expect((await hub.admin('/tenant', { method: 'DELETE' })).status).toBe(405)
  })

  it('a body that is not JSON or too large is refused by name', async () => {
    expect(problemOf(await hub.admin('/applications', { method: 'POST', body: '{"name":' })).code).toBe('invalid-json')
    expect(
      problemOf(await hub.admin('/applications', { method: 'POST', body: { name: 'x', description: 'd'.repeat(3_000_000) } })).code,
    ).toBe('payload-too-large')
  })
})

describe('reading', () => {
  it('GET /tenant tells who the tenants are, and that they are two', async () => {
    const production = (await hub.admin('/tenant')).as(Tenant)
    const test = (await open.test.admin('/tenant')).as(Tenant)
    expect([production.label, test.label]).toEqual(['Production', 'Test'])
    expect(production.id).not.toBe(test.id)
    expect(open.sandbox.identities).toEqual([production, test])
  })

  it('lists are plain arrays with a total, in pages of at most 500, and their items carry an entity tag', async () => {
    const all = await hub.admin('/applications')
    const applications = all.as(z.array(WireApplication))
    expect(applications.length).toBeGreaterThanOrEqual(12)
    expect(all.headers['x-total-count']).toBe(String(applications.length))
    const page = (await hub.admin('/applications?offset=2&limit=3')).as(z.array(WireApplication))
    expect(page).toEqual(applications.slice(2, 5))
    const [first] = page
    expect((await hub.admin(`/applications/${first?.id ?? ''}`)).headers.etag).toBe(first?.etag)
    for (const query of ['limit=501', 'limit=0', 'offset=-1', 'limit=x'])
      expect(problemOf(await hub.admin(`/applications?${query}`)).code).toBe('invalid-input')
  })

  it('shows of an application that a password is set, and of a key its ends', async () => {
    const erp = (await hub.admin(`/applications/${hub.application('Ridgeline ERP Web API').id}`)).as(WireApplication)
    expect(erp).toMatchObject({
      sourceKind: 'canonical',
      hasSettings: true,
      authentication: { type: 'basic', username: 'hub_integration', passwordSet: true },
    })
    expect(erp.ownedResourceCount).toBeGreaterThan(300)
    const text = (await hub.admin('/applications')).text + (await hub.admin(keysPath('Ridgeline ERP Web API'))).text
    expect(text).not.toContain(hub.application('Ridgeline ERP Web API').password)
    const [value = ''] = hub.application('Ridgeline ERP Web API').apiKeys
    expect(text).not.toContain(value)
    expect((await keysOf('Ridgeline ERP Web API'))[0]?.hint).toBe(`${value.slice(0, 5)}…${value.slice(-4)}`)
    expect((await hub.admin(`/applications/${hub.application('Mobile Campus').id}`)).as(WireApplication)).toMatchObject({
      sourceKind: null,
      hasSettings: false,
    })
  })

  it('the catalog and the address lists read as their schemas; the addresses are those for documentation', async () => {
    expect((await hub.admin('/catalog')).as(z.array(CatalogItem)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['erp', 'crm', 'other']),
    )
    const lists = (await hub.admin('/address-lists')).as(z.array(AddressList))
    const entries = lists.flatMap(({ addresses }) => addresses)
    expect(entries.every((entry) => parseAddressEntry(entry).ok && /^(192\.0\.2|198\.51\.100|203\.0\.113|2001:db8)/.test(entry))).toBe(true)
  })

  it('keys of all kinds are seeded, from new to seven years old', async () => {
    const all = await Promise.all(hub.tenant.applications.map(({ name }) => keysOf(name)))
    const keys = all.flat()
    expect(keys.some(({ restriction }) => restriction.mode === 'unrestricted')).toBe(true)
    expect(keys.some(({ restriction }) => restriction.mode === 'restricted' && restriction.addresses.length === 0)).toBe(true)
    const ages = keys.map(({ addedOn }) => (open.clock.now() - Date.parse(addedOn)) / open.clock.DAY)
    expect(Math.min(...ages)).toBe(0)
    expect(Math.max(...ages)).toBe(7 * 365)
    expect((await keysOf('Analytics Warehouse')).length).toBe(12)
  })
})

describe('applications', () => {
  it('a new one has a first key that is denied everywhere, and this reply alone carries its value', async () => {
    const reply = await create('Fresh Application', { description: 'New' })
    expect(reply.status).toBe(201)
    const { application, apiKey } = reply.as(CreatedApplication)
    expect(apiKey.restriction).toEqual({ mode: 'restricted', addresses: [] })
    expect(reply.headers.location).toBe(`/admin/v1/applications/${application.id}`)
    expect((await hub.auth(apiKey.value)).status).toBe(401)
    expect((await hub.admin(`/applications/${application.id}/api-keys`)).text).not.toContain(apiKey.value)
  })

  it('names are taken once, whatever their case', async () => {
    const problem = problemOf(await create('mobile campus'))
    expect(problem).toMatchObject({ status: 409, code: 'name-taken' })
    expect(problem.errors?.[0]?.path).toBe('name')
  })

  it('from the catalog it takes the resources of the template; an unknown template is refused', async () => {
    const { application } = (await create('Our Beacon', { origin: 'catalog', catalogId: 'beacon-crm' })).as(CreatedApplication)
    expect(application).toMatchObject({ origin: 'catalog', catalogId: 'beacon-crm', ownedResourceCount: 2 })
    expect(problemOf(await create('Other', { origin: 'catalog', catalogId: 'none' })).errors?.[0]?.path).toBe('catalogId')
    expect(problemOf(await create('Other', { origin: 'catalog' })).errors?.[0]?.path).toBe('catalogId')
  })

  it('bad members are named one by one', async () => {
    const problem = problemOf(await create('', { description: 7 }))
    expect(problem.errors?.map(({ path }) => path)).toEqual(['name', 'description'])
    expect(problemOf(await create('Odd', { baseUri: 'ftp://x' })).errors?.[0]?.path).toBe('baseUri')
    expect(problemOf(await create('Odd', { baseUri: 'https://user:word@host/api' })).errors?.[0]?.path).toBe('baseUri')
  })

  it('a change needs the state it was made from', async () => {
    const path = `/applications/${hub.application('Parking Permits').id}`
    const { etag = '' } = (await hub.admin(path)).as(WireApplication)
    expect(problemOf(await hub.admin(path, { method: 'PATCH', body: { description: 'x' } }))).toMatchObject({
      status: 428,
      code: 'precondition-required',
    })
    const changed = await hub.admin(path, {
      method: 'PATCH',
      headers: { 'if-match': etag },
      body: { description: 'Permits, plates and fines.' },
    })
    expect(changed.as(WireApplication).description).toBe('Permits, plates and fines.')
    expect(changed.headers.etag).not.toBe(etag)
    const stale = await hub.admin(path, { method: 'PATCH', headers: { 'if-match': etag }, body: { description: 'Lost' } })
    expect(problemOf(stale)).toMatchObject({ status: 412, code: 'precondition-failed' })
    expect(stale.headers.etag).toBe(changed.headers.etag)
    expect((await hub.admin(path)).as(WireApplication).description).toBe('Permits, plates and fines.')
    // Back to the first words is still another state.
    const back = await hub.admin(path, {
      method: 'PATCH',
      headers: { 'if-match': changed.headers.etag ?? '' },
      body: { description: 'Permits and plates.' },
    })
    expect(back.headers.etag).not.toBe(etag)
  })

  it('the password can be written and not read', async () => {
    const { application } = (
      await create('With Source', {
        baseUri: 'https://x.example/api',
        authentication: { type: 'basic', username: 'u', password: 'p4ssw0rd-canary' },
      })
    ).as(CreatedApplication)
    expect(application.authentication).toEqual({ type: 'basic', username: 'u', passwordSet: true })
    const path = `/applications/${application.id}`
    const after = await hub.admin(path, {
      method: 'PATCH',
      headers: { 'if-match': application.etag ?? '' },
      body: { baseUri: null, authentication: { type: 'none' } },
    })
    expect(after.as(WireApplication)).toMatchObject({ authentication: { type: 'none', passwordSet: false } })
    expect(after.as(WireApplication).baseUri).toBeUndefined()
    expect((await hub.admin('/audit-logs')).text).not.toContain('p4ssw0rd-canary')
  })

  it('deleting one takes its keys with it', async () => {
    const { application, apiKey } = (await create('Short Life')).as(CreatedApplication)
    const path = `/applications/${application.id}`
    expect((await hub.admin(path, { method: 'DELETE' })).status).toBe(428)
    expect((await hub.admin(path, { method: 'DELETE', headers: { 'if-match': '"old"' } })).status).toBe(412)
    expect((await hub.admin(path, { method: 'DELETE', headers: { 'if-match': application.etag ?? '' } })).status).toBe(204)
    expect(problemOf(await hub.admin(path)).code).toBe('not-found')
    expect((await hub.auth(apiKey.value)).status).toBe(406)
  })
})

describe('API keys', () => {
  it('are added restricted to nothing unless said otherwise, and revealed on demand', async () => {
    const reply = await hub.admin(keysPath('Library Access'), { method: 'POST', body: {} })
    expect(reply.status).toBe(201)
    const key = reply.as(WireApiKeyWithValue)
    expect(key.restriction).toEqual({ mode: 'restricted', addresses: [] })
    expect(key.value).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const revealed = (await hub.admin(`${keysPath('Library Access')}/${key.id}/reveal`, { method: 'POST', body: {} })).as(RevealedKey)
    expect(revealed).toEqual({ id: key.id, value: key.value })
    expect((await hub.admin(`${keysPath('Library Access')}/${key.id}`)).text).not.toContain(key.value)
  })

  it('bad addresses are named by their place, each once', async () => {
    const addresses = [
      '192.0.2.1',
      '1.2',
      '010.0.0.1',
      'fe80::1%eth0',
      '10.0.0.0/33',
      '10.0.0.9-10.0.0.1',
      '2001:db8::/32',
      '256.1.1.1',
      ' 198.51.100.4 ',
    ]
    const problem = problemOf(
      await hub.admin(keysPath('Library Access'), { method: 'POST', body: { restriction: { mode: 'restricted', addresses } } }),
    )
    expect(problem.status).toBe(400)
    expect(problem.errors?.map(({ path }) => path)).toEqual([1, 2, 3, 4, 5, 7].map((index) => `restriction.addresses.${index}`))
    const good = await hub.admin(keysPath('Library Access'), {
      method: 'POST',
      body: { restriction: { mode: 'restricted', addresses: [' 198.51.100.4 '] } },
    })
    expect(good.as(WireApiKey).restriction).toEqual({ mode: 'restricted', addresses: ['198.51.100.4'] })
  })

  it('a restriction is changed against its entity tag; being used does not change that', async () => {
    const [key] = await keysOf('Housing Portal')
    const path = `${keysPath('Housing Portal')}/${key?.id ?? ''}`
    open.clock.forward(1000)
    await hub.token('Housing Portal')
    const used = (await hub.admin(path)).as(WireApiKey)
    expect(used.lastUsedOn).toBe(new Date(open.clock.now()).toISOString())
    expect(used.etag).toBe(key?.etag)
    const body = { restriction: { mode: 'unrestricted' } }
    expect((await hub.admin(path, { method: 'PATCH', body })).status).toBe(428)
    expect((await hub.admin(path, { method: 'PATCH', headers: { 'if-match': used.etag ?? '' }, body })).as(WireApiKey).restriction).toEqual(
      { mode: 'unrestricted' },
    )
    expect((await hub.admin(path, { method: 'PATCH', headers: { 'if-match': used.etag ?? '' }, body })).status).toBe(412)
  })

  it('the last one stays, with the sentence of the documents', async () => {
    const [key] = await keysOf('Degree Audit')
    const reply = await hub.admin(`${keysPath('Degree Audit')}/${key?.id ?? ''}`, {
      method: 'DELETE',
      headers: { 'if-match': key?.etag ?? '' },
    })
    expect(problemOf(reply)).toMatchObject({ status: 409, code: 'last-api-key', title: 'Each application has a minimum of one API Key.' })
    expect(await keysOf('Degree Audit')).toHaveLength(1)
  })

  it('others can be deleted', async () => {
    const [, second] = await keysOf('Card Services')
    const reply = await hub.admin(`${keysPath('Card Services')}/${second?.id ?? ''}`, {
      method: 'DELETE',
      headers: { 'if-match': second?.etag ?? '' },
    })
    expect([reply.status, reply.text]).toEqual([204, ''])
    expect((await hub.admin(`${keysPath('Card Services')}/${second?.id ?? ''}`)).status).toBe(404)
  })
})

describe('Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'a4f9b0aa-4c1c-4f0e-9a55-1f3a5a2f7f11' }

  it('the same key gives the same reply, value and all, and makes nothing twice', async () => {
    const before = (await keysOf('Emergency Alerts')).length
    const first = await hub.admin(keysPath('Emergency Alerts'), { method: 'POST', headers, body: {} })
    const again = await hub.admin(keysPath('Emergency Alerts'), { method: 'POST', headers, body: {} })
    expect(again.status).toBe(201)
    expect(again.json()).toEqual(first.json())
    expect(again.headers.etag).toBe(first.headers.etag)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id'])
    expect(await keysOf('Emergency Alerts')).toHaveLength(before + 1)
  })

  it('with another body or at another path it is refused', async () => {
    const other = await hub.admin(keysPath('Emergency Alerts'), {
      method: 'POST',
      headers,
      body: { restriction: { mode: 'unrestricted' } },
    })
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
    expect((await hub.admin(keysPath('Mobile Campus'), { method: 'POST', headers, body: {} })).status).toBe(422)
  })

  it('two at once make one key', async () => {
    const twice = { 'idempotency-key': 'at-once' }
    const replies = await Promise.all(
      [1, 2, 3].map(() => hub.admin(keysPath('Emergency Alerts'), { method: 'POST', headers: twice, body: {} })),
    )
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
  })

  it('a refusal is kept, too', async () => {
    const key = { 'idempotency-key': 'bad-addresses' }
    const body = { restriction: { mode: 'restricted', addresses: ['no'] } }
    const [first, second] = [
      await hub.admin(keysPath('Mobile Campus'), { method: 'POST', headers: key, body }),
      await hub.admin(keysPath('Mobile Campus'), { method: 'POST', headers: key, body }),
    ]
    expect([first.status, second.status]).toEqual([400, 400])
    expect(second.headers['content-type']).toBe('application/problem+json')
  })

  it('is forgotten after a day', async () => {
    const before = (await keysOf('Emergency Alerts')).length
    open.clock.forward(24 * 3600 * 1000)
    expect((await hub.admin(keysPath('Emergency Alerts'), { method: 'POST', headers, body: {} })).status).toBe(201)
    expect(await keysOf('Emergency Alerts')).toHaveLength(before + 1)
  })
})

describe('the audit log', () => {
  it('names what was done, newest first, by the request that did it', async () => {
    const reply = await hub.admin(keysPath('Mobile Campus'), { method: 'POST', body: {} })
    const [latest] = (await hub.admin('/audit-logs?limit=1')).as(z.array(AuditEntry))
    expect(latest).toMatchObject({
      category: 'api-key',
      subCategory: 'add',
      status: 'success',
      requestId: reply.headers['x-request-id'],
      description: 'Added an API key to Mobile Campus',
    })
    const log = (await hub.admin('/audit-logs?limit=500')).as(z.array(AuditEntry))
    const times = log.map(({ on }) => on)
    expect(times).toEqual([...times].sort().reverse())
    expect(log.some(({ status, subCategory }) => status === 'failure' && subCategory === 'delete')).toBe(true)
  })

  it('never holds a key', async () => {
    const log = (await hub.admin('/audit-logs?limit=500')).text
    for (const key of hub.tenant.applications.flatMap(({ apiKeys }) => apiKeys)) expect(log).not.toContain(key)
  })
})
