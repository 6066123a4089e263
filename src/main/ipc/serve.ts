import { contract, type Caller, type Services } from '#shared/contract'
import type { Access, EnvironmentId, Op } from '#shared/contract/op'
import { ErrorCode, type Failure } from '#shared/errors'
import { fail, ok, type Result } from '#shared/result'
import { AppError } from '../app-error'

export type Answer = (name: unknown, input: unknown, caller: Caller) => Promise<Result<unknown>>

/** What stands between a well-formed request and the service. Each throws AppError to refuse. */
export type Guards = {
  /** The window must belong to the environment that the request names. */
  assertBound(caller: Caller, environmentId: EnvironmentId): void
  /** The environment must allow a write right now, with what the person confirmed. */
  assertWritable(environmentId: EnvironmentId, confirmation: string | undefined): void
  /** Hears of each operation that is let through, and by the returned function whether it went well. */
  watch?(operation: Watched): (isDone: boolean) => void
}
export type Watched = { name: string; access: Access; environmentId: EnvironmentId | undefined }

/** Stands around a request that is well formed, guards and service together, and may look at what becomes of it. */
export type Watch = <T>(call: { name: string; access: Access; input: unknown; signal: AbortSignal }, run: () => Promise<T>) => Promise<T>

type Entry = { op: Op; boundToWindow: boolean; run: (input: unknown, caller: Caller) => unknown }

/**
 * The one place where a request is checked, a service is called and an exception becomes a Result.
 * @param report writes a bug to the log and returns the incident's name
 */
export function serve(
  services: Services,
  guards: Guards,
  report: (name: string, error: unknown) => string,
  watch: Watch = (_call, run) => run(),
): Answer {
  const table = tableOf(services)
  return async (name, raw, caller) => {
    const entry = typeof name === 'string' ? table.get(name) : undefined
    if (!entry) return fail(malformed('There is no such operation.'))
    const input = entry.op.input.safeParse(raw)
    if (!input.success) {
      const faults = input.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
      return fail({ ...malformed('Some fields are not as they should be.'), faults })
    }
    let ended: ((isDone: boolean) => void) | undefined
    let isDone = false
    try {
      const call = { name: String(name), access: entry.op.access, input: input.data, signal: caller.signal }
      const value = await watch(call, async () => {
        guard(entry, input.data, caller, guards)
        ended = guards.watch?.({ name: String(name), access: entry.op.access, environmentId: environmentOf(input.data) })
        return await entry.run(input.data, caller)
      })
      const output = entry.op.output.parse(value)
      isDone = true
      return ok(output)
    } catch (error) {
      if (error instanceof AppError) return fail(error.toFailure())
      if (caller.signal.aborted) return fail({ code: 'cancelled', message: 'This was stopped.' })
      return fail({
        code: 'internal',
        message: 'Something went wrong in the app. Nothing was changed knowingly.',
        incident: report(String(name), error),
      })
    } finally {
      ended?.(isDone)
    }
  }
}

/** Every operation of the contract with its service function, by `feature.verb`. */
function tableOf(services: Services): Map<string, Entry> {
  const table = new Map<string, Entry>()
  for (const [feature, ops] of Object.entries(contract))
    for (const [verb, op] of Object.entries(ops)) {
      // The mapped types of the contract guarantee a function of this name; Object.entries forgets which one.
      const service = services[feature as keyof Services] as unknown as Record<string, (input: unknown, caller: Caller) => unknown>
      table.set(`${feature}.${verb}`, {
        op: op as Op,
        // Environments are chosen, made and synced from any window; everything else happens in the window's own.
        boundToWindow: feature !== 'environments',
        run: (input, caller) => service[verb]?.(input, caller),
      })
    }
  return table
}

function guard(entry: Entry, input: unknown, caller: Caller, guards: Guards): void {
  const environmentId = environmentOf(input)
  if (environmentId === undefined) return
  if (entry.boundToWindow) guards.assertBound(caller, environmentId)
  if (entry.op.access === 'write') {
    const confirmation =
      isRecord(input) && 'confirmation' in input && typeof input.confirmation === 'string' ? input.confirmation : undefined
    guards.assertWritable(environmentId, confirmation)
  }
}

/** The environment that an input names, if it names one. */
function environmentOf(input: unknown): EnvironmentId | undefined {
  // Parsed by the operation's schema, in which this name always has the branded type.
  return isRecord(input) && 'environmentId' in input ? (input.environmentId as EnvironmentId) : undefined
}

const isRecord = (input: unknown): input is object => typeof input === 'object' && input !== null

const malformed = (message: string): Failure => ({ code: ErrorCode.enum['invalid-input'], message })
