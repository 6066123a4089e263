import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { SandboxAnnouncement, type TenantHandle } from '#shared/wire/sandbox-switches'
import { Tenant } from '#shared/wire/administration-plane'
import { EnvironmentId } from '#shared/contract/op'
import { noKnownKeys } from '../../fakes/no-known-keys'
import { createMemoryLog } from '../../fakes/memory-log'
import { createSync } from '../../../src/main/features/environments/sync'
import { writeCsv } from '../../../src/main/features/exports/write-csv'
import { systemClock as clock } from '../../../src/main/platform/clock'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { Secret } from '../../../src/main/platform/secret'
import type { Vault } from '../../../src/main/platform/vault/vault'
import { csvHeader, SETTINGS_CSV_COLUMNS, settingsCsvLines } from '#shared/rules/settings-csv'
import type { Setting } from '#shared/wire/source-plane'
import { serve, workingFolder } from './serve'

const IDLE_MS = 1500
const EXPORTED_ROWS = 100_000
const facts = { applicationName: 'Application 0000', readAt: '2026-11-24T12:00:00.000Z' }

const folder = workingFolder()
const snapshots = createSnapshotRepo(openCache(join(folder.path, 'cache.db'), { clock }).db)
const transport = createNodeTransport()
// A hub with many applications in a process of its own: what it does must not count as what we do.
const hub = spawn(process.execPath, ['out/sandbox/cli.js', '--large'], { stdio: ['ignore', 'pipe', 'inherit'] })

async function start() {
  const [line] = (await once(createInterface({ input: hub.stdout }), 'line')) as [string]
  const tenant = SandboxAnnouncement.parse(JSON.parse(line)).tenants.find(({ label }) => label === 'Production')
  if (!tenant) throw new Error('The sandbox has no tenant Production')
  const reply = await fetch(`${tenant.hubUrl}/admin/v1/tenant`, { headers: { authorization: `Bearer ${tenant.administrationToken}` } })
  const { id: tenantId } = Tenant.parse(await reply.json())
  const http = createHttpClient({
    transport,
    clock,
    log: createMemoryLog(),
    sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    random: Math.random,
  })
  const hubs = createHubAccess({
    http,
    vault: vaultOf(tenant) as Vault, // a reading asks it for nothing else
    clock,
    locate: (id) => Promise.resolve({ id, hubUrl: tenant.hubUrl, tenantId, connection: 'administration' }),
    known: noKnownKeys,
    stateChanged: () => undefined,
  })
  const sync = createSync({
    hubs,
    snapshots,
    settings: createSettingsReader({ hubs, snapshots }),
    iso: createIsoReader({ snapshots, clock }),
    clock,
    progressed: () => undefined,
  })
  const id = EnvironmentId.parse('11111111-1111-4111-8111-111111111111')
  return { sync: () => sync({ id, tenantId }, new AbortController().signal), forget: () => snapshots.forget(id) }
}

const vaultOf = (tenant: TenantHandle): Pick<Vault, 'get'> => ({
  get({ kind, ownerId }) {
    const source = tenant.applications.find(({ id }) => id === ownerId)
    const isHub = kind === 'administration-token'
    return Promise.resolve({
      secret: new Secret(isHub ? tenant.administrationToken : (source?.password ?? 'none')),
      audience: isHub ? tenant.hubUrl : new URL(source?.baseUri ?? tenant.hubUrl).origin,
      username: isHub ? null : (source?.username ?? 'nobody'),
    })
  },
})

function* settings(): Generator<Setting> {
  for (let row = 0; row < EXPORTED_ROWS; row += 1)
    yield {
      family: 'mapping-settings',
      row: {
        id: `application-0-${row}`,
        title: `Setting ${String(row).padStart(7, '0')}`,
        ethos: { resources: [{ resource: `resource-${row % 300}`, propertyName: 'type' }], enumeration: 'home' },
        source: { title: `Value ${row}`, value: `V${row}` },
      },
    }
}

const exported = () =>
  writeCsv(join(folder.path, 'settings.csv'), {
    header: csvHeader(SETTINGS_CSV_COLUMNS),
    lines: settingsCsvLines(settings(), facts, { isSorted: true }),
    preset: 'excel',
    signal: new AbortController().signal,
    progressed: () => undefined,
  })

/** How late the event loop was, 99 times in a hundred at most, in ms. The rate at which it is asked is part of it, as Node counts. */
async function lateness(during: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay()
  delays.enable()
  await during()
  delays.disable()
  return delays.percentile(99) / 1e6
}

/**
 * The most that the program itself computed before it gave the event loop its turn, in ms of the processor: what others did
 * on the machine meanwhile is not in it.
 */
async function longestTurn(during: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let before = process.threadCpuUsage()
  let next: NodeJS.Immediate
  const turn = () => {
    const { user, system } = process.threadCpuUsage(before)
    before = process.threadCpuUsage()
    longest = Math.max(longest, (user + system) / 1000)
    next = setImmediate(turn)
  }
  next = setImmediate(turn)
  await during()
  clearImmediate(next)
  return longest
}

/** A whole sync into an empty cache, and exports beside it as long as it takes. */
async function syncAndExports(): Promise<() => Promise<void>> {
  const { sync, forget } = await (started ??= start())
  forget()
  globalThis.gc?.()
  return async () => {
    const ended = new AbortController()
    const synced = sync().finally(() => ended.abort())
    do await exported()
    while (!ended.signal.aborted)
    await synced
  }
}

let started: ReturnType<typeof start> | undefined
serve(
  {
    idle: () => lateness(() => delay(IDLE_MS)),
    busy: async () => lateness(await syncAndExports()),
    turn: async () => longestTurn(await syncAndExports()),
  },
  () => {
    hub.kill()
    transport.close()
    snapshots.close()
    folder.remove()
  },
)
