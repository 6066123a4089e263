import pLimit, { type LimitFunction } from 'p-limit'
import { PROBLEM } from '#shared/wire/media-types'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { Log } from '../log'
import { authorization, targetOf, type RequestCredential } from './credential'
import { withoutEcho } from './echo'
import { unreachable } from './failures'
import { DEFAULT_LIMITS, TransportError, type HttpLimits, type HttpMethod, type HttpResponse, type Transport } from './transport'
import { unlessAborted } from './unless-aborted'

/**
 * What may be sent again by itself. Declared once; each request names its row.
 * - `whenTold`: after 429 and 503, in which the server says that it did nothing.
 * - `afterLoss`: after 502, 504, a cut or a time-out, where nobody knows whether it was done.
 *   A creation of which the hub tells a problem is not tried again.
 * - `done`: statuses that say that there is nothing left to do.
 */
const POLICIES = {
  get: { whenTold: true, afterLoss: true, needsKey: false, done: [] },
  /** Changes without an idempotency key: never twice. */
  write: { whenTold: false, afterLoss: false, needsKey: false, done: [] },
  /** The same idempotency key makes the same thing, so a loss may be tried again; without one it is a `write`. */
  create: { whenTold: true, afterLoss: true, needsKey: true, done: [] },
  /** Deleting twice is deleting once. */
  delete: { whenTold: true, afterLoss: true, needsKey: false, done: [404, 410] },
} as const satisfies Record<string, { whenTold: boolean; afterLoss: boolean; needsKey: boolean; done: readonly number[] }>
export type Policy = keyof typeof POLICIES

const MAX_TRIES = 4
const FIRST_BACKOFF_MS = 500
/** More at a time makes a hub slower and not faster. */
const AT_ONCE = 8

export type ClientRequest = {
  method: HttpMethod
  url: string
  headers: Record<string, string>
  body?: string
  credential?: RequestCredential
  policy: Policy
  /** Stands for the operation that asks: all its requests together go out eight at a time, whatever servers they go to. */
  signal: AbortSignal
  idempotencyKey?: string
  /** Hears how long the server told us to wait, each time it does. */
  onWait?: (milliseconds: number) => void
}

/**
 * Answers of any status come back (a delete of what is gone as 204); everything else is thrown: AppError `unreachable`,
 * `cancelled`, or `invalid-input` and `wrong-environment` for what must not be sent.
 */
export type HttpClient = { send(request: ClientRequest): Promise<HttpResponse> }

type Deps = {
  transport: Transport
  clock: Clock
  log: Log
  /** Rejects once the signal is aborted. */
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  random: () => number
  /** Other than the usual ones; the time for everything also holds for all tries of a request with the waiting between them. */
  limits?: Partial<HttpLimits>
}

