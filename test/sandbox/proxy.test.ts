import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ProxyAccess } from '#shared/wire/administration-plane'
import { ChangeNotification, HubError } from '#shared/wire/integration-plane'
import { negotiate } from '../../src/sandbox/planes/accept'
import { openSandbox, type Asked, type TenantCaller } from './client'

const type = (version: string) => `application/vnd.hedtech.integration.${version}+json`
const PROXY = 'hedtech-ethos-integration-proxy-generated'
const rows = z.array(z.looseObject({ id: z.string() }))

let open: Awaited<ReturnType<typeof openSandbox>>
let hub: TenantCaller
let token: string
beforeAll(async () => {
  open = await openSandbox()
  hub = open.production
  token = await hub.token('Mobile Campus')
})
afterAll(() => open.sandbox.close())

const get = (path: string, headers: Record<string, string> = {}, asked: Asked = {}) => hub.hub(path, token, { headers, ...asked })

describe('version negotiation', () => {
  // The cases of version-negotiation.json: versions that are there, what is asked, what comes.
  it.each([
    ['1.0.0', 'v1', '1.0.0'],
    ['1.0.0', 'v1.0.0', '1.0.0'],
    ['1.0.0', 'application/json', '1.0.0'],
    ['1.1.0', 'v1', '1.1.0'],
    ['1.1.0', 'application/json', '1.1.0'],
    ['1.1.0', 'v1.2.0', undefined],
    ['1.0.0,2.0.0', 'v1', '1.0.0'],
    ['1.0.0,2.0.0', 'v2', '2.0.0'],
    ['1.1.0,2.1.0', 'application/json', '2.1.0'],
    ['1.0.0,1.3.0,2.0.0', 'v1.1', '1.3.0'],
    ['6,8,12.3.0,12.4.0,12', 'v12', '12.4.0'],
    ['6,8', 'v8', '8'],
    ['6,8', '*/*', '8'],
  ])('of %s, %s gives %s', (available, asked, given) => {
    const types = available.split(',').map((version) => type(`v${version}`))
    const answer = negotiate(types, asked.startsWith('v') ? type(asked) : asked)
    expect(answer).toBe(given === undefined ? undefined : type(`v${given}`))
  })

  it('x-media-type tells what came back', async () => {
    expect((await get('/api/persons?limit=1')).headers['x-media-type']).toBe(type('v12.4.0'))
    const older = await get('/api/persons?limit=1', { accept: type('v8') })
    expect([older.status, older.headers['x-media-type'], older.headers['content-type']]).toEqual([
      200,
      type('v8'),
      `${type('v8')};charset=UTF-8`,
    ])
    expect((await get('/api/persons?limit=1', { accept: type('v12') })).headers['x-media-type']).toBe(type('v12.4.0'))
    expect(
      (await get('/api/persons?limit=1', { accept: `text/html;q=0.9, ${type('v6')};q=0.5, application/xml` })).headers['x-media-type'],
    ).toBe(type('v6'))
  })

  it('an unknown version is refused by the source, not by the proxy', async () => {
    const reply = await get('/api/persons', { accept: type('v99') })
    expect(reply.status).toBe(406)
    expect(reply.headers[PROXY]).toBeUndefined()
    expect(reply.headers['hedtech-ethos-integration-application-name']).toBe('Ridgeline ERP Web API')
    expect((await get('/api/persons', { 'content-type': type('v99') }, { method: 'POST', body: '{}' })).status).toBe(415)
  })
})

