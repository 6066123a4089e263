import type { EnvironmentId } from '#shared/contract/op'
import type { SandboxState } from '#shared/contract/shell'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { HubAddress } from '../../platform/hub/hub-access'
import type { RunningSandbox, SandboxTenant, StartSandbox } from '../../platform/hub/sandbox-port'
import type { Vault } from '../../platform/vault/vault'
import type { EnvironmentsRepo } from './environments.repo'

type Deps = { repo: EnvironmentsRepo; vault: Vault; clock: Clock; start: StartSandbox; changed: () => void }

/**
 * Whether the built-in sandbox runs. It comes up when an environment of it is first asked for something, never at the
 * start of the app, and stays down once a person has stopped it.
 */
export function createSandboxControl({ repo, vault, clock, start, changed }: Deps) {
  let running: Promise<RunningSandbox> | null = null
  let stoppedByPerson = false

  async function bringUp(): Promise<RunningSandbox> {
    const before = repo.list().find((profile) => profile.kind === 'sandbox')
    const sandbox = await start(before ? { port: Number(new URL(before.hubUrl).port) } : {})
    for (const profile of repo.list().filter(({ kind }) => kind === 'sandbox')) {
      const hubUrl = sandbox.tenants.find(({ label }) => label === profile.tenant.label)?.hubUrl
      if (!hubUrl || hubUrl === profile.hubUrl) continue
      // Another port is another origin: the sandbox's own secrets follow it, by the exact origin they had.
      vault.moveAudience(profile.id, new URL(profile.hubUrl).origin, new URL(hubUrl).origin)
      repo.setHubUrl(profile.id, hubUrl, clock.iso())
    }
    changed()
    return sandbox
  }

  async function ensure(): Promise<RunningSandbox> {
    running ??= bringUp()
    try {
      return await running
    } catch (error) {
      running = null
      throw error
    }
  }

  return {
    state: (): SandboxState => (running !== null ? 'running' : stoppedByPerson ? 'stopped' : 'not-started'),

    async start(): Promise<SandboxTenant[]> {
      stoppedByPerson = false
      return (await ensure()).tenants
    },

    async stop(): Promise<void> {
      stoppedByPerson = true
      const sandbox = await running
      running = null
      await sandbox?.stop()
      changed()
    },

    /** Where the hub of an environment is. Throws `not-found`, or `unreachable` for a sandbox that was stopped. */
    async locate(environmentId: EnvironmentId): Promise<HubAddress> {
      if (repo.get(environmentId)?.kind === 'sandbox') {
        if (stoppedByPerson) throw new AppError('unreachable', 'The sandbox hub is stopped. Start it to go on.', { reason: 'refused' })
        await ensure()
      }
      const profile = repo.get(environmentId)
      if (!profile) throw new AppError('not-found', 'That environment is no longer here.')
      return { id: profile.id, hubUrl: profile.hubUrl, tenantId: profile.tenant.id, connection: profile.connection }
    },
  }
}
export type SandboxControl = ReturnType<typeof createSandboxControl>
