import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId, Usage } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { KnownApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Administration } from '../../platform/hub/administration'
import type { Integration } from '../../platform/hub/integration'
import type { Vault } from '../../platform/vault/vault'

/** What a rotation asks of the administration plane. */
export type HubKeys = Pick<Administration, 'apiKeys' | 'apiKey' | 'addKey' | 'patchKey' | 'deleteKey' | 'reveal'>

/**
 * The keys at the hub at this moment; none where the application itself is gone. What is not in the list is taken for gone,
 * so a list with a key that cannot be read is refused as `malformed`.
 */
export async function keysAt(hub: HubKeys, applicationId: ApplicationId): Promise<KnownApiKey[]> {
  try {
    const { items, unreadable } = await hub.apiKeys(applicationId)
    if (unreadable === 0) return items
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return []
    throw error
  }
  throw new AppError('malformed', 'One of the keys that the hub lists cannot be read. Nothing was changed.')
}

/** The part of HubAccess that a rotation stands on. */
export type RotationHubs = {
  administration(environmentId: EnvironmentId, signal: AbortSignal): Promise<HubKeys>
  administrationToWrite(environmentId: EnvironmentId, signal: AbortSignal): Promise<HubKeys>
  integration(
    environmentId: EnvironmentId,
    signal: AbortSignal,
  ): Promise<{ hub: Pick<Integration, 'authenticate'>; hubUrl: string; tenantId: string }>
}

export type RotationVault = Pick<Vault, 'put' | 'get' | 'forget' | 'whereabouts'>

/** Which key, as the notes know it. */
export type NotedKey = { environmentId: EnvironmentId; applicationId: ApplicationId; keyId: KeyId }

/** What this computer knows of a key; the keys feature keeps it. */
export type RotationNotes = {
  labelOf(key: NotedKey): string
  usagesOf(key: NotedKey): Usage[]
  saveUsages(key: NotedKey, usages: Usage[]): void
  /** All that was noted of the old key is from now on said of the new one. Doing it twice is doing it once. */
  inherit(from: NotedKey, to: NotedKey): void
}
