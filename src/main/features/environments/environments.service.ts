import type { Service } from '#shared/contract'
import type { Environment, environments, Protection, SyncReport } from '#shared/contract/environments'
import { EnvironmentId } from '#shared/contract/op'
import type { SandboxTenant } from '../../platform/hub/sandbox-port'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import { createAdministration } from '../../platform/hub/administration'
import type { HttpClient } from '../../platform/http/client'
import { Secret } from '../../platform/secret'
import type { Vault } from '../../platform/vault/vault'
import type { EnvironmentsRepo, Profile } from './environments.repo'
import { hubOrigin } from './hub-url'
import type { ProtectionGate } from './protection'
import type { KeyConnections } from './key-connections'
import type { SandboxControl } from './sandbox-control'
import type { createSync } from './sync'

type Deps = {
  repo: EnvironmentsRepo
  snapshots: SnapshotRepo
  vault: Vault
  http: HttpClient
  protection: ProtectionGate
  sandbox: SandboxControl
  sync: ReturnType<typeof createSync>
  keyConnections: KeyConnections
  clock: Clock
  newId: () => string
  bind: (windowId: number, profile: Profile) => void
  /** The environment is no more: windows leave it, and what other features keep of it goes. */
  unbind: (environmentId: EnvironmentId) => void
  changed: (environmentId: EnvironmentId | null) => void
}

type NewProfile = Pick<Profile, 'name' | 'type' | 'hubUrl' | 'tenant' | 'connection'>

