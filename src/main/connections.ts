import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { session } from 'electron'
import type { EnvironmentId } from '#shared/contract/op'
import type { EnvironmentsRepo } from './features/environments/environments.repo'
import { createSandboxControl } from './features/environments/sandbox-control'
import { createSandboxRunner } from './features/sandbox/run-sandbox'
import { systemClock as clock } from './platform/clock'
import type { CachedApplications } from './platform/db/cached-applications'
import type { Db } from './platform/db/open'
import type { SnapshotRepo } from './platform/db/snapshot.repo'
import { createHttpClient } from './platform/http/client'
import { createElectronTransport } from './platform/http/electron-transport'
import { createHubAccess } from './platform/hub/hub-access'
import { createIsoReader } from './platform/hub/iso-reader'
import { createKnownKeys } from './platform/hub/known-keys'
import { createKnownKeysRepo } from './platform/hub/known-keys.repo'
import { createKeyPaster } from './platform/hub/paste-key'
import { createSettingsReader } from './platform/hub/settings-reader'
import { createSourceCredentials } from './platform/hub/source-credentials'
import { createKeytarKeychain } from './platform/keychain/keytar-keychain'
import { createUtilityHost } from './platform/keychain/utility-host'
import type { Log } from './platform/log'
import { createVault } from './platform/vault/vault'
import { createVaultRepo } from './platform/vault/vault.repo'

type Deps = {
  userData: string
  log: Log
  journal: Db
  environmentsRepo: EnvironmentsRepo
  snapshots: SnapshotRepo
  cached: CachedApplications
  /** Hears the request id of each change that a hub answered. */
  answered: (requestId: string) => void
  shellChanged: (environmentId: EnvironmentId | null) => void
}

/** The keychain, the network, and every way to a hub or a source application. Nothing of it is asked before it is needed. */
export function createConnections({ userData, log, journal, environmentsRepo, snapshots, cached, answered, shellChanged }: Deps) {
  const keychain = createKeytarKeychain({ host: createUtilityHost(join(import.meta.dirname, 'keychain-process.js')), log })
  keychain.onStateChange(() => {
    shellChanged(null)
  })
  const vault = createVault({ repo: createVaultRepo(journal), store: keychain, clock, newRef: randomUUID })
  const http = createHttpClient({
    transport: createElectronTransport(() => session.fromPartition('hub', { cache: false })),
    clock,
    log,
    sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    random: Math.random,
  })
  const sandbox = createSandboxControl({
    repo: environmentsRepo,
    vault,
    clock,
    start: createSandboxRunner({ statePath: join(userData, 'sandbox-state.bin'), vault, log }),
    changed: () => {
      shellChanged(null)
    },
  })
  const knownKeysRepo = createKnownKeysRepo(journal)
  const knownKeys = createKnownKeys({ repo: knownKeysRepo, vault, clock, newId: randomUUID })
  const hubs = createHubAccess({
    http,
    vault,
    clock,
    locate: (id) => sandbox.locate(id),
    known: { keys: knownKeys, sources: knownKeysRepo },
    stateChanged: shellChanged,
    answered,
  })
  const settingsReader = createSettingsReader({ hubs, snapshots })
  return {
    keychain,
    vault,
    http,
    sandbox,
    hubs,
    knownKeys,
    knownKeysRepo,
    pasteKey: createKeyPaster({ hubs, keys: knownKeys, cached }),
    settingsReader,
    isoReader: createIsoReader({ snapshots, clock }),
    sourceCredentials: createSourceCredentials({ vault, http, settings: settingsReader, snapshots, clock }),
  }
}
