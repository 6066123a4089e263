import type { Proof } from '#shared/contract/rotations'
import { AppError } from '../../app-error'
import { newKeyOf, type NewKeyValue } from './new-key-value'
import { keysAt, type HubKeys, type RotationNotes } from './ports'
import type { NewKeyProver } from './prove-new-key'
import type { RotationJournal } from './rotation-journal'
import type { RotationRecord } from './rotations.repo'

type Deps = { journal: RotationJournal; value: NewKeyValue; prover: NewKeyProver; notes: RotationNotes }
type At = { hub: HubKeys; signal: AbortSignal }

/** The two ends of a rotation: the old key goes (distributed → deleting → done), or the new one does (→ abandoned). */
export function createKeyRemover({ journal, value, prover, notes }: Deps) {
  /** The hub is the one to say which of the two keys there are, at this very moment. */
  async function both(record: RotationRecord, { hub }: At) {
    const items = await keysAt(hub, record.applicationId)
    return { old: items.find(({ id }) => id === record.oldKey.id), made: items.find(({ id }) => id === record.newKey?.id) }
  }

  /** Once more before what cannot be undone, unless only another machine can tell and a person said that it did. */
  async function provenNow(record: RotationRecord, signal: AbortSignal): Promise<Proof> {
    if (record.proof?.by === 'person') return record.proof
    const proof = await prover.prove(record, signal)
    if (proof.outcome !== 'accepted') throw refusalOf(proof)
    return proof
  }

  /** What is known of the old key goes over to the new one, whose value nobody here needs from now on: the hub reveals it. */
  async function settle(record: RotationRecord): Promise<RotationRecord> {
    const { environmentId, applicationId, oldKey } = record
    notes.inherit({ environmentId, applicationId, keyId: oldKey.id }, { environmentId, applicationId, keyId: newKeyOf(record).id })
    await value.forget(record)
    return journal.advance(record, { state: 'done' })
  }

  return {
    /** Also goes on from `deleting`. An old key that is gone already is removed. */
    async finish(record: RotationRecord, at: At): Promise<RotationRecord> {
      const { old, made } = await both(record, at)
      if (!made) throw new AppError('conflict', 'The new key is no longer at the hub. The old key was not removed.')
      if (!old) return await settle(journal.advance(record, { state: 'deleting' }))
      const intended = journal.advance(record, { state: 'deleting', proof: await provenNow(record, at.signal) })
      await at.hub.deleteKey(record.applicationId, old.id, old.etag ?? '*')
      return await settle(intended)
    },

    /** Removes the new key, if there is one at the hub: never the only one of the two that is left. */
    async giveUp(record: RotationRecord, at: At): Promise<RotationRecord> {
      const { old, made } = await both(record, at)
      if (made && !old)
        throw new AppError('conflict', 'The old key is no longer at the hub, so the new one is kept. Go on with the rotation to its end.')
      if (made) await at.hub.deleteKey(record.applicationId, made.id, made.etag ?? '*')
      await value.forget(record)
      return journal.advance(record, { state: 'abandoned' })
    },
  }
}

function refusalOf({ outcome, failure }: Proof): AppError {
  const kept = 'The old key was not removed.'
  switch (outcome) {
    case 'address-refused':
      return new AppError('address-refused', `The hub refused the new key from the address of this computer. ${kept}`)
    case 'wrong-tenant':
      return new AppError('wrong-tenant', `The new key belongs to another tenant or application. ${kept}`)
    case 'unknown-key':
      return new AppError('conflict', `The hub does not know the new key. ${kept}`)
    case 'accepted':
    case 'unreachable':
    case 'other':
      return new AppError(failure?.code ?? 'remote', `The new key could not be proved: ${failure?.message ?? ''} ${kept}`, failure)
  }
}
