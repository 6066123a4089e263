import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EndpointCheck } from '#shared/contract/resources'
import { diagnose, type Diagnosis } from '#shared/rules/endpoint-diagnosis'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { caller, ERP, startSettings, type StartedSettings } from '../../features/setting-setup'

const ENDPOINTS = ['resources', ...SETTING_FAMILIES] as const

/** What is switched on at one endpoint, and what the doctor says of it. */
const FAULTS: [string, object, Diagnosis][] = [
  ['200', {}, 'fine'],
  ['204', { status: 204 }, 'empty'],
  ['400', { status: 400 }, 'bad-request'],
  ['401', { status: 401 }, 'signed-out'],
  ['403', { status: 403 }, 'forbidden'],
  ['404', { status: 404 }, 'not-found'],
  ['406', { status: 406 }, 'not-acceptable'],
  ['500', { status: 500 }, 'server-error'],
  ['a cut connection', { cut: true }, 'cut'],
  ['half an answer', { truncateAt: 20 }, 'cut'],
  ['a page of HTML under the right type', { nonJson: true }, 'web-page'],
  ['a page of HTML that says so', { nonJson: true, contentType: 'text/html' }, 'web-page'],
  ['text that is no JSON', { body: '{"half":', status: 200 }, 'not-readable'],
  ['a list of something else', { body: '[{"some":"thing"}]', status: 200 }, 'wrong-kind'],
  ['the right answer under a wrong type', { wrongType: true }, 'odd-type'],
]

describe('Say why', () => {
  let t: StartedSettings
  beforeAll(async () => {
    t = await startSettings()
  })
  afterAll(() => t.close())
  const check = async (): Promise<EndpointCheck[]> => {
    const of = { environmentId: t.environmentId, applicationId: t.idOf(ERP) }
    return (await t.services.resources.check(of, caller)).checks
  }

  describe.each(ENDPOINTS)('/%s', (endpoint) => {
    it.each(FAULTS)('with %s', async (_name, effect, diagnosis) => {
      // The rows of a family are asked for at the same path; the first call is the check.
      if (Object.keys(effect).length > 0) await t.fault({ path: `/source/erp/api/${endpoint}` }, effect)
      const checks = await check()
      await t.healed()
      expect(checks.map(({ endpoint: each }) => each)).toEqual(ENDPOINTS)
      const [bad] = checks.filter((each) => each.endpoint === endpoint)
      expect(diagnose(bad!)).toBe(diagnosis)
      expect(bad!.acceptHeader).toContain(endpoint === 'resources' ? 'application/json' : `${endpoint}-options`)
      // One that fails takes none of the others with it.
      for (const other of checks) if (other.endpoint !== endpoint) expect(diagnose(other)).toBe('fine')
    })
  })

  it('tells an error of the proxy from one of the source', async () => {
    await t.fault({ path: '/source/erp/api/default-settings' }, { status: 403, proxyGenerated: true })
    expect((await check()).find(({ endpoint }) => endpoint === 'default-settings')).toMatchObject({ madeBy: 'proxy', status: 403 })
    await t.healed()
    await t.fault({ path: '/source/erp/api/default-settings' }, { status: 403 })
    expect((await check()).find(({ endpoint }) => endpoint === 'default-settings')).toMatchObject({ madeBy: 'source' })
    await t.healed()
  })

  it('a time-out is one', () => {
    const failure = { code: 'unreachable' as const, reason: 'timeout' as const, message: '' }
    expect(diagnose({ endpoint: 'resources', acceptHeader: '', at: '', failure })).toBe('timeout')
    expect(diagnose({ endpoint: 'resources', acceptHeader: '', at: '', failure: { ...failure, reason: 'dns' } })).toBe('not-reached')
  })

  it('keeps the families that answered usable, and takes every link away', async () => {
    await check()
    const of = { environmentId: t.environmentId, applicationId: t.idOf(ERP) }
    const before = t.services.resources.list(of)
    expect(before.resources.some(({ configurable }) => configurable)).toBe(true)
    await t.fault({ path: '/source/erp/api/compound-configuration-settings' }, { status: 500 })
    const now = await t.services.resources.check(of, caller)
    expect(now.resources.some(({ configurable }) => configurable)).toBe(false)
    expect(now.resources.find(({ name }) => name === 'courses')).toMatchObject({ noLinkReason: 'endpoint-failed' })
    expect(t.services.resources.settings({ ...of, resource: 'courses' }).lines.length).toBeGreaterThan(3)
    await t.healed()
  })
})
