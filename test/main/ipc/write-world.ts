import { contract, type Services } from '#shared/contract'
import { createRotationsRepo } from '../../../src/main/features/rotations/rotations.repo'
import { createRotationsService } from '../../../src/main/features/rotations/rotations.service'
import { createImportsRepo } from '../../../src/main/features/imports/imports.repo'
import { createUpgradeWalksRepo } from '../../../src/main/features/upgrades/upgrade-walks.repo'
import { createCachedSettings } from '../../../src/main/platform/db/cached-settings'
import type { HttpClient } from '../../../src/main/platform/http/client'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../src/main/platform/hub/hub-access'
import { createIsoReader } from '../../../src/main/platform/hub/iso-reader'
import { createSettingsReader } from '../../../src/main/platform/hub/settings-reader'
import { createSourceCredentials } from '../../../src/main/platform/hub/source-credentials'
import { createKeysService } from '../../../src/main/features/keys/keys.service'
import { createKeyCache } from '../../../src/main/features/keys/key-cache'
import { createHandOver } from '../../../src/main/features/keys/hand-over'
import { createApplicationsService } from '../../../src/main/features/applications/applications.service'
import { createDraftsRepo } from '../../../src/main/features/applications/drafts.repo'
import { createSettingServices } from '../../../src/main/setting-services'
import { serve } from '../../../src/main/ipc/serve'
import { noKnownKeys, noPasting } from '../../fakes/no-known-keys'
import { createMemoryLog } from '../../fakes/memory-log'
import { caller, startApplicationServices } from '../features/application-services'

const nothing = () => undefined
const REPLACED = { mode: 'restricted' as const, addresses: ['127.0.0.1'] }

