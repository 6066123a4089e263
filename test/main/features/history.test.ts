import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationId } from '#shared/contract/applications'
import { history as contract, type Change } from '#shared/contract/history'
import type { EnvironmentId } from '#shared/contract/op'
import { ROWS_TYPE } from '#shared/wire/media-types'
import { temporaryFolder } from '../../fakes/temporary-folder'
import { application, caller, startPast, startWithSandbox, type PastWithSandbox } from './past-setup'

const DAY = 86_400_000
const ERP = 'erp' as ApplicationId
const erp = (over: object = {}) => application('erp', { name: 'ERP', sourceKind: 'canonical', ...over })
const setting = (value: string | null, over: object = {}) => ({
  id: 's',
  body: {
    family: 'default-settings',
    row: { id: 's', title: 'Level', ethos: [], ...(value === null ? {} : { source: { value } }) },
    ...over,
  },
})
const key = (id: string, ...addresses: string[]) => ({
  id,
  body: { id, hint: `${id}…`, addedBy: 'kim', addedOn: '2026-01-01', restriction: { mode: 'restricted', addresses } },
})
const said = ({ area, title, before, after }: Change) => {
  const side = (facts: Change['before']) => facts?.flatMap(({ lines }) => lines).join(', ') ?? 'none'
  return `${area} ${title}: ${side(before)} → ${side(after)}`
}

describe('history', () => {
  let t: ReturnType<typeof startPast>
  let environmentId: EnvironmentId
  beforeEach(() => {
    t = startPast(temporaryFolder())
    environmentId = t.environment('Maple')
    t.read(environmentId, 'application', '', [erp()])
    return () => t.close()
  })
  const ofSetting = () =>
    contract.of.output.parse(
      t.services.history.of({ environmentId, applicationId: ERP, subject: { area: 'setting', family: 'default-settings', id: 's' } }),
    ).versions
  const changes = () => contract.ofApplication.output.parse(t.services.history.ofApplication({ environmentId, applicationId: ERP })).changes

  it('of a setting is what it was set to, from when until when, the newest first', () => {
    const first = t.clock.iso()
    t.read(environmentId, 'default-settings', 'erp', [setting('100')])
    const second = t.clock.iso()
    t.read(environmentId, 'default-settings', 'erp', [setting('200')])
    t.read(environmentId, 'default-settings', 'erp', [setting('200', { options: { id: 's', ethos: [], sourceOptions: [] } })])
    expect(ofSetting()).toEqual([
      { seenAt: second, until: null, facts: [{ field: 'sourceValue', lines: ['200'] }], value: { kind: 'one', value: '200' } },
      { seenAt: first, until: second, facts: [{ field: 'sourceValue', lines: ['100'] }], value: { kind: 'one', value: '100' } },
    ])
  })

  it('knows a setting that went and came back', () => {
    t.read(environmentId, 'default-settings', 'erp', [setting('100')])
    const gone = t.clock.iso()
    t.read(environmentId, 'default-settings', 'erp', [])
    t.clock.pass(DAY)
    t.read(environmentId, 'default-settings', 'erp', [setting('100')])
    expect(ofSetting()).toMatchObject([{ until: null }, { until: gone }])
    expect(changes().map(said)).toEqual(['setting Level: none → 100', 'setting Level: 100 → none'])
  })

  it('of an application tells its own changes and those of its keys, codes and settings, and not the first reading', () => {
    const code = (isoCode?: string) => ({
      id: 'c',
      body: { id: 'c', title: 'Chile', code: 'CL', ...(isoCode === undefined ? {} : { isoCode }) },
    })
    t.read(environmentId, 'api-key', 'erp', [key('a', '192.0.2.1')])
    t.read(environmentId, 'iso-row/country', 'erp', [code()])
    t.read(environmentId, 'default-settings', 'erp', [setting('100')])
    expect(changes()).toEqual([])
    t.read(environmentId, 'api-key', 'erp', [key('a', '192.0.2.1', '192.0.2.2'), key('b')])
    t.read(environmentId, 'iso-row/country', 'erp', [code('CHL')])
    t.read(environmentId, 'default-settings', 'erp', [setting(null)])
    t.read(environmentId, 'application', '', [erp({ name: 'ERP Web API', apiKeyCount: 2 })])
    t.world.labels = { b: 'Nightly' }
    expect(changes().map(said)).toEqual([
      'application ERP Web API: ERP, canonical, none → ERP Web API, canonical, none',
      'setting Level: 100 → ',
      'code Chile:  → CHL',
      'key a…: 192.0.2.1 → 192.0.2.1, 192.0.2.2',
      'key Nightly: none → Nightly',
    ])
    expect(t.services.history.of({ environmentId, applicationId: ERP, subject: { area: 'key', id: 'a' } }).versions).toHaveLength(2)
    expect(
      t.services.history.of({ environmentId, applicationId: ERP, subject: { area: 'code', list: 'country', id: 'c' } }).versions,
    ).toHaveLength(2)
    expect(t.services.history.of({ environmentId, applicationId: ERP, subject: { area: 'application' } }).versions).toHaveLength(2)
  })

  it('goes on over what is no longer kept: it neither invents a disappearance nor an arrival', async () => {
    for (const value of ['100', '200', '300']) {
      t.read(environmentId, 'default-settings', 'erp', [setting(value)])
      t.clock.pass(10 * DAY)
    }
    t.world.keep = '30-days'
    t.clock.pass(8 * DAY)
    await t.services.snapshots.tidyUp()
    expect(ofSetting().map(({ facts }) => facts[0]?.lines)).toEqual([['300'], ['200']])
    expect(changes().map(said)).toEqual(['setting Level: 200 → 300'])
    t.clock.pass(400 * DAY)
    await t.services.snapshots.tidyUp()
    expect(ofSetting().map(({ facts }) => facts[0]?.lines)).toEqual([['300']])
    expect(changes()).toEqual([])
  })

  it('of what was never read is empty', () => {
    expect(ofSetting()).toEqual([])
    expect(t.services.history.ofApplication({ environmentId: t.environment('New'), applicationId: ERP })).toEqual({
      since: null,
      changes: [],
      isCut: false,
    })
  })

  it('lists snapshots with what differs, and counts no bookkeeping', () => {
    const scope = { environmentId, kind: 'endpoint-check', applicationId: 'erp' }
    const snapshot = t.snapshots.begin(environmentId, t.clock.iso())
    t.snapshots.replace(snapshot, scope, [{ id: 'resources', body: { at: 1 } }])
    t.snapshots.finish(snapshot, 'partial', t.clock.iso())
    t.read(environmentId, 'api-key', 'erp', [key('a'), key('b')])
    t.read(environmentId, 'api-key', 'erp', [key('a', '192.0.2.1'), key('c')])
    const { snapshots, isCut } = t.services.snapshots.list({ of: environmentId }) as { snapshots: object[]; isCut: boolean }
    expect(isCut).toBe(false)
    expect(snapshots).toMatchObject([
      { added: 1, changed: 1, gone: 1, state: 'complete', origin: 'sync' },
      { added: 2, changed: 0, gone: 0 },
      { added: 0, changed: 0, gone: 0, state: 'partial', origin: 'part' },
      { added: 1, changed: 0, gone: 0 },
    ])
  })
})

