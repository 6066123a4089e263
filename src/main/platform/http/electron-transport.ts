import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import type { ConnectionFault } from '#shared/errors'
import { createBodyCollector, createDeadlines } from './deadlines'
import { DEFAULT_LIMITS, isRedirect, responseOf, TransportError, type HttpRequest, type HttpResponse, type Transport } from './transport'

/**
 * Requests over Chromium's network stack: the system's proxies and trusted certificates hold. `net.request` and not
 * `net.fetch`, since that one forwards Authorization to other origins on a redirect.
 */
export function createElectronTransport(session: () => Session): Transport {
  return {
    send: (request) =>
      request.signal?.aborted
        ? Promise.reject(reasonOf(request.signal))
        : new Promise((resolve, reject) => exchange(session(), request, { resolve, reject })),
  }
}

type Ends = { resolve: (response: HttpResponse) => void; reject: (error: Error) => void }

function exchange(session: Session, request: HttpRequest, { resolve, reject }: Ends): void {
  const limits = { ...DEFAULT_LIMITS, ...request.limits }
  const outgoing = net.request({
    method: request.method,
    url: request.url,
    session,
    redirect: 'manual',
    credentials: 'omit',
    useSessionCookies: false,
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  })
  const deadlines = createDeadlines(limits, (error) => fail(error))
  let settled = false

  const settle = (): boolean => {
    if (settled) return false
    settled = true
    deadlines.clear()
    request.signal?.removeEventListener('abort', onAbort)
    return true
  }
  const succeed = (response: HttpResponse) => {
    if (settle()) resolve(response)
  }
  const fail = (error: unknown) => {
    if (!settle()) return
    outgoing.abort()
    reject(error instanceof Error ? error : new Error(String(error)))
  }
  const onAbort = () => {
    fail(request.signal && reasonOf(request.signal))
  }
  request.signal?.addEventListener('abort', onAbort, { once: true })

  outgoing.on('redirect', (status, _method, location, headers) => {
    // Without followRedirect() it stays here; the event's own address is already resolved against the request's.
    succeed(responseOf(status, { ...flatten(headers), location }, new Uint8Array()))
    outgoing.abort()
  })
  // A proxy that asks for a password; the app has none to give.
  outgoing.on('login', (_info, answer) => answer())
  outgoing.on('error', (error) => fail(new TransportError(faultOf(error.message), error.message, { cause: error })))
  outgoing.on('response', (incoming) => {
    const headers = flatten(incoming.headers)
    if (isRedirect(incoming.statusCode, headers)) {
      succeed(responseOf(incoming.statusCode, headers, new Uint8Array()))
      outgoing.abort()
      return
    }
    deadlines.progressed()
    collect(incoming, limits.maxBytes, () => deadlines.progressed()).then(
      (body) => succeed(responseOf(incoming.statusCode, headers, body)),
      fail,
    )
  })
  try {
    sendBody(outgoing, request)
  } catch (error) {
    fail(error) // a header that HTTP does not allow
  }
}

function sendBody(outgoing: ClientRequest, { headers, body }: HttpRequest): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
  if (body !== undefined) outgoing.write(typeof body === 'string' ? body : Buffer.from(body))
  outgoing.end()
}

/** The whole body, as Chromium has decompressed it. */
function collect(incoming: IncomingMessage, maxBytes: number, onPiece: () => void): Promise<Uint8Array> {
  const collector = createBodyCollector(maxBytes)
  return new Promise((resolve, reject) => {
    incoming.on('data', (piece) => {
      try {
        collector.add(piece)
        onPiece()
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    incoming.on('end', () => resolve(collector.body()))
    incoming.on('error', (error: Error) => reject(new TransportError('cut', error.message, { cause: error })))
    incoming.on('aborted', () => reject(new TransportError('cut', 'The connection was cut')))
  })
}

const reasonOf = (signal: AbortSignal): Error => (signal.reason instanceof Error ? signal.reason : new Error('The request was stopped'))

const flatten = (headers: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]))

/** Chromium's error names, by the part of the connection that they speak of; the first that fits. */
const FAULTS: [RegExp, ConnectionFault][] = [
  [/PROXY|TUNNEL|PAC_/, 'proxy'],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS/, 'dns'],
  [/CERT|SSL|TLS|BAD_CLIENT_AUTH/, 'tls'],
  [/TIMED_OUT/, 'timeout'],
  [/CONNECTION_REFUSED|CONNECTION_FAILED|ADDRESS_|UNSAFE_PORT|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED/, 'refused'],
  [
    /CONNECTION_|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|CONTENT_DECODING|INCOMPLETE|NETWORK_|INVALID_HTTP|INVALID_CHUNKED|HTTP2_|QUIC_|SOCKET_/,
    'cut',
  ],
  [/RESPONSE_HEADERS_TOO_BIG/, 'too-large'],
  [/REDIRECT/, 'redirect'],
]
const faultOf = (message: string): ConnectionFault => FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'other'
