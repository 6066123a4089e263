import { z } from 'zod'
import { EnvironmentId, Instant, local, OfEnvironment, read } from './op'

/** How often an environment is read by itself while the app runs. Off until a person chooses, for production too. */
export const RefreshEvery = z.enum(['off', '15-minutes', 'hour', '4-hours', 'day'])
export type RefreshEvery = z.infer<typeof RefreshEvery>

/** Why it is not read although it is time: nobody answers; the keychain would ask for its password; something is being changed. */
export const RefreshPause = z.enum(['offline', 'keychain', 'change'])
export type RefreshPause = z.infer<typeof RefreshPause>

export const Refresh = z.object({
  environmentId: EnvironmentId,
  every: RefreshEvery,
  /** When it is next looked whether it is time; absent while it is off or being read. */
  nextAt: Instant.optional(),
  pause: RefreshPause.optional(),
})
export type Refresh = z.infer<typeof Refresh>

export const refreshes = {
  get: read(OfEnvironment, Refresh),
  set: local(OfEnvironment.extend({ every: RefreshEvery }), Refresh),
}
