import type { ConnectionFault } from '#shared/errors'

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type HttpLimits = {
  /** From sending until the headers are here. */
  headerMs: number
  /** Between two pieces of the body. */
  idleMs: number
  /** For everything. */
  totalMs: number
  /** Of the body, counted after decompression. */
  maxBytes: number
}
export const DEFAULT_LIMITS: HttpLimits = { headerMs: 15_000, idleMs: 15_000, totalMs: 60_000, maxBytes: 32 * 1024 * 1024 }

export type HttpRequest = {
  method: HttpMethod
  url: string
  headers: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
  limits?: Partial<HttpLimits>
}

export type HttpResponse = {
  status: number
  /** Names in lower case; a header that came twice is joined with a comma. */
  headers: Record<string, string>
  body: Uint8Array
  /** The body as UTF-8, without a byte order mark. */
  text(): string
}

/**
 * One request to one place. It follows no redirect (a 3xx comes back as it is, without its body), keeps no cookies and no
 * cache, sends no referrer, and never retries. Throws TransportError, or the signal's reason once it is aborted.
 */
export type Transport = { send(request: HttpRequest): Promise<HttpResponse> }

/** No answer, or not a whole one. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly kind: ConnectionFault

  constructor(kind: ConnectionFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

export function responseOf(status: number, headers: Record<string, string>, body: Uint8Array): HttpResponse {
  // TextDecoder takes the byte order mark off, and turns bytes that are not UTF-8 into U+FFFD instead of throwing.
  return { status, headers, body, text: () => new TextDecoder().decode(body) }
}

/** What a transport reports instead of following. A 304 goes nowhere. */
export const isRedirect = (status: number, headers: Record<string, string>): boolean =>
  status >= 300 && status <= 399 && status !== 304 && headers['location'] !== undefined