/** Every service that writes, as the app wires them, over real HTTP to a sandbox; it counts what is sent that is no question. */
export async function openWriteWorld() {
  const t = await startApplicationServices()
  const { environmentId, clock } = t
  const { journal, snapshots, cached, vault, notes } = t.now
  const tenant = t.sandbox.tenants.find(({ label }) => label === 'Test')!
  const own = t.sandbox.identities.find(({ label }) => label === 'Test')!.id
  let pinned = own
  const writes: string[] = []

  const transport = createNodeTransport()
  const counted: HttpClient = createHttpClient({
    transport: {
      send(request) {
        if (request.method !== 'GET') writes.push(`${request.method} ${new URL(request.url).pathname}`)
        return transport.send(request)
      },
    },
    clock,
    log: createMemoryLog(),
    sleep: clock.sleep,
    random: () => 0,
  })
  const hubs = createHubAccess({
    http: counted,
    vault,
    clock,
    locate: (id) => Promise.resolve({ id, hubUrl: tenant.hubUrl, tenantId: pinned, connection: 'administration' }),
    known: noKnownKeys,
    stateChanged: nothing,
  })
  const settingsReader = createSettingsReader({ hubs, snapshots })
  const isoReader = createIsoReader({ snapshots, clock })
  const sourceCredentials = createSourceCredentials({ vault, http: counted, settings: settingsReader, snapshots, clock })
  const newId = () => crypto.randomUUID()
  const keyCache = createKeyCache({ cached, snapshots, clock, changed: nothing })
  const clipboard = { put: () => Promise.resolve(), clear: () => Promise.resolve() }

  const applications = createApplicationsService({
    hubs,
    cached,
    snapshots,
    drafts: createDraftsRepo(journal),
    credentials: sourceCredentials,
    clock,
    newId,
    keysAtHub: (hub, of) => keyCache.follow(hub, of, (keys) => keys),
    forgetKeys: nothing,
    applicationGone: nothing,
    record: nothing,
    changed: nothing,
  })
  const keys = createKeysService({
    hubs,
    cached,
    snapshots,
    notes,
    keyCache,
    handOver: createHandOver({ clock, newId, askWhere: () => Promise.resolve(null) }),
    clipboard,
    clock,
    newId,
    clipboardSeconds: () => 60,
    pasteKey: noPasting,
    addressesOfSet: () => null,
    isRotating: () => false,
    record: nothing,
    changed: nothing,
  })
  const rotations = createRotationsService({
    repo: createRotationsRepo(journal),
    hubs,
    vault,
    cached,
    notes,
    clipboard,
    clock,
    newId,
    clipboardSeconds: () => 60,
    pasteKey: noPasting,
    record: nothing,
    keysRead: nothing,
    changed: nothing,
  })
  const setting = createSettingServices({
    hubs,
    vault,
    http: counted,
    cached,
    snapshots,
    settingsReader,
    isoReader,
    sourceCredentials,
    imports: createImportsRepo(journal),
    walks: createUpgradeWalksRepo(journal),
    setBaseUri: nothing,
    announce: nothing,
    record: nothing,
    environmentName: () => 'Maple',
    askWhere: () => Promise.resolve(null),
    askFolder: () => Promise.resolve(null),
    askFile: () => Promise.resolve(null),
    showInFolder: nothing,
  })

  // The features that write nothing are never called here.
  const services = {
    ...Object.fromEntries(Object.keys(contract).map((feature) => [feature, {}])),
    applications,
    keys,
    rotations,
    ...setting,
  }
  const answer = serve(services as unknown as Services, { assertBound: nothing, assertWritable: nothing }, (name, error) => {
    throw new Error(`${name} met a bug`, { cause: error })
  })

  const OWNER = 'Ridgeline ERP Web API'
  const housing = { applicationId: t.idOf('Housing Portal') }
  const owner = { environmentId, applicationId: t.idOf(OWNER) }
  const authentication = { type: 'basic' as const, username: t.handle(OWNER).username!, password: t.handle(OWNER).password! }
  const giveCredentials = () =>
    setting.resources.setCredentials({ ...owner, username: authentication.username, password: authentication.password }, caller)
  const addedKey = () =>
    keys.add({ environmentId, ...housing, restriction: { mode: 'restricted', addresses: [] }, idempotencyKey: newId() }, caller)
  const plannedRotation = async () => rotations.plan({ environmentId, ...housing, keyId: (await addedKey()).id })
  const waiting = async () => {
    const { rows } = await setting.upgrades.refresh({ environmentId }, caller)
    const row = rows.find(({ action }) => action !== null)!
    const { username, password } = tenant.applications.find(({ id }) => id === row.applicationId)!
    return { applicationId: row.applicationId, actionId: row.action!.id, credentials: { username: username!, password: password! } }
  }

  /** What comes before each write, and then its input. */
  const attempts: Record<string, () => unknown> = {
    'applications.create': () => ({
      draftId: newId(),
      application: { name: 'Library', description: '', origin: 'manual', authentication: { type: 'none' }, ownedResources: [], access: [] },
    }),
    'applications.update': () => ({ ...housing, patch: { description: 'Changed' } }),
    'applications.remove': () => ({ ...housing, typedName: 'Housing Portal' }),
    'applications.setCredentials': () => ({ applicationId: owner.applicationId, authentication }),
    'applications.setAccess': () => ({ ...housing, owners: [] }),
    'keys.add': () => ({ ...housing, restriction: REPLACED, idempotencyKey: newId() }),
    'keys.modify': async () => ({ ...housing, keyId: (await addedKey()).id, restriction: REPLACED }),
    'keys.remove': async () => ({ ...housing, keyId: (await addedKey()).id }),
    'rotations.create': async () => ({ rotationId: (await plannedRotation()).id }),
    'rotations.abandon': async () => {
      const { id: rotationId } = await plannedRotation()
      await rotations.create({ environmentId, rotationId }, caller)
      return { rotationId }
    },
    'settings.save': async () => {
      await giveCredentials()
      const rows = createCachedSettings(snapshots, clock).all(environmentId, owner.applicationId)
      for (const { family, row } of rows.filter((one) => one.family === 'default-settings')) {
        const { value, shape } = setting.settings.open({ ...owner, family, id: row.id })
        const other =
          shape.kind === 'one' ? shape.choices.find((choice) => value.kind === 'one' && choice.value !== value.value) : undefined
        if (other)
          return {
            applicationId: owner.applicationId,
            changes: [{ family, id: row.id, base: value, value: { kind: 'one', value: other.value } }],
          }
      }
      throw new Error('no default setting has another choice')
    },
    'iso.save': async () => {
      await giveCredentials()
      const { lists } = await setting.iso.refresh(owner, caller)
      const { list, rows, choices } = lists.find((one) => one.state === 'served' && one.rows.length > 0)!
      const row = rows[0]!
      const isoCode = choices.find((choice) => choice.isoCode !== row.isoCode)!.isoCode
      return { applicationId: owner.applicationId, changes: [{ list, id: row.id, base: row.isoCode ?? '', isoCode }] }
    },
    'upgrades.autoConfigure': waiting,
    'upgrades.skip': async () => {
      const { applicationId, actionId } = await waiting()
      return { applicationId, actionId }
    },
  }

  return {
    attempts,
    pin(which: 'own tenant' | 'another tenant') {
      pinned = which === 'own tenant' ? own : 'another'
    },
    /** The code by which it was refused, as a whole or in one of its rows, and what was sent that is no question. */
    async run(name: string, input: unknown): Promise<{ refusal: string | null; writes: string[] }> {
      writes.length = 0
      const result = await answer(name, { ...(input as object), environmentId }, caller) // an attempt is an object of fields
      const refusal = result.ok ? (/"failure":\{"code":"([a-z-]+)"/.exec(JSON.stringify(result.value))?.[1] ?? null) : result.error.code
      return { refusal, writes: [...writes] }
    },
    async close() {
      transport.close()
      await t.close()
    },
  }
}
export type WriteWorld = Awaited<ReturnType<typeof openWriteWorld>>