describe('with a sandbox that is read twice', () => {
  let t: PastWithSandbox
  beforeAll(async () => {
    t = await startWithSandbox()
  }, 60_000)
  afterAll(() => t.close())

  it('a setting that was changed at the source has a history', async () => {
    const source = t.tenantOf(t.test).applications.find(({ name }) => name === 'Ridgeline ERP Web API')!
    const id = '46084c55-f047-54ac-9b23-294b83feaa10'
    t.clock.pass(DAY)
    const response = await fetch(`${source.baseUri}/default-settings/${id}`, {
      method: 'PUT',
      headers: {
        accept: ROWS_TYPE,
        'content-type': ROWS_TYPE,
        authorization: `Basic ${Buffer.from(`${source.username}:${source.password}`).toString('base64')}`,
      },
      body: JSON.stringify({ id, source: { value: '400' } }),
    })
    expect(response.ok).toBe(true)
    await t.sync(t.test)
    const place = { environmentId: t.test, applicationId: source.id as ApplicationId }
    const { versions } = t.services.history.of({ ...place, subject: { area: 'setting', family: 'default-settings', id } })
    expect(versions.map(({ facts }) => facts[0]?.lines)).toEqual([['Fourth year (400)'], ['Third year (300)']])
    const { changes } = t.services.history.ofApplication(place)
    expect(changes).toMatchObject([{ area: 'setting', title: 'Default Course Level' }])
    expect((await t.services.search.find({ query: 'fourth year' }, caller)).groups.flatMap(({ found }) => found)).toHaveLength(2)
  })
})
