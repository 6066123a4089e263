import type { EnvironmentId } from '#shared/contract/op'
import { AppError } from '../app-error'
import type { Guards } from './serve'

type Deps<P> = {
  /** The environment of a window, as main knows it. */
  boundTo: (windowId: number) => EnvironmentId | null | undefined
  profileOf: (environmentId: EnvironmentId) => P | null | undefined
  /** Throws `read-only` or `confirmation-required`. */
  assertWritable: (profile: P, confirmation: string | undefined) => void
  watch?: Guards['watch']
}

/** What every request passes before its service is called: the window's own environment, and that environment's protection. */
export function createGuards<P>({ boundTo, profileOf, assertWritable, watch }: Deps<P>): Guards {
  return {
    ...(watch ? { watch } : {}),
    assertBound(caller, environmentId) {
      if (boundTo(caller.windowId) !== environmentId)
        throw new AppError('wrong-environment', 'This window belongs to another environment. Nothing was sent.')
    },
    assertWritable(environmentId, confirmation) {
      const profile = profileOf(environmentId)
      if (!profile) throw new AppError('not-found', 'That environment is no longer here.')
      assertWritable(profile, confirmation)
    },
  }
}
