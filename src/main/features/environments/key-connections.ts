import type { EnvironmentId } from '#shared/contract/op'
import type { FieldFault } from '#shared/errors'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { HttpClient } from '../../platform/http/client'
import { openApplicationSession } from '../../platform/hub/application-session'
import { createSignIns } from '../../platform/hub/sign-ins'
import type { KnownKeys } from '../../platform/hub/known-keys'
import type { KnownKeysRepo } from '../../platform/hub/known-keys.repo'
import { Secret } from '../../platform/secret'

type Deps = { http: HttpClient; clock: Clock; keys: KnownKeys; repo: KnownKeysRepo }
/** A key that the hub accepted, and whose it is. */
export type AcceptedKey = { value: Secret; applicationId: string; applicationName: string }

/** Connecting with nothing but API keys of applications: each is signed in with before any is kept. */
export function createKeyConnections({ http, clock, keys, repo }: Deps) {
  return {
    /** Throws `invalid-input` with a fault for each key that is refused, or that belongs to another tenant than the first. */
    async signIn(hubUrl: string, typed: readonly string[], signal: AbortSignal) {
      const signIns = createSignIns({ clock })
      const faults: FieldFault[] = []
      const accepted: (AcceptedKey & { tenant: { id: string; name: string; label: string } })[] = []
      for (const [index, text] of typed.entries()) {
        const value = new Secret(text.trim())
        try {
          const session = await openApplicationSession({ signIns, http, hubUrl, key: value, signal })
          const { config } = await session.configuration()
          accepted.push({ value, applicationId: session.applicationId, applicationName: config.name, tenant: session.tenant })
        } catch (error) {
          if (!(error instanceof AppError) || !['unauthorized', 'address-refused'].includes(error.code)) throw error
          faults.push({ path: `apiKeys.${index}`, message: `Key ${index + 1}: ${error.message}` })
        }
      }
      const [first] = accepted
      for (const [index, { tenant }] of accepted.entries())
        if (tenant.id !== first?.tenant.id)
          faults.push({
            path: `apiKeys.${index}`,
            message: `Key ${index + 1} belongs to another tenant, “${tenant.name}” (${tenant.label}).`,
          })
      if (faults.length > 0 || !first) throw new AppError('invalid-input', faults.map(({ message }) => message).join(' '), { faults })
      return { tenant: first.tenant, keys: accepted }
    },

    async keep(environmentId: EnvironmentId, hubUrl: string, accepted: readonly AcceptedKey[]): Promise<void> {
      for (const { value, applicationId, applicationName } of accepted)
        await keys.add({ environmentId, applicationId, applicationName }, value, new URL(hubUrl).origin)
    },

    forget: (environmentId: EnvironmentId): void => repo.forgetEnvironment(environmentId),
  }
}
export type KeyConnections = ReturnType<typeof createKeyConnections>