describe('reading through the proxy', () => {
  it('pages with offset and limit and says the total, the page size and whose it is', async () => {
    const first = await get('/api/persons?offset=0&limit=100')
    expect(first.status).toBe(200)
    expect(first.headers).toMatchObject({
      'x-total-count': '1377',
      'x-max-page-size': '500',
      'hedtech-ethos-integration-application-id': hub.application('Ridgeline ERP Web API').id,
    })
    const second = (await get('/api/persons?offset=100&limit=100')).as(rows)
    expect(second).toHaveLength(100)
    expect(first.as(rows).map(({ id }) => id)).not.toContain(second[0]?.id)
    expect((await get('/api/persons')).as(rows)).toHaveLength(500)
    expect((await get('/api/persons?limit=5000')).as(rows)).toHaveLength(500)
    expect((await get('/api/persons?offset=1370&limit=100')).as(rows)).toHaveLength(7)
    expect((await get('/api/persons?offset=9999')).json()).toEqual([])
    expect((await get('/api/persons?limit=ten')).status).toBe(400)
  })

  it('filters by criteria, in the query or as the body of a query', async () => {
    const courses = (await get(`/api/courses?criteria=${encodeURIComponent('{"title":"Introduction to Psychology"}')}`)).as(rows)
    expect(courses.map(({ title }) => title)).toEqual(['Introduction to Psychology'])
    const subject = (courses[0]?.subject as { id: string }).id // a looseObject keeps it unread
    expect((await get(`/api/courses?criteria=${encodeURIComponent(JSON.stringify({ subject }))}`)).as(rows)).toHaveLength(8)
    const students = await get(`/api/persons?limit=3&criteria=${encodeURIComponent('{"roles":[{"role":"student"}]}')}`)
    expect(Number(students.headers['x-total-count'])).toBeLessThan(1377)
    const credential = { credential: { type: 'colleaguePersonId', value: '0000219' } }
    expect((await get(`/api/persons?criteria=${encodeURIComponent(JSON.stringify(credential))}`)).as(rows)).toHaveLength(1)
    expect((await get(`/api/persons?criteria=${encodeURIComponent('{"nothing":"like this"}')}`)).json()).toEqual([])
    expect((await get('/api/persons?criteria=not-json')).status).toBe(400)
    const asked = await get('/qapi/building-codes', {}, { method: 'POST', body: { code: 'BUI1' } })
    expect([asked.status, asked.as(rows).length]).toEqual([200, 1])
  })

  it('GET of one by id, HEAD and OPTIONS', async () => {
    const [person] = (await get('/api/persons?limit=1')).as(rows)
    expect((await get(`/api/persons/${person?.id ?? ''}`)).json()).toEqual(person)
    expect((await get('/api/persons/8b6d6162-0000-4000-8000-c00c0da245cc')).status).toBe(404)
    const head = await get('/api/persons', {}, { method: 'HEAD' })
    expect([head.status, head.text, head.headers['x-total-count']]).toEqual([200, '', '1377'])
    expect((await get('/api/persons', {}, { method: 'OPTIONS' })).headers.allow).toBe('GET, POST')
    expect((await get('/api/about')).json()).toEqual([{ name: 'Ridgeline ERP Web API', version: '2.2.0' }])
  })
})

describe('writing through the proxy', () => {
  const headers = { accept: type('v8'), 'content-type': type('v8') }

  it('creates with 201, replaces, deletes, and tells the subscribers', async () => {
    const created = await get('/api/persons', headers, { method: 'POST', body: { names: [{ fullName: 'New Person' }] } })
    expect(created.status).toBe(201)
    const { id } = created.as(z.looseObject({ id: z.guid() }))
    expect((await get('/api/persons?limit=1')).headers['x-total-count']).toBe('1378')
    const replaced = await get(`/api/persons/${id}`, headers, { method: 'PUT', body: { id, gender: 'female' } })
    expect(replaced.json()).toMatchObject({ id, gender: 'female', names: [{ fullName: 'New Person' }] })
    expect((await get(`/api/persons/${id}`, headers, { method: 'PUT', body: { id: 'other' } })).status).toBe(400)
    expect((await get(`/api/persons/${id}`, {}, { method: 'DELETE' })).status).toBe(200)
    expect((await get(`/api/persons/${id}`)).status).toBe(404)
    const told = (await get('/consume')).as(z.array(ChangeNotification))
    expect(told.map(({ operation, resource }) => [operation, resource.name, resource.id])).toEqual([
      ['created', 'persons', id],
      ['replaced', 'persons', id],
      ['deleted', 'persons', id],
    ])
  })

  it('the canonical source creates what it is asked to replace and does not know; a source-value one says 404', async () => {
    const id = '5d0e7a3c-1111-4222-8333-94a5b6c7d8e9'
    expect((await get(`/api/persons/${id}`, headers, { method: 'PUT', body: { id } })).status).toBe(200)
    const integration = await hub.token('Summit Integration API')
    const reply = await hub.hub(`/api/persons/${id}`, integration, { method: 'PUT', headers, body: { id } })
    expect([reply.status, reply.headers['hedtech-ethos-integration-application-name']]).toEqual([404, 'Summit Integration API'])
  })

  it('a method that the resource does not have is 405', async () => {
    const reply = await get('/api/email-types', { 'content-type': type('v6') }, { method: 'POST', body: {} })
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET'])
  })
})