/** The one HTTP client: binds credentials to their origin, limits, waits and tries again by the table above. */
export function createHttpClient({ transport, clock, log, sleep, random, limits: given }: Deps): HttpClient {
  const limits: HttpLimits = { ...DEFAULT_LIMITS, ...given }
  const byOrigin = new Map<string, LimitFunction>()
  const byOperation = new WeakMap<AbortSignal, LimitFunction>()

  /** Runs when it is the turn of its operation and of its server. Waiting for the turn can be stopped too. */
  function inTurn<T>(signal: AbortSignal, { origin }: URL, run: () => Promise<T>): Promise<T> {
    const ofOrigin = limiterIn(byOrigin, origin)
    return unlessAborted(
      limiterIn(byOperation, signal)(() => ofOrigin(run)),
      signal,
    )
  }

  async function tryUntilSettled(request: ClientRequest): Promise<HttpResponse> {
    const { method, body, signal } = request
    const target = targetOf(request.url)
    const headers = headersOf(request, target)
    const policy = POLICIES[request.policy]
    // Counted from when it first goes out: how long others took before it is not its own time.
    let began: number | undefined
    const left = () => limits.totalMs - (clock.monotonic() - (began ?? clock.monotonic()))

    const attempt = () =>
      inTurn(signal, target, async () => {
        signal.throwIfAborted()
        began ??= clock.monotonic()
        const ofThis = { ...limits, totalMs: Math.max(1, left()) }
        return await transport.send({ method, url: target.href, headers, signal, limits: ofThis, ...(body === undefined ? {} : { body }) })
      })

    for (let tries = 1; ; tries += 1) {
      const isLast = tries >= MAX_TRIES
      let waitMs: number
      try {
        const response = await attempt()
        const again = againAfter(response, policy, backoff(tries, random))
        if (again === null || isLast || again >= left()) return response
        waitMs = again
        if (TOLD_TO_WAIT.includes(response.status)) request.onWait?.(waitMs)
      } catch (error) {
        if (!(error instanceof TransportError)) throw error
        waitMs = backoff(tries, random)
        const isLoss = error.kind === 'timeout' || error.kind === 'cut'
        if (!isLoss || !policy.afterLoss || isLast || waitMs >= left()) throw unreachable(error, target.pathname)
      }
      log.info('http.retried', { method, path: target.pathname, tries, waitMs })
      await sleep(waitMs, signal)
    }
  }

  return {
    async send(request) {
      try {
        request.signal.throwIfAborted()
        const response = withoutEcho(await tryUntilSettled(request), request.credential)
        const done: readonly number[] = POLICIES[request.policy].done
        return done.includes(response.status) ? { ...response, status: 204 } : response
      } catch (error) {
        if (request.signal.aborted) throw new AppError('cancelled', 'This was stopped.', { cause: error })
        throw error
      }
    },
  }
}

/** Headers as they go out. A credential comes in by its own door, where its audience is checked, and by no other. */
function headersOf({ headers, policy, credential, idempotencyKey }: ClientRequest, target: URL): Record<string, string> {
  for (const name of Object.keys(headers))
    if (/^(proxy-)?authorization$|^cookie$|^x-api-key$/i.test(name)) throw new Error(`The header ${name} was set by hand`)
  if (POLICIES[policy].needsKey && idempotencyKey === undefined) throw new Error('A creation needs an idempotency key')
  return {
    ...headers,
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    ...(credential ? { authorization: authorization(target, credential) } : {}),
  }
}

const TOLD_TO_WAIT: readonly number[] = [429, 503]

/** The limiter of this key, made when it is first asked for. */
function limiterIn<Key>(limiters: { get(key: Key): LimitFunction | undefined; set(key: Key, limiter: LimitFunction): unknown }, key: Key) {
  const limiter = limiters.get(key) ?? pLimit(AT_ONCE)
  limiters.set(key, limiter)
  return limiter
}

/** Milliseconds until the next try, or null when the answer is the answer. */
function againAfter(
  response: HttpResponse,
  policy: { whenTold: boolean; afterLoss: boolean; needsKey: boolean },
  backoffMs: number,
): number | null {
  switch (response.status) {
    case 429:
    case 503:
      return policy.whenTold ? (retryAfter(response.headers) ?? backoffMs) : null
    case 502:
    case 504:
      // A hub that tells of a problem behind it did the work and lost no answer: what it tried with a wrong password is not
      // tried four times, which may close an account.
      return policy.afterLoss && !(policy.needsKey && isProblem(response)) ? backoffMs : null
    default:
      return null
  }
}

const isProblem = ({ headers }: HttpResponse) => headers['content-type']?.startsWith(PROBLEM) === true

/** Full jitter: somewhere between nothing and twice as long as the time before. */
const backoff = (tries: number, random: () => number) => random() * FIRST_BACKOFF_MS * 2 ** (tries - 1)

/** `Retry-After` in milliseconds: seconds, or a date against the server's own clock. */
export function retryAfter(headers: Record<string, string>): number | null {
  const value = headers['retry-after']?.trim()
  if (value === undefined) return null
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const until = Date.parse(value)
  const now = Date.parse(headers['date'] ?? '')
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now)
}
