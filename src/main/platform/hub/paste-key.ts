import type { EnvironmentId } from '#shared/contract/op'
import { AppError } from '../../app-error'
import type { CachedApplications } from '../db/cached-applications'
import type { Secret } from '../secret'
import { wrongTenant, type HubAccess } from './hub-access'
import type { KnownKeys } from './known-keys'
import type { KnownKey } from './known-keys.repo'

type Deps = { hubs: Pick<HubAccess, 'integration'>; keys: KnownKeys; cached: Pick<CachedApplications, 'get'> }
type Of = { environmentId: EnvironmentId; applicationId: string; requestId?: string }

/**
 * A key that a person made in the hub's console: tried with a real sign-in, and kept only if it is one of this application.
 * Throws `invalid-input` with a fault on `value`, `address-refused`, or `wrong-tenant`.
 */
export function createKeyPaster({ hubs, keys, cached }: Deps) {
  return async ({ environmentId, applicationId, ...request }: Of, value: Secret, signal: AbortSignal): Promise<KnownKey> => {
    const { hub, hubUrl, tenantId } = await hubs.integration(environmentId, signal)
    const said = await hub.authenticate(value)
    switch (said.outcome) {
      case 'unknown-key':
        throw refused('The hub does not know this key. Copy it again from the hub’s console.')
      case 'address-refused':
        throw new AppError(
          'address-refused',
          'The hub knows this key, but refuses it from the address of this computer. Allow the address in the hub’s console, then paste it again.',
        )
      case 'accepted': {
        if (said.tenant.id !== tenantId) throw wrongTenant(said.tenant.name, said.tenant.label)
        if (said.applicationId !== applicationId) throw refused('This key belongs to another application.')
        const applicationName = cached.get(environmentId, applicationId).name
        return await keys.add({ environmentId, applicationId, applicationName, ...request }, value, new URL(hubUrl).origin)
      }
    }
  }
}
export type KeyPaster = ReturnType<typeof createKeyPaster>

const refused = (message: string) => new AppError('invalid-input', message, { faults: [{ path: 'value', message }] })
