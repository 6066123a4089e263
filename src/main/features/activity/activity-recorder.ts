import { AsyncLocalStorage } from 'node:async_hooks'
import type { Access, EnvironmentId } from '#shared/contract/op'
import { ALSO_LOGGED, type LoggedOperation } from '#shared/rules/logged-operations'
import { AppError } from '../../app-error'
import type { Activity, RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { Log } from '../../platform/log'
import { redactText } from '../../platform/redact'
import type { ActivityRepo } from './activity.repo'

/** A request that reached main: which operation, with which parsed input. */
export type Call = { name: string; access: Access; input: unknown; signal: AbortSignal }

type Deps = {
  repo: Pick<ActivityRepo, 'add'>
  clock: Clock
  log: Log
  /** What can be told of a request before it is carried out: afterwards the thing may be gone. */
  about: (call: Call) => Omit<Activity, 'what'>
  nameOfEnvironment: (environmentId: EnvironmentId) => string | null
  nameOfApplication: (environmentId: EnvironmentId, applicationId: string) => string | null
  changed: (environmentId: EnvironmentId | null) => void
}

type UnderWay = { isRecorded: boolean; requestId: string | null }

/**
 * Writes the activity log. Every write, and every operation in ALSO_LOGGED, is watched from outside: what its service does not
 * record, or what fails before the service could, is recorded here, so that none can be forgotten.
 */
export function createActivityRecorder({ repo, clock, log, about, nameOfEnvironment, nameOfApplication, changed }: Deps) {
  const underWay = new AsyncLocalStorage<UnderWay>()

  const record: RecordActivity = (activity) => {
    const { environmentId, what, applicationId, applicationName, failure } = activity
    const now = underWay.getStore()
    if (now) now.isRecorded = true
    const nameOf = (id: string) => (environmentId === null ? null : nameOfApplication(environmentId, id))
    try {
      repo.add({
        at: clock.iso(),
        environmentId,
        environmentName: environmentId === null ? null : nameOfEnvironment(environmentId),
        applicationId: applicationId ?? null,
        applicationName: applicationName ?? (applicationId === undefined ? null : nameOf(applicationId)),
        what,
        subject: text(activity.subject) ?? '',
        before: text(activity.before),
        after: text(activity.after),
        outcome: failure ? 'failed' : 'done',
        code: failure?.code ?? null,
        requestId: text(failure ? failure.requestId : (activity.requestId ?? now?.requestId ?? undefined)),
      })
    } catch (error) {
      // What happened at the hub did happen: it must not look as if it failed. The log file says what is missing here.
      log.error('activity.not-written', { what, error })
      return
    }
    changed(environmentId)
  }

  return {
    record,

    /** A hub answered a change of the operation that is under way. */
    answered: (requestId: string): void => {
      const now = underWay.getStore()
      if (now) now.requestId = requestId
    },

    /** Carries a request out. A write leaves an entry whatever becomes of it; a read, such as an export, only when it came to something or failed. */
    watch: async <T>(call: Call, run: () => Promise<T>): Promise<T> => {
      if (!isLogged(call)) return await run()
      const known = { ...about(call), what: call.name }
      const now: UnderWay = { isRecorded: false, requestId: null }
      return await underWay.run(now, async () => {
        try {
          const value = await run()
          if (!now.isRecorded && call.access !== 'read') record(known)
          return value
        } catch (error) {
          if (!now.isRecorded) record({ ...known, failure: failureOf(error, call.signal) })
          throw error
        }
      })
    },
  }
}
export type ActivityRecorder = ReturnType<typeof createActivityRecorder>

const ALSO: ReadonlySet<string> = new Set(ALSO_LOGGED)
const isLogged = (call: Call): call is Call & { name: LoggedOperation } => call.access === 'write' || ALSO.has(call.name)

function failureOf(error: unknown, signal: AbortSignal): NonNullable<Activity['failure']> {
  if (error instanceof AppError) return { code: error.code, requestId: error.requestId }
  return { code: signal.aborted ? 'cancelled' : 'internal' }
}

const MAX_TEXT = 1000

/** No service gives a secret; what looks like one all the same does not get in. */
function text(given: string | undefined): string | null {
  if (given === undefined) return null
  const safe = redactText(given)
  return safe.length > MAX_TEXT ? `${safe.slice(0, MAX_TEXT)}…` : safe
}
