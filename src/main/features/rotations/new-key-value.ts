import type { Rotation } from '#shared/contract/rotations'
import type { Failure } from '#shared/errors'
import { isFinished } from '#shared/rules/rotation'
import { AppError } from '../../app-error'
import type { Secret } from '../../platform/secret'
import type { SecretOwner } from '../../platform/vault/vault.repo'
import type { RotationHubs, RotationVault } from './ports'
import type { RotationRecord } from './rotations.repo'

type Deps = { hubs: RotationHubs; vault: RotationVault }

/**
 * The value of a rotation's new key: in the keychain from the moment it is made until the rotation is over, and at the hub,
 * which reveals it. It is never in the journal.
 */
export function createNewKeyValue({ hubs, vault }: Deps) {
  const originOf = async ({ environmentId }: RotationRecord, signal: AbortSignal) =>
    new URL((await hubs.integration(environmentId, signal)).hubUrl).origin

  return {
    /** Told without asking the keychain. `hub`: not here, and the hub can be asked for it. */
    where(record: Pick<RotationRecord, 'environmentId' | 'newKey' | 'state'>): Rotation['value'] {
      if (record.newKey === null || record.state === 'abandoned') return 'none'
      return vault.whereabouts(ownerOf(record, record.newKey.id))?.stored ?? 'hub'
    },

    /** Null when it is kept, otherwise why the keychain did not take it: the key is at the hub all the same, and goes on. */
    async keep(record: RotationRecord, made: { keyId: string; value: Secret }, signal: AbortSignal): Promise<Failure | null> {
      const audience = await originOf(record, signal)
      try {
        await vault.put(ownerOf(record, made.keyId), made.value, { audience })
        return null
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return error.toFailure()
      }
    },

    /** From the keychain, else from the hub. A value that was made for another origin is not used: the hub is asked. */
    async read(record: RotationRecord, signal: AbortSignal): Promise<Secret> {
      const { environmentId, applicationId } = record
      const newKey = newKeyOf(record)
      const owner = ownerOf(record, newKey.id)
      const audience = await originOf(record, signal)
      let mayKeep = !isFinished(record.state)
      try {
        const kept = await vault.get(owner)
        if (kept.audience === audience) return kept.secret
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        // A keychain that is locked still has it, and would make the person wait for nothing.
        mayKeep &&= error.code !== 'keychain-unavailable'
      }
      const hub = await hubs.administration(environmentId, signal)
      const value = await hub.reveal(applicationId, newKey.id)
      if (mayKeep) await vault.put(owner, value, { audience }).catch(() => undefined) // the hub reveals it again next time
      return value
    },

    async forget(record: RotationRecord): Promise<void> {
      if (record.newKey) await vault.forget(ownerOf(record, record.newKey.id))
    },
  }
}
export type NewKeyValue = ReturnType<typeof createNewKeyValue>

/** Throws `conflict` while there is no new key. */
export function newKeyOf({ newKey }: RotationRecord): NonNullable<RotationRecord['newKey']> {
  if (newKey === null) throw new AppError('conflict', 'The new key has not been made yet.')
  return newKey
}

const ownerOf = ({ environmentId }: Pick<RotationRecord, 'environmentId'>, keyId: string): SecretOwner => ({
  environmentId,
  kind: 'api-key',
  ownerId: keyId,
})