/** Environment profiles: connecting, opening, reading anew, protecting, forgetting. */
export function createEnvironmentsService(deps: Deps) {
  const { repo, snapshots, vault, http, protection, sandbox, sync, keyConnections, clock, newId, bind, unbind, changed } = deps
  const syncs = new Map<EnvironmentId, { stop: AbortController; report: Promise<SyncReport> }>()

  const profileOf = (id: EnvironmentId): Profile => {
    const profile = repo.get(id)
    if (!profile) throw new AppError('not-found', 'That environment is no longer here.')
    return profile
  }

  const describeQuickly = (profile: Profile): Environment => {
    const readAt = snapshots.lastReadAt(profile.id)
    const until = protection.unlockedUntil(profile.id)
    return {
      ...profile,
      ...(readAt === null ? {} : { readAt }),
      ...(until === null ? {} : { unlockedUntil: until }),
    }
  }

  const describe = (profile: Profile): Environment => ({ ...describeQuickly(profile), counts: snapshots.counts(profile.id) })

  const described = (id: EnvironmentId) => {
    changed(id)
    return describe(profileOf(id))
  }

  function assertFree(name: string): void {
    if (!repo.byName(name)) return
    const message = 'There is already an environment of this name.'
    throw new AppError('invalid-input', message, { faults: [{ path: 'name', message }] })
  }

  /** The profile first and its secrets after it: a profile without a secret asks for it, a secret without a profile is lost. */
  async function make(
    { tenant: { id: tenantId, name: tenantName, label }, ...typed }: NewProfile,
    keepSecrets: (id: EnvironmentId) => Promise<unknown>,
  ): Promise<Environment> {
    const id = EnvironmentId.parse(newId())
    const initial: Protection = typed.type === 'production' ? 'read-only' : 'open'
    repo.add({ id, kind: 'hub', ...typed, tenant: { id: tenantId, name: tenantName, label }, protection: initial }, clock.iso())
    try {
      await keepSecrets(id)
    } catch (error) {
      repo.remove(id)
      throw error
    }
    return described(id)
  }

  /** Asks the hub behind a typed URL who it is. */
  async function whoIs(url: string, token: string, signal: AbortSignal) {
    const hubUrl = hubOrigin(url)
    const credential = { secret: new Secret(token), audience: hubUrl, username: null }
    return { hubUrl, tenant: await createAdministration({ http, hubUrl, credential, signal }).tenant() }
  }

  function beginSync({ id, tenant }: Profile, signal: AbortSignal) {
    const stop = new AbortController()
    const read = async () => {
      try {
        const gaps = await sync({ id, tenantId: tenant.id }, AbortSignal.any([signal, stop.signal]))
        return { environment: described(id), gaps }
      } catch (error) {
        if (stop.signal.aborted || signal.aborted)
          throw new AppError('cancelled', 'Reading was stopped. What was known before is still here.', { cause: error })
        throw error
      } finally {
        syncs.delete(id)
      }
    }
    const running = { stop, report: read() }
    syncs.set(id, running)
    return running
  }

  /** The profile of one sandbox tenant, made on first use; its secrets go to the keychain as any other's. */
  async function adopt(tenant: SandboxTenant): Promise<Environment> {
    const name = `Sandbox ${tenant.label}`
    let profile = repo.list().find((known) => known.kind === 'sandbox' && known.tenant.label === tenant.label)
    if (!profile) {
      const production = tenant.label === 'Production'
      profile = {
        id: EnvironmentId.parse(newId()),
        name,
        type: production ? 'production' : 'test',
        kind: 'sandbox',
        connection: 'administration',
        hubUrl: tenant.hubUrl,
        tenant: { id: tenant.tenantId, name: tenant.tenantName, label: tenant.label },
        protection: production ? 'read-only' : 'open',
      }
      repo.add(profile, clock.iso())
    }
    const owner = { environmentId: profile.id, kind: 'administration-token' as const, ownerId: '' }
    if (!vault.whereabouts(owner)) {
      await vault.put(owner, new Secret(tenant.administrationToken), { audience: tenant.hubUrl })
      for (const source of tenant.sources)
        await vault.put(
          { environmentId: profile.id, kind: 'source-password', ownerId: source.applicationId },
          new Secret(source.password),
          { audience: new URL(source.baseUri).origin, username: source.username },
        )
    }
    return describe(profileOf(profile.id))
  }

  const service = {
    list: () => repo.list().map(describe),

    async test({ hubUrl, administrationToken }, { signal }) {
      const { tenant } = await whoIs(hubUrl, administrationToken, signal)
      return { tenant }
    },

    async connect({ name, type, hubUrl: typedUrl, administrationToken }, { signal }) {
      assertFree(name)
      const { hubUrl, tenant } = await whoIs(typedUrl, administrationToken, signal)
      return await make({ name, type, hubUrl, tenant, connection: 'administration' }, (id) =>
        vault.put({ environmentId: id, kind: 'administration-token', ownerId: '' }, new Secret(administrationToken), { audience: hubUrl }),
      )
    },

    async connectByKeys({ name, type, hubUrl: typedUrl, apiKeys }, { signal }) {
      assertFree(name)
      const hubUrl = hubOrigin(typedUrl)
      const { tenant, keys } = await keyConnections.signIn(hubUrl, apiKeys, signal)
      return await make({ name, type, hubUrl, tenant, connection: 'application-keys' }, (id) => keyConnections.keep(id, hubUrl, keys))
    },

    async exploreSandbox() {
      const made: Environment[] = []
      for (const tenant of await sandbox.start()) made.push(await adopt(tenant))
      changed(null)
      return made
    },

    open({ environmentId }, { windowId }) {
      const profile = profileOf(environmentId)
      bind(windowId, profile)
      return describe(profile)
    },

    /** Who asks while it is being read gets the answer of that reading. */
    sync: ({ environmentId }, { signal }) => (syncs.get(environmentId) ?? beginSync(profileOf(environmentId), signal)).report,

    cancelSync: ({ environmentId }) => syncs.get(environmentId)?.stop.abort(),

    unlock({ environmentId, typedName }) {
      protection.unlock(profileOf(environmentId), typedName)
      return described(environmentId)
    },

    lock({ environmentId }) {
      protection.lock(environmentId)
      return described(environmentId)
    },

    setProtection({ environmentId, protection: level, typedName }) {
      const profile = profileOf(environmentId)
      // Loosening a read-only environment is what unlocking guards: it takes the same typed name.
      if (profile.protection === 'read-only' && level !== 'read-only') protection.unlock(profile, typedName ?? '')
      repo.setProtection(environmentId, level, clock.iso())
      return described(environmentId)
    },

    async remove({ environmentId }) {
      const { id } = profileOf(environmentId)
      syncs.get(id)?.stop.abort()
      repo.remove(id)
      unbind(id)
      snapshots.forget(id)
      changed(null)
      await vault.forgetEnvironment(id)
    },

    async startSandbox({ environmentId }) {
      await sandbox.start()
      return described(environmentId)
    },

    async stopSandbox({ environmentId }) {
      await sandbox.stop()
      return described(environmentId)
    },
  } satisfies Service<typeof environments>

  return {
    ...service,
    /** All without what takes time to find out, for the first screen. */
    listQuickly: () => repo.list().map(describeQuickly),
  }
}
