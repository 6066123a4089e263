import type { EnvironmentId } from '#shared/contract/op'
import type { RotationId } from '#shared/contract/rotations'
import { canFollow } from '#shared/rules/rotation'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { RotationRecord, RotationsRepo } from './rotations.repo'

type Deps = { repo: RotationsRepo; clock: Clock; changed: (environmentId: EnvironmentId, rotationId: RotationId) => void }

/** What a step may write; whose rotation it is never changes. */
export type Change = Partial<
  Pick<RotationRecord, 'state' | 'newKey' | 'restriction' | 'intent' | 'places' | 'proof' | 'orphans' | 'endsOn' | 'lastFailure'>
>

/** The steps of a rotation as they are written down: each is on the disk before the next thing happens. */
export function createRotationJournal({ repo, clock, changed }: Deps) {
  return {
    begin(record: RotationRecord): RotationRecord {
      repo.insert(record)
      changed(record.environmentId, record.id)
      return record
    },

    /** Throws `not-found`. */
    read(environmentId: EnvironmentId, id: RotationId): RotationRecord {
      const record = repo.get(environmentId, id)
      if (!record) throw new AppError('not-found', 'That rotation is no longer here.')
      return record
    },

    /** A step that was taken; it clears the last failure unless it brings one. Throws `conflict` when it may not follow. */
    advance(record: RotationRecord, change: Change): RotationRecord {
      const next = { ...record, lastFailure: null, ...change, changedAt: clock.iso() }
      if (!canFollow(record.state, next.state))
        throw new AppError('conflict', 'This step cannot be taken now. Look at where the rotation stands.')
      repo.move(record.state, next)
      changed(record.environmentId, record.id)
      return next
    },

    /** Abandoned from any state: its application is gone, and there is nothing left of it to be careful with. */
    close(record: RotationRecord): void {
      repo.move(record.state, { ...record, state: 'abandoned', lastFailure: null, changedAt: clock.iso() })
      changed(record.environmentId, record.id)
    },

    /** A step that came to nothing. */
    noteFailure(record: RotationRecord, error: AppError): void {
      repo.noteFailure(record.id, error.toFailure())
      changed(record.environmentId, record.id)
    },
  }
}
export type RotationJournal = ReturnType<typeof createRotationJournal>
