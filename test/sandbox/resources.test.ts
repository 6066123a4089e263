import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ProxyAccess, ResourceDifference, UpgradeAction, WireApplication, WireOwnedResource } from '#shared/wire/administration-plane'
import { SourceUpgraded } from '#shared/wire/sandbox-switches'
import { MappingRow, SourceResource } from '#shared/wire/source-plane'
import { openSandbox, problemOf, type TenantCaller } from './client'

const ERP = 'Ridgeline ERP Web API'
let open: Awaited<ReturnType<typeof openSandbox>>
let hub: TenantCaller
beforeAll(async () => {
  open = await openSandbox()
  hub = open.production
})
afterAll(() => open.sandbox.close())

const pathOf = (name: string) => `/applications/${hub.application(name).id}`
const owned = async (name: string) => (await hub.admin(`${pathOf(name)}/owned-resources`)).as(z.array(WireOwnedResource))
const autoConfigure = (name: string, body: unknown = {}) =>
  hub.admin(`${pathOf(name)}/owned-resources/auto-configure`, { method: 'POST', body })

describe('owned resources', () => {
  it('come whole with versions and deprecation, or in pages when asked', async () => {
    const resources = await owned(ERP)
    expect(resources.length).toBeGreaterThan(300)
    expect(resources.find(({ name }) => name === 'persons')?.versions).toEqual([
      'v6',
      'v8',
      'v12.0.0',
      'v12.1.0',
      'v12.2.0',
      'v12.3.0',
      'v12.4.0',
    ])
    expect(resources.some(({ deprecated }) => deprecated)).toBe(true)
    const page = await hub.admin(`${pathOf(ERP)}/owned-resources?offset=10&limit=5`)
    expect(page.json()).toEqual(resources.slice(10, 15))
    expect(page.headers['x-total-count']).toBe(String(resources.length))
  })

  it('are replaced against their entity tag; what is left out is filled from the source', async () => {
    const path = `${pathOf('Summit Student API')}/owned-resources`
    const before = await hub.admin(path)
    const body = [
      { name: 'courses', uriOverride: '/v2/courses' },
      { name: 'x-own', versions: ['v1.0.0'], deprecated: true },
    ]
    expect((await hub.admin(path, { method: 'PUT', body })).status).toBe(428)
    const reply = await hub.admin(path, { method: 'PUT', headers: { 'if-match': before.headers.etag ?? '' }, body })
    const after = reply.as(z.array(WireOwnedResource))
    expect(after[0]).toMatchObject({ name: 'courses', uriOverride: '/v2/courses' })
    expect(after[0]?.versions.length).toBeGreaterThan(1)
    expect(after[1]).toEqual({ name: 'x-own', versions: ['v1.0.0'], deprecated: true })
    expect((await hub.admin(path, { method: 'PUT', headers: { 'if-match': before.headers.etag ?? '' }, body })).status).toBe(412)
    const twice = await hub.admin(path, {
      method: 'PUT',
      headers: { 'if-match': reply.headers.etag ?? '' },
      body: [{ name: 'a' }, { name: 'a' }],
    })
    expect(problemOf(twice).errors?.[0]?.path).toBe('1.name')
  })

  it('auto-configure reads the source, replaces the list and answers with the difference', async () => {
    const difference = (await autoConfigure('Summit Student API')).as(ResourceDifference)
    expect(difference.removed).toEqual(['x-own'])
    expect(difference.added).toContain('sections')
    const resources = await owned('Summit Student API')
    expect(resources.find(({ name }) => name === 'courses')?.uriOverride).toBe('/v2/courses')
    expect((await autoConfigure('Summit Student API')).json()).toEqual({ added: [], removed: [], changed: [] })
  })

  it('a wrong base URI, user or answer is told apart', async () => {
    expect(problemOf(await autoConfigure(ERP, { username: 'hub_integration', password: 'wrong' }))).toMatchObject({
      status: 502,
      code: 'source-unauthorized',
    })
    expect(problemOf(await autoConfigure(ERP, { baseUri: 'https://erp.maplevalley.example/api' }))).toMatchObject({
      status: 502,
      code: 'source-unreachable',
    })
    expect(problemOf(await autoConfigure(ERP, { baseUri: 'http://127.0.0.1:1/api' }))).toMatchObject({
      status: 502,
      code: 'source-unreachable',
    })
    expect(problemOf(await autoConfigure(ERP, { baseUri: `${hub.tenant.hubUrl}/source/none/api` }))).toMatchObject({
      status: 502,
      code: 'source-unreachable',
    })
    expect(problemOf(await autoConfigure('Mobile Campus')).errors?.[0]?.path).toBe('baseUri')
    await hub.fault({ match: { path: '/source/erp/api/resources' }, times: 1, effect: { nonJson: true } })
    expect(problemOf(await autoConfigure(ERP))).toMatchObject({ status: 502, code: 'source-invalid' })
    await hub.fault({ match: { path: '/source/erp/api/resources' }, times: 1, effect: { hang: true } })
    expect(problemOf(await autoConfigure(ERP))).toMatchObject({ status: 504, code: 'source-timeout' })
  })

  it('a source of the other tenant is reached over HTTP', async () => {
    const other = open.test.application('Summit Integration API')
    const reply = await autoConfigure('Mobile Campus', { baseUri: other.baseUri, username: other.username, password: other.password })
    expect(reply.as(ResourceDifference).added).toContain('building-codes')
  })
})

