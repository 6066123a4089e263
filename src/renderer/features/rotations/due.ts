import type { Rotation } from '#shared/contract/rotations'
import { isFinished, todayOf } from '#shared/rules/rotation'

/** How a rotation stands to its planned end. `days` are whole days from today, negative when it has passed. */
export type Due = { kind: 'none' | 'finished' } | { kind: 'later' | 'today' | 'overdue'; days: number }

const DAY = 86_400_000

export function dueOf({ state, endsOn }: Pick<Rotation, 'state' | 'endsOn'>, nowMs: number): Due {
  if (isFinished(state)) return { kind: 'finished' }
  if (endsOn === null) return { kind: 'none' }
  const days = Math.round((Date.parse(`${endsOn}T00:00:00Z`) - Date.parse(`${todayOf(nowMs)}T00:00:00Z`)) / DAY)
  return { kind: days > 0 ? 'later' : days === 0 ? 'today' : 'overdue', days }
}
