import pLimit, { type LimitFunction } from 'p-limit'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { Log } from '../log'
import { authorization, type RequestCredential } from './credential'
import { unreachable } from './failures'
import { TransportError, type HttpMethod, type HttpResponse, type Transport } from './transport'

/** What may be sent again by itself. Declared once; each request names its row. */
const POLICIES = {
  /** Reads: again when told to wait, and after losses on the way. */
  get: { whenTold: true, afterLoss: true },
  /** Changes without an idempotency key: never twice. */
  write: { whenTold: false, afterLoss: false },
  /** Creations with an idempotency key: the same key makes the same thing, so a loss may be tried again. */
  create: { whenTold: true, afterLoss: true },
  /** Deleting twice is deleting once. */
  delete: { whenTold: true, afterLoss: true },
} as const
export type Policy = keyof typeof POLICIES

const MAX_TRIES = 4
const MAX_WAITING_MS = 60_000
const FIRST_BACKOFF_MS = 500
const AT_ONCE_PER_ORIGIN = 8

export type ClientRequest = {
  method: HttpMethod
  url: string
  headers: Record<string, string>
  body?: string
  credential?: RequestCredential
  policy: Policy
  signal: AbortSignal
  idempotencyKey?: string
}
export type HttpClient = { send(request: ClientRequest): Promise<HttpResponse> }

type Deps = {
  transport: Transport
  clock: Clock
  log: Log
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  random: () => number
}

/** The one HTTP client: binds credentials to their origin, limits, waits and tries again by the table above. */
export function createHttpClient({ transport, clock, log, sleep, random }: Deps): HttpClient {
  const limiters = new Map<string, LimitFunction>()
  const limiterOf = (origin: string) => {
    const limiter = limiters.get(origin) ?? pLimit(AT_ONCE_PER_ORIGIN)
    limiters.set(origin, limiter)
    return limiter
  }

  async function attempt(request: ClientRequest): Promise<HttpResponse> {
    const { method, url, body, credential, idempotencyKey, signal } = request
    const headers: Record<string, string> = {
      ...request.headers,
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(credential ? { authorization: authorization(url, credential) } : {}),
    }
    return await transport.send({ method, url, headers, signal, ...(body === undefined ? {} : { body }) })
  }

  return {
    async send(request) {
      const { pathname, origin } = new URL(request.url)
      const policy = POLICIES[request.policy]
      const mayRepeat = policy.afterLoss && (request.policy !== 'create' || request.idempotencyKey !== undefined)
      const began = clock.monotonic()
      for (let tries = 1; ; tries += 1) {
        let wait: number | null
        try {
          const response = await limiterOf(origin)(() => attempt(request))
          wait = waitAfter(response, policy.whenTold, mayRepeat, tries, random)
          if (wait === null || tries >= MAX_TRIES || clock.monotonic() - began + wait > MAX_WAITING_MS) return response
        } catch (error) {
          if (request.signal.aborted) throw new AppError('cancelled', 'This was stopped.', { cause: error })
          if (!(error instanceof TransportError)) throw error
          wait = backoff(tries, random)
          const again = mayRepeat && ['timeout', 'cut'].includes(error.kind) && tries < MAX_TRIES
          if (!again || clock.monotonic() - began + wait > MAX_WAITING_MS) throw unreachable(error, pathname)
        }
        log.info('http.again', { method: request.method, path: pathname, tries, waitMs: wait })
        await sleep(wait, request.signal).catch((error: unknown) => {
          throw new AppError('cancelled', 'This was stopped.', { cause: error })
        })
      }
    },
  }
}

/** Milliseconds until the next try, or null when the answer is the answer. */
function waitAfter(response: HttpResponse, whenTold: boolean, afterLoss: boolean, tries: number, random: () => number): number | null {
  if (response.status === 429 || response.status === 503) return whenTold ? (retryAfter(response.headers) ?? backoff(tries, random)) : null
  if (response.status === 502 || response.status === 504) return afterLoss ? backoff(tries, random) : null
  return null
}

/** Full jitter: somewhere between nothing and twice as long as the time before. */
const backoff = (tries: number, random: () => number) => random() * FIRST_BACKOFF_MS * 2 ** (tries - 1)

/** `Retry-After` in milliseconds: seconds, or a date against the server's own clock. */
export function retryAfter(headers: Record<string, string>): number | null {
  const value = headers['retry-after']?.trim()
  if (value === undefined) return null
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const until = Date.parse(value)
  const now = Date.parse(headers.date ?? '')
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now)
}
