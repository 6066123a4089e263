import type { EnvironmentId } from '#shared/contract/op'
import type { RotationId } from '#shared/contract/rotations'
import { isDue, todayOf } from '#shared/rules/rotation'
import type { Clock } from '../../platform/clock'
import type { RotationRecord } from './rotations.repo'

/** What the desktop shows outside of the windows. */
export type Reminder = { application: string; label: string; environmentId: EnvironmentId; rotationId: RotationId }

type Deps = {
  clock: Clock
  unfinished: () => RotationRecord[]
  /** The local day on which a rotation was spoken of, kept over restarts. */
  remindedOn: (rotationId: RotationId) => string | undefined
  keepReminded: (day: string, rotationIds: readonly RotationId[]) => void
  remind: (reminder: Reminder) => void
}

/** A desktop takes a few words at once; the page of rotations has them all. */
const MOST_AT_ONCE = 3

/** Reminds of rotations whose planned end is there, each once a day. */
export function createDueReminder({ clock, unfinished, remindedOn, keepReminded, remind }: Deps) {
  return {
    /** Looks now; whoever calls it does so every now and then, since a computer may sleep over midnight. */
    look(): void {
      const today = todayOf(clock.now())
      const due = unfinished().filter((rotation) => isDue(rotation, clock.now()))
      const fresh = due.filter(({ id }) => remindedOn(id) !== today)
      if (fresh.length === 0) return
      keepReminded(
        today,
        due.map(({ id }) => id),
      )
      for (const { id, environmentId, applicationName, oldKey } of fresh.slice(0, MOST_AT_ONCE))
        remind({ application: applicationName, label: oldKey.label || oldKey.hint, environmentId, rotationId: id })
    },
  }
}