describe('proxy access', () => {
  it('is read with the names of the owners and written against its entity tag', async () => {
    const path = `${pathOf('Library Access')}/proxy-access`
    const before = await hub.admin(path)
    expect(before.as(ProxyAccess).owners.map(({ name }) => name)).toEqual([ERP, 'Summit Integration API'])
    const body = { owners: [{ applicationId: hub.application(ERP).id, resources: ['persons', 'persons', 'sites'] }] }
    expect((await hub.admin(path, { method: 'PUT', body })).status).toBe(428)
    const after = await hub.admin(path, { method: 'PUT', headers: { 'if-match': before.headers.etag ?? '' }, body })
    expect(after.as(ProxyAccess).owners[0]?.resources).toEqual(['persons', 'sites'])
    const unknown = await hub.admin(path, {
      method: 'PUT',
      headers: { 'if-match': after.headers.etag ?? '' },
      body: { owners: [{ applicationId: 'no', resources: [] }] },
    })
    expect(problemOf(unknown).errors?.[0]?.path).toBe('owners.0.applicationId')
  })
})

describe('upgrade actions', () => {
  const actions = async (caller: TenantCaller, name: string) =>
    (await caller.admin(`/applications/${caller.application(name).id}/upgrade-actions`)).as(z.array(UpgradeAction))

  it('one waits in Test from the start, none in Production', async () => {
    expect(await actions(open.test, 'Summit Student API')).toHaveLength(1)
    expect(await actions(open.production, ERP)).toEqual([])
  })

  it('appear when the source changes, say what is new, and vanish with auto-configure', async () => {
    const before = (await hub.source(ERP, '/resources')).as(z.array(SourceResource))
    const upgraded = (await hub.switch('/source-upgrade', { method: 'POST', body: { application: ERP } })).as(SourceUpgraded)
    expect(upgraded).toMatchObject({ from: '2.2.0', to: '2.3.0' })
    expect((await hub.source(ERP, '/about')).json()).toEqual([{ name: ERP, version: '2.3.0' }])
    const [action] = await actions(hub, ERP)
    expect(action).toMatchObject({ from: '2.2.0', to: '2.3.0' })
    expect(action?.resources.added).toHaveLength(3)
    expect(action?.resources.changed).toContain('persons')
    const after = (await hub.source(ERP, '/resources')).as(z.array(SourceResource)).map(({ name }) => name)
    expect(action?.resources.added.every((name) => after.includes(name))).toBe(true)
    expect(action?.resources.removed).toEqual(before.map(({ name }) => name).filter((name) => !after.includes(name)))
    const mapping = action?.newSettings.find(({ family }) => family === 'mapping-settings')
    expect(
      (await hub.source(ERP, `/mapping-settings/${mapping?.id ?? ''}`, { headers: { accept: 'application/json' } })).as(MappingRow).title,
    ).toBe(mapping?.title)
    expect((await actions(hub, ERP))[0]?.id).toBe(action?.id)
    const difference = (await autoConfigure(ERP)).as(ResourceDifference)
    expect(difference.added).toEqual(action?.resources.added)
    expect(await actions(hub, ERP)).toEqual([])
    expect((await hub.admin(pathOf(ERP))).as(WireApplication).hasSettings).toBe(true)
  })

  it('can be completed without it', async () => {
    const name = 'Summit Student API'
    const [action] = await actions(open.test, name)
    const path = `/applications/${open.test.application(name).id}/upgrade-actions`
    expect((await open.test.admin(`${path}/none/complete`, { method: 'POST' })).status).toBe(404)
    expect((await open.test.admin(`${path}/${action?.id ?? ''}/complete`, { method: 'POST' })).status).toBe(200)
    expect(await actions(open.test, name)).toEqual([])
  })

  it('need an application with a source here', async () => {
    expect(problemOf(await hub.switch('/source-upgrade', { method: 'POST', body: { application: 'Mobile Campus' } })).code).toBe(
      'not-found',
    )
  })
})
