import type { Proof, RotationState } from '#shared/contract/rotations'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { Authentication } from '../../platform/hub/integration'
import type { NewKeyValue } from './new-key-value'
import type { RotationHubs } from './ports'
import type { RotationJournal } from './rotation-journal'
import type { RotationRecord } from './rotations.repo'

type Deps = { journal: RotationJournal; value: NewKeyValue; hubs: RotationHubs; clock: Clock }

/** From here on there is a new key to prove, and the old one is still there. */
export const PROVABLE: readonly RotationState[] = ['restricted', 'verified', 'distributed']

/** restricted → verified: a real `/auth` call with the new key, or the word of a person who made one from an allowed machine. */
export function createNewKeyProver({ journal, value, hubs, clock }: Deps) {
  /** Throws only when there is no value to ask with, or the person stopped it. */
  async function prove(record: RotationRecord, signal: AbortSignal): Promise<Proof> {
    const secret = await value.read(record, signal)
    const { hub, tenantId } = await hubs.integration(record.environmentId, signal)
    try {
      return { at: clock.iso(), by: 'call', ...outcomeOf(await hub.authenticate(secret), record.applicationId, tenantId) }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      return { at: clock.iso(), by: 'call', outcome: error.code === 'unreachable' ? 'unreachable' : 'other', failure: error.toFailure() }
    }
  }

  return {
    prove,

    /** The proof is kept whatever it is; only an accepted key goes on. */
    async verify(record: RotationRecord, signal: AbortSignal): Promise<RotationRecord> {
      const proof = await prove(record, signal)
      const isStep = proof.outcome === 'accepted' && record.state === 'restricted'
      return journal.advance(record, isStep ? { state: 'verified', proof } : { proof })
    },

    /** Only after this computer's address was refused: any other refusal is one that no other machine would mend. */
    confirm(record: RotationRecord): RotationRecord {
      if (record.proof?.outcome !== 'address-refused' || record.proof.by !== 'call')
        throw new AppError('conflict', 'The new key has to be tried from here first. Only a refused address can be confirmed by hand.')
      const proof: Proof = { ...record.proof, at: clock.iso(), by: 'person' }
      return journal.advance(record, record.state === 'restricted' ? { state: 'verified', proof } : { proof })
    },
  }
}
export type NewKeyProver = ReturnType<typeof createNewKeyProver>

/** A key that works, but for another tenant or application, is not the one that was to be proved. */
function outcomeOf(said: Authentication, applicationId: string, tenantId: string): Pick<Proof, 'outcome' | 'fromAddress'> {
  switch (said.outcome) {
    case 'accepted':
      return { outcome: said.tenant.id === tenantId && said.applicationId === applicationId ? 'accepted' : 'wrong-tenant' }
    case 'unknown-key':
      return { outcome: 'unknown-key' }
    case 'address-refused':
      return { outcome: 'address-refused', ...(said.fromAddress === undefined ? {} : { fromAddress: said.fromAddress }) }
  }
}
