import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ADMINISTRATION_PATH, Tenant } from '#shared/wire/administration-plane'
import type { SyncProgress } from '#shared/contract/environments'
import { EnvironmentId } from '#shared/contract/op'
import { createSync } from '../../../src/main/features/environments/sync'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import type { Transport } from '../../../src/main/platform/http/transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { Secret } from '../../../src/main/platform/secret'
import type { Vault } from '../../../src/main/platform/vault/vault'
import { startSandbox } from '../../../src/sandbox/server'
import { noKnownKeys } from '../../fakes/no-known-keys'
import { createFakeClock } from '../../fakes/fake-clock'
import { createMemoryLog } from '../../fakes/memory-log'
import { temporaryFolder } from '../../fakes/temporary-folder'

type Exchange = { path: string; origin: string; status: number; bytes: number }

/** A sync as the app wires it, on a real cache and over real HTTP; what goes over the wire is kept. */
async function setUp() {
  const folder = temporaryFolder()
  const sandbox = await startSandbox()
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const clock = createFakeClock()
  const { db } = openCache(`${folder}/cache.db`, { clock })
  const snapshots = createSnapshotRepo(db)
  const node = createNodeTransport()
  const exchanges: Exchange[] = []
  let underWay = 0
  const world = { most: 0, onSend: (_path: string): void => undefined }
  const transport: Transport = {
    async send(request) {
      const { pathname, origin } = new URL(request.url)
      world.onSend(pathname)
      world.most = Math.max(world.most, (underWay += 1))
      try {
        const response = await node.send(request)
        exchanges.push({ path: pathname, origin, status: response.status, bytes: response.body.byteLength })
        return response
      } finally {
        underWay -= 1
      }
    },
  }
  const http = createHttpClient({ transport, clock, log: createMemoryLog(), sleep: clock.sleep, random: () => 0 })
  const vault: Pick<Vault, 'get'> = {
    get({ kind, ownerId }) {
      if (kind === 'administration-token')
        return Promise.resolve({ secret: new Secret(tenant.administrationToken), audience: tenant.hubUrl, username: null })
      const { baseUri, username, password } = tenant.applications.find(({ id }) => id === ownerId)!
      return Promise.resolve({ secret: new Secret(password ?? ''), audience: new URL(baseUri!).origin, username })
    },
  }
  const headers = { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json' }
  const direct = (path: string, method = 'GET', body?: unknown) =>
    fetch(`${tenant.hubUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const { id: tenantId } = Tenant.parse(await (await direct(`${ADMINISTRATION_PATH}/tenant`)).json())
  const hubs = createHubAccess({
    http,
    vault: vault as Vault, // a reading asks it for nothing else
    clock,
    locate: (id) => Promise.resolve({ id, hubUrl: tenant.hubUrl, tenantId, connection: 'administration' }),
    known: noKnownKeys,
    stateChanged: () => undefined,
  })
  const progress: SyncProgress[] = []
  const run = createSync({
    hubs,
    snapshots,
    settings: createSettingsReader({ hubs, snapshots }),
    iso: createIsoReader({ snapshots, clock }),
    clock,
    progressed: (each) => progress.push(each),
  })
  const environmentId = EnvironmentId.parse(crypto.randomUUID())
  return {
    tenant,
    clock,
    snapshots,
    environmentId,
    exchanges,
    progress,
    world,
    direct,
    sync: (signal = new AbortController().signal) => run({ id: environmentId, tenantId }, signal),
    /** All that is kept, as it is on the disk. */
    kept: () => ['snapshots', 'versions', 'reads'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all()),
    async close() {
      node.close()
      snapshots.close()
      await sandbox.close()
    },
  }
}

let synced: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  synced = await setUp()
})
afterEach(() => synced.close())

describe('a sync', () => {
  it('asks the hub the second time only for what changed, and writes only that', async () => {
    await synced.sync()
    const first = synced.exchanges.splice(0)
    const { id } = synced.tenant.applications[0]!
    await synced.direct(`${ADMINISTRATION_PATH}/applications/${id}/api-keys`, 'POST', {})
    const versions = synced.kept()[1]!
    await synced.sync()
    const ofHub = synced.exchanges.filter(({ path }) => path.startsWith(ADMINISTRATION_PATH))
    // The list of applications counts keys, so it changed with them.
    const whole = ofHub.filter(({ status }) => status === 200).map(({ path }) => path.slice(ADMINISTRATION_PATH.length))
    expect(whole.sort()).toEqual(['/applications', `/applications/${id}/api-keys`])
    expect(ofHub.filter(({ status }) => status === 304).length).toBeGreaterThan(10)
    const bytesOfHub = (exchanges: Exchange[]) =>
      exchanges.filter(({ path }) => path.startsWith(ADMINISTRATION_PATH)).reduce((sum, { bytes }) => sum + bytes, 0)
    expect(bytesOfHub(synced.exchanges)).toBeLessThan(bytesOfHub(first) / 2)
    // One key more and one application that counts it; the endpoint checks say when they were made.
    const added = (synced.kept()[1] as { kind: string }[]).filter(({ kind }) => kind !== 'endpoint-check').length
    expect(added - (versions as { kind: string }[]).filter(({ kind }) => kind !== 'endpoint-check').length).toBe(2)
  })

  it('has at most eight questions under way, to the hub and all sources together', async () => {
    for (let count = 0; count < 2; count += 1) await synced.sync()
    expect(synced.exchanges.length).toBeGreaterThan(50)
    expect(synced.world.most).toBeLessThanOrEqual(8)
    expect(synced.world.most).toBeGreaterThan(4)
  })

  it('waits as the hub asks, and says until when', async () => {
    await synced.direct('/sandbox/faults', 'POST', {
      match: { path: `${ADMINISTRATION_PATH}/applications` },
      times: 1,
      effect: { status: 503, retryAfter: 20 },
    })
    const began = synced.clock.now()
    await synced.sync()
    expect(synced.clock.slept).toEqual([20_000])
    const waiting = synced.progress.filter(({ waitsUntil }) => waitsUntil !== undefined)
    expect(waiting).toMatchObject([{ step: 'applications', waitsUntil: new Date(began + 20_000).toISOString() }])
    expect(synced.progress.at(-1)?.step).toBe('storing')
  })

  it.each(['for the first time', 'over what was known'])('that is stopped %s leaves everything as it was', async (when) => {
    if (when === 'over what was known') await synced.sync()
    const before = synced.kept()
    const { id } = synced.tenant.applications[0]!
    await synced.direct(`${ADMINISTRATION_PATH}/applications/${id}/api-keys`, 'POST', {})
    let asked = 0
    const points = [1, 2, 5, 20, 40]
    for (const point of points) {
      const stop = new AbortController()
      asked = 0
      synced.world.onSend = () => {
        if ((asked += 1) === point) stop.abort()
      }
      await expect(synced.sync(stop.signal)).rejects.toThrow()
      expect(synced.kept()).toEqual(before)
    }
    synced.world.onSend = () => undefined
    await synced.sync()
    expect(synced.snapshots.current(synced.environmentId, 'application')).toHaveLength(synced.tenant.applications.length)
  })

  it('that fails as a whole leaves everything as it was', async () => {
    await synced.sync()
    const before = synced.kept()
    await synced.direct('/sandbox/faults', 'POST', {
      match: { path: `${ADMINISTRATION_PATH}/applications` },
      times: 1,
      effect: { nonJson: true },
    })
    await expect(synced.sync()).rejects.toMatchObject({ code: 'malformed' })
    expect(synced.kept()).toEqual(before)
  })

  it('does not bring back an environment that is forgotten while it is stored', async () => {
    const unheard = synced.progress.push.bind(synced.progress)
    synced.progress.push = (...each) => {
      if (each[0]?.step === 'storing') synced.snapshots.forget(synced.environmentId)
      return unheard(...each)
    }
    await synced.sync()
    expect(synced.kept()[1]).toEqual([])
  })
})
