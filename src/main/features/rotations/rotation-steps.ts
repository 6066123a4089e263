import pLimit, { type LimitFunction } from 'p-limit'
import type { EnvironmentId } from '#shared/contract/op'
import type { ApplicationId } from '#shared/contract/applications'
import type { Rotation, RotationId, RotationState } from '#shared/contract/rotations'
import type { KnownApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { HubKeys, RotationHubs } from './ports'
import type { RotationJournal } from './rotation-journal'
import type { RotationRecord } from './rotations.repo'

type Deps = {
  journal: RotationJournal
  hubs: RotationHubs
  keysRead: (environmentId: EnvironmentId, applicationId: ApplicationId, keys: KnownApiKey[]) => void
  shown: (rotation: RotationRecord) => Rotation
}

type OfRotation = { environmentId: EnvironmentId; rotationId: RotationId }
type States = readonly RotationState[]
type Take = (rotation: RotationRecord) => RotationRecord | Promise<RotationRecord>
type TakeOnHub = (rotation: RotationRecord, at: { hub: HubKeys; signal: AbortSignal }) => Promise<RotationRecord>

/** What all operations on a rotation have in common: their turn, their states, and what is kept when they come to nothing. */
export function createRotationSteps({ journal, hubs, keysRead, shown }: Deps) {
  // Two clicks, or two windows, take their turns: the second one finds what the first one left.
  const turns = new Map<RotationId, LimitFunction>()
  function inTurn<T>(rotationId: RotationId, run: () => Promise<T>): Promise<T> {
    const turn = turns.get(rotationId) ?? pLimit(1)
    turns.set(rotationId, turn)
    return turn(run)
  }

  /** Outside of its states it is refused without a trace. */
  const step = ({ environmentId, rotationId }: OfRotation, states: States, take: Take): Promise<Rotation> =>
    inTurn(rotationId, async () => {
      const rotation = journal.read(environmentId, rotationId)
      if (!states.includes(rotation.state)) throw notNow(rotation.state)
      return shown(await take(rotation))
    })

  /** A step that asks the hub: a failure on the way is kept for show. */
  const remote = (input: OfRotation, states: States, take: Take): Promise<Rotation> =>
    step(input, states, async (rotation) => {
      try {
        return await take(rotation)
      } catch (error) {
        if (error instanceof AppError && error.code !== 'cancelled') journal.noteFailure(rotation, error)
        throw error
      }
    })

  async function followKeys(hub: HubKeys, { environmentId, applicationId }: RotationRecord): Promise<void> {
    try {
      keysRead(environmentId, applicationId, (await hub.apiKeys(applicationId)).items)
    } catch (error) {
      // What happened at the hub did happen: it must not look as if it failed. The next sync reads the keys.
      if (!(error instanceof AppError)) throw error
    }
  }

  return {
    inTurn,
    step,
    remote,

    /** A step that changes the hub's keys; our copy of them is brought in step after it, also when it broke off. */
    onHub: (input: OfRotation, { states, signal }: { states: States; signal: AbortSignal }, take: TakeOnHub): Promise<Rotation> =>
      remote(input, states, async (rotation) => {
        const hub = await hubs.administrationToWrite(rotation.environmentId, signal)
        try {
          return await take(rotation, { hub, signal })
        } finally {
          await followKeys(hub, rotation)
        }
      }),
  }
}

export const notNow = (state: RotationState): AppError =>
  new AppError(
    'conflict',
    state === 'deleting'
      ? 'The old key is being removed. Finish that, or go one step back first.'
      : 'This step cannot be taken now. Look at where the rotation stands.',
  )