describe('errors that the proxy makes are marked as its own', () => {
  const status = async (application: string, path: string) => {
    const reply = await hub.hub(
      path,
      await hub.token(application, application === 'Card Services' ? { from: '127.0.0.2' } : {}),
      application === 'Card Services' ? { from: '127.0.0.2' } : {},
    )
    return [reply.status, reply.headers[PROXY]]
  }

  it('404 without an owner, 403 without access', async () => {
    expect(await status('Mobile Campus', '/api/nothing-here')).toEqual([404, 'true'])
    expect(await status('Housing Portal', '/api/student-charges')).toEqual([403, 'true'])
  })

  it('502 for a base URI that leads nowhere, 502 for no base URI, 403 where the hub has no credential', async () => {
    expect(await status('Old Vendor Link', '/api/wealth-screening-requests')).toEqual([502, 'true'])
    expect(await status('Card Services', '/api/x-card-transactions')).toEqual([502, 'true'])
    const erp = hub.application('Ridgeline ERP Web API').id
    const bridge = hub.application('Payroll Bridge').id
    await grant('Mobile Campus', [
      { applicationId: erp, resources: ['persons'] },
      { applicationId: bridge, resources: ['pay-periods'] },
    ])
    expect(await status('Mobile Campus', '/api/pay-periods')).toEqual([403, 'true'])
    await grant('Mobile Campus', [{ applicationId: erp, resources: ['persons', 'courses', 'email-types'] }])
  })

  it('503 as the source says it, 504 when it does not answer, 502 when the connection breaks', async () => {
    await hub.fault({ match: { path: '/source/erp/api/courses' }, times: 1, effect: { status: 503, retryAfter: 7 } })
    const busy = await get('/api/courses')
    expect([busy.status, busy.headers['retry-after'], busy.headers[PROXY]]).toEqual([503, '7', undefined])
    await hub.fault({ match: { path: '/source/erp/api/courses' }, times: 1, effect: { hang: true } })
    expect(await status('Mobile Campus', '/api/courses')).toEqual([504, 'true'])
    await hub.fault({ match: { path: '/source/erp/api/courses' }, times: 1, effect: { cut: true } })
    expect(await status('Mobile Campus', '/api/courses')).toEqual([502, 'true'])
    const [latest] = (await get('/errors?limit=1')).as(z.array(HubError))
    expect(latest).toMatchObject({ severity: 'error', responseCode: 502, resource: { name: 'courses' }, applicationName: 'Mobile Campus' })
  })

  it('what an administrator takes away is refused at once', async () => {
    expect((await get('/api/courses')).status).toBe(200)
    await grant('Mobile Campus', [])
    expect(await status('Mobile Campus', '/api/courses')).toEqual([403, 'true'])
  })

  it('a resource with two owners comes from the one that the access names', async () => {
    const integration = hub.application('Summit Integration API').id
    await grant('Mobile Campus', [{ applicationId: integration, resources: ['persons'] }])
    expect((await get('/api/persons?limit=1')).headers['hedtech-ethos-integration-application-id']).toBe(integration)
  })
})

async function grant(name: string, owners: z.input<typeof ProxyAccess>['owners']): Promise<void> {
  const path = `/applications/${hub.application(name).id}/proxy-access`
  const before = await hub.admin(path)
  before.as(ProxyAccess)
  const reply = await hub.admin(path, { method: 'PUT', headers: { 'if-match': before.headers.etag ?? '' }, body: { owners } })
  expect(reply.status).toBe(200)
}
