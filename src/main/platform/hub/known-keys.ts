import type { EnvironmentId } from '#shared/contract/op'
import type { KnownApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { Secret } from '../secret'
import type { Vault } from '../vault/vault'
import type { KnownKey, KnownKeysRepo } from './known-keys.repo'

type Deps = { repo: KnownKeysRepo; vault: Pick<Vault, 'put' | 'get' | 'forget'>; clock: Clock; newId: () => string }
type Given = { environmentId: EnvironmentId; applicationId: string; applicationName: string; requestId?: string }

/** The keys that a person gave for an environment that is connected by them: in the keychain, told apart by ids of our own. */
export function createKnownKeys({ repo, vault, clock, newId }: Deps) {
  // Apart from what a rotation keeps of its new key, which goes when the rotation is over.
  const ownerOf = (environmentId: EnvironmentId, keyId: string) => ({ environmentId, kind: 'api-key', ownerId: `known/${keyId}` }) as const

  const valueOf = async (environmentId: EnvironmentId, keyId: string) => (await vault.get(ownerOf(environmentId, keyId))).secret

  return {
    all: (environmentId: EnvironmentId): KnownKey[] => repo.all(environmentId),
    valueOf,

    /** Kept in the keychain first, and only then known. The same key again is the one that is known. */
    async add(given: Given, value: Secret, audience: string): Promise<KnownKey> {
      const { environmentId, applicationId, applicationName, requestId = null } = given
      for (const known of repo.all(environmentId)) {
        if (known.applicationId !== applicationId) continue
        const same = await valueOf(environmentId, known.keyId).catch(nothing)
        if (same?.expose() === value.expose()) return known
      }
      const keyId = newId()
      await vault.put(ownerOf(environmentId, keyId), value, { audience })
      const known: KnownKey = { environmentId, applicationId, applicationName, keyId, hint: hintOf(value), addedAt: clock.iso(), requestId }
      repo.add(known)
      return known
    },

    async remove(environmentId: EnvironmentId, keyId: string): Promise<void> {
      repo.remove(environmentId, keyId)
      await vault.forget(ownerOf(environmentId, keyId))
    },
  }
}
export type KnownKeys = ReturnType<typeof createKnownKeys>

/** As the hub itself hints at its keys: enough to tell one from another, and no more. */
function hintOf(value: Secret): string {
  const text = value.expose()
  return text.length < 16 ? '…' : `${text.slice(0, 5)}…${text.slice(-4)}`
}

/** A known key as the cache has keys. Who added it, and how it is restricted, only the hub's console tells. */
export const asApiKey = ({ keyId, hint, addedAt }: KnownKey): KnownApiKey => ({
  id: keyId,
  hint,
  addedBy: '',
  addedOn: addedAt,
  restriction: { mode: 'unknown' },
})

function nothing(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
