import type { RotationState } from '../contract/rotations'

/** Which state may follow which; everything else is refused. A state may be written again when its step is tried again. */
export const NEXT: Record<RotationState, readonly RotationState[]> = {
  planned: ['creating', 'abandoned'],
  // Back to planned only when the hub refused what was sent, so that nothing was made.
  creating: ['created', 'planned', 'abandoned'],
  created: ['restricted', 'abandoned'],
  restricted: ['verified', 'abandoned'],
  verified: ['distributed', 'abandoned'],
  // Back to verified when a place turns out not to be done.
  distributed: ['deleting', 'verified', 'abandoned'],
  // Giving up is not possible from here, since the old key may be gone; a person can go one step back first.
  deleting: ['done', 'distributed'],
  done: [],
  abandoned: [],
}

export const canFollow = (from: RotationState, to: RotationState): boolean => from === to || NEXT[from].includes(to)

export const isFinished = (state: RotationState): boolean => state === 'done' || state === 'abandoned'

/** The day as people write it into a calendar, in their own time zone. */
export function todayOf(nowMs: number): string {
  const now = new Date(nowMs)
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** Whether its planned end is there, so that a person is to be reminded. */
export const isDue = ({ state, endsOn }: { state: RotationState; endsOn: string | null }, nowMs: number): boolean =>
  !isFinished(state) && endsOn !== null && endsOn <= todayOf(nowMs)

/** The screens of a rotation in their order: each is one step a person takes. */
export const ROTATION_STEPS = ['create', 'verify', 'distribute', 'wait', 'remove'] as const
export type RotationStep = (typeof ROTATION_STEPS)[number]

/** The step that is up next, or null when there is nothing left to do. */
export function stepOf(state: RotationState, endsOn: string | null, today: string): RotationStep | null {
  switch (state) {
    case 'planned':
    case 'creating':
    case 'created':
      return 'create'
    case 'restricted':
      return 'verify'
    case 'verified':
      return 'distribute'
    case 'distributed':
      return endsOn !== null && endsOn > today ? 'wait' : 'remove'
    case 'deleting':
      return 'remove'
    case 'done':
    case 'abandoned':
      return null
  }
}

/** Days after which an unfinished rotation counts as stuck, if no end was planned. */
export const STUCK_AFTER_DAYS = 14

export function isStuck(rotation: { state: RotationState; endsOn: string | null; changedAt: string }, now: number): boolean {
  if (isFinished(rotation.state)) return false
  if (rotation.endsOn !== null) return rotation.endsOn < new Date(now).toISOString().slice(0, 10)
  return now - Date.parse(rotation.changedAt) > STUCK_AFTER_DAYS * 86_400_000
}
