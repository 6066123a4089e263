// A process that takes a rotation from wherever it stands to its end, and kills itself on the way when it is told to.
import { readFileSync } from 'node:fs'
import type { Caller } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Rotation } from '#shared/contract/rotations'
import type { WireApiKey, WireApplication } from '#shared/wire/administration-plane'
import { createRotationsRepo } from '../../src/main/features/rotations/rotations.repo'
import { createRotationsService } from '../../src/main/features/rotations/rotations.service'
import { systemClock as clock } from '../../src/main/platform/clock'
import { openJournal } from '../../src/main/platform/db/open'
import { createHttpClient } from '../../src/main/platform/http/client'
import { createNodeTransport } from '../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../src/main/platform/hub/hub-access'
import { createVault } from '../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../src/main/platform/vault/vault.repo'
import { FileKeychain } from '../fakes/file-keychain'
import { mortal } from '../fakes/mortal'
import { noKnownKeys, noPasting } from '../fakes/no-known-keys'

export type Task = {
  journal: string
  keychain: string
  environmentId: EnvironmentId
  hubUrl: string
  tenantId: string
  applicationId: ApplicationId
  key: WireApiKey
  /** The point at which the process is killed, or null for none. */
  killAt: number | null
}

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Task
const { environmentId, applicationId, hubUrl, tenantId } = task
let points = 0
const point = () => {
  if (points === task.killAt) process.kill(process.pid, 'SIGKILL')
  points += 1
}

const { db } = openJournal(task.journal, { clock })
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }
const transport = createNodeTransport()
const vault = createVault({
  repo: mortal(createVaultRepo(db), ['addLoose', 'pointAt', 'loosenOne', 'dropLoose'], point),
  store: mortal(new FileKeychain(task.keychain), ['set', 'delete'], point),
  clock,
  newRef: () => crypto.randomUUID(),
})
const http = createHttpClient({
  transport: mortal(transport, ['send'], point),
  clock,
  log: quiet,
  sleep: () => Promise.resolve(),
  random: () => 0,
})
const service = createRotationsService({
  pasteKey: noPasting,
  repo: mortal(createRotationsRepo(db), ['insert', 'move', 'noteFailure'], point),
  hubs: createHubAccess({
    http,
    vault,
    clock,
    locate: () => Promise.resolve({ id: environmentId, hubUrl, tenantId, connection: 'administration' }),
    known: noKnownKeys,
    stateChanged: () => undefined,
  }),
  vault,
  cached: {
    get: () => ({ name: 'Rotated' }) as WireApplication, // nothing else of it is asked
    keys: () => [task.key],
  },
  notes: { labelOf: () => '', usagesOf: () => [], saveUsages: () => undefined, inherit: () => undefined },
  clipboard: { put: () => Promise.resolve() },
  clock,
  newId: () => crypto.randomUUID(),
  clipboardSeconds: () => 60,
  record: () => undefined,
  keysRead: () => undefined,
  changed: () => undefined,
})

const caller: Caller = { windowId: 1, signal: new AbortController().signal }
function next(rotation: Rotation): Rotation | Promise<Rotation> {
  const of = { environmentId, rotationId: rotation.id }
  switch (rotation.state) {
    case 'planned':
    case 'creating':
    case 'created':
      return service.create(of, caller)
    case 'restricted':
      return service.verify(of, caller)
    case 'verified':
      return service.confirmDistributed(of)
    case 'distributed':
    case 'deleting':
      return service.finish(of, caller)
    case 'done':
    case 'abandoned':
      return rotation
  }
}

// Its own rotation and no second one: what was planned, even by a process that died, is gone on with.
let rotation = service.list({ environmentId })[0] ?? service.plan({ environmentId, applicationId, keyId: task.key.id as KeyId })
for (let steps = 0; rotation.state !== 'done' && steps < 10; steps += 1) rotation = await next(rotation)
db.close()
transport.close()
process.stdout.write(JSON.stringify({ points, state: rotation.state }))
