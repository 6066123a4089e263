import type { EnvironmentId } from '#shared/contract/op'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { Profile } from './environments.repo'

export const UNLOCK_MINUTES = 15

/**
 * Whether an environment allows a write now. Unlocks live in memory and on the monotonic clock: a restart locks again, and
 * a clock that is set back prolongs nothing.
 */
export function createProtection(clock: Clock) {
  const unlockedUntil = new Map<EnvironmentId, { monotonic: number; iso: string }>()

  const unlocked = (id: EnvironmentId) => {
    const until = unlockedUntil.get(id)
    if (!until) return null
    if (clock.monotonic() < until.monotonic) return until.iso
    unlockedUntil.delete(id)
    return null
  }

  return {
    /** When the unlocking ends, as ISO text, or null while locked. */
    unlockedUntil: unlocked,

    unlock(profile: Profile, typedName: string): void {
      if (!sameName(typedName, profile.name))
        throw new AppError('confirmation-required', `Type the name of the environment, “${profile.name}”, to unlock it.`)
      const milliseconds = UNLOCK_MINUTES * 60_000
      unlockedUntil.set(profile.id, {
        monotonic: clock.monotonic() + milliseconds,
        iso: new Date(clock.now() + milliseconds).toISOString(),
      })
    },

    lock: (id: EnvironmentId) => void unlockedUntil.delete(id),

    /** Throws `read-only` or `confirmation-required`. */
    assertWritable(profile: Profile, confirmation: string | undefined): void {
      switch (profile.protection) {
        case 'open':
          return
        case 'ask':
          if (confirmation === undefined) throw new AppError('confirmation-required', `Confirm that you want to change “${profile.name}”.`)
          return
        case 'type-name':
          if (confirmation === undefined || !sameName(confirmation, profile.name))
            throw new AppError('confirmation-required', `Type the name of the environment, “${profile.name}”, to change it.`)
          return
        case 'read-only':
          if (!unlocked(profile.id))
            throw new AppError('read-only', `“${profile.name}” is read-only. Unlock it for ${UNLOCK_MINUTES} minutes to change something.`)
      }
    },
  }
}
export type ProtectionGate = ReturnType<typeof createProtection>

const sameName = (typed: string, name: string) => typed.trim().normalize('NFC') === name.trim().normalize('NFC')
