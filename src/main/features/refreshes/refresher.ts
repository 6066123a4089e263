import type { EnvironmentId } from '#shared/contract/op'
import type { RefreshEvery, RefreshPause } from '#shared/contract/refreshes'
import type { KeychainState } from '#shared/contract/shell'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'

const MINUTE = 60_000
const EVERY_MS = { '15-minutes': 15 * MINUTE, hour: 60 * MINUTE, '4-hours': 240 * MINUTE, day: 1440 * MINUTE }
/** After the start of the app, and between two looks at what stands in the way. */
const SOON_MS = MINUTE

type Deps = {
  clock: Clock
  /** Runs later; the function takes it back. */
  schedule: (run: () => void, milliseconds: number) => () => void
  lastReadAt: (environmentId: EnvironmentId) => string | null
  /** Reads it as a person would. Throws AppError. */
  read: (environmentId: EnvironmentId, signal: AbortSignal) => Promise<unknown>
  /** A keychain that was not used yet, or is locked, may answer with a window that asks for its password. */
  keychain: () => KeychainState
  changed: (environmentId: EnvironmentId) => void
}

type Plan = {
  every: Exclude<RefreshEvery, 'off'>
  /** On the monotonic clock. */
  dueAt: number
  failures: number
  pause: RefreshPause | undefined
  running: AbortController | null
  cancel: () => void
}

/**
 * Reads environments by themselves, each at its own interval, while the app runs. Never during a change of that
 * environment, never so that a keychain would ask for its password, and ever more rarely while nobody answers.
 */
export function createRefresher({ clock, schedule, lastReadAt, read, keychain, changed }: Deps) {
  const plans = new Map<EnvironmentId, Plan>()
  const changes = new Map<EnvironmentId, number>()

  /** How long until the interval is over, whoever read last. What was read in the future says nothing: the clock was set. */
  function untilDue(environmentId: EnvironmentId, every: Plan['every']): number {
    const age = clock.now() - Date.parse(lastReadAt(environmentId) ?? '')
    return age >= 0 ? Math.max(0, EVERY_MS[every] - age) : 0 // never read: not a number, which is not above it either
  }

  const isChanging = (environmentId: EnvironmentId) => (changes.get(environmentId) ?? 0) > 0
  function inTheWay(environmentId: EnvironmentId): RefreshPause | undefined {
    if (isChanging(environmentId)) return 'change'
    const state = keychain()
    return state === 'not-used-yet' || state === 'locked' ? 'keychain' : undefined
  }

  function plan(environmentId: EnvironmentId, of: Plan, milliseconds: number, pause?: RefreshPause): void {
    of.cancel()
    of.dueAt = clock.monotonic() + milliseconds
    of.pause = pause
    of.cancel = schedule(() => void due(environmentId, of), milliseconds)
    changed(environmentId)
  }

  async function due(environmentId: EnvironmentId, of: Plan): Promise<void> {
    const early = of.failures > 0 ? 0 : untilDue(environmentId, of.every)
    if (early > 0) {
      plan(environmentId, of, early)
      return
    }
    const standing = inTheWay(environmentId)
    if (standing) {
      plan(environmentId, of, SOON_MS, standing)
      return
    }

    const stop = new AbortController()
    of.running = stop
    of.pause = undefined
    changed(environmentId)
    const next = await read(environmentId, stop.signal).then(
      () => after(null, of),
      (error: unknown) => after(error, of),
    )
    of.running = null
    if (plans.get(environmentId) !== of) return
    if (isChanging(environmentId)) plan(environmentId, of, SOON_MS, 'change')
    else plan(environmentId, of, ...next)
  }

  function after(error: unknown, of: Plan): [milliseconds: number, pause?: RefreshPause] {
    const code = error instanceof AppError ? error.code : null
    if (code === 'keychain-unavailable') return [SOON_MS, 'keychain']
    if (code !== 'unreachable') {
      // Read; or stopped by a person, or refused: then asking again soon would change nothing.
      of.failures = 0
      return [EVERY_MS[of.every]]
    }
    const pause = Math.min(EVERY_MS[of.every], SOON_MS * 2 ** of.failures)
    of.failures += 1
    return [pause, 'offline']
  }

  const stop = (environmentId: EnvironmentId) => {
    const of = plans.get(environmentId)
    plans.delete(environmentId)
    of?.cancel()
    of?.running?.abort()
  }

  return {
    /** Begins anew with this interval. At the earliest in a minute, so that a start of the app asks nobody anything. */
    set(environmentId: EnvironmentId, every: RefreshEvery): void {
      stop(environmentId)
      if (every === 'off') {
        changed(environmentId)
        return
      }
      const of: Plan = { every, dueAt: 0, failures: 0, pause: undefined, running: null, cancel: () => undefined }
      plans.set(environmentId, of)
      plan(environmentId, of, Math.max(SOON_MS, untilDue(environmentId, every)))
    },

    stop,
    stopAll(): void {
      for (const environmentId of [...plans.keys()]) stop(environmentId)
    },

    state(environmentId: EnvironmentId): { nextAt?: string; pause?: RefreshPause } {
      const of = plans.get(environmentId)
      if (!of || of.running) return {}
      const nextAt = new Date(clock.now() + Math.max(0, of.dueAt - clock.monotonic())).toISOString()
      return { nextAt, ...(of.pause === undefined ? {} : { pause: of.pause }) }
    },

    /** Something at the hub of this environment is being changed, until the returned function is called. A reading by itself gives way. */
    changeBegins(environmentId: EnvironmentId): () => void {
      changes.set(environmentId, (changes.get(environmentId) ?? 0) + 1)
      plans.get(environmentId)?.running?.abort()
      return () => void changes.set(environmentId, (changes.get(environmentId) ?? 1) - 1)
    },
  }
}
export type Refresher = ReturnType<typeof createRefresher>
