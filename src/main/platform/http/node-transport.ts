import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { ConnectionFault } from '#shared/errors'
import { createBodyCollector, createDeadlines } from './deadlines'
import { DEFAULT_LIMITS, isRedirect, responseOf, TransportError, type HttpRequest, type HttpResponse, type Transport } from './transport'

/**
 * The same exchange on Node's own client, for tests, scripts and the bench, which run without Electron. The app itself
 * uses Chromium's: this one knows neither the system's proxies nor its trusted certificates.
 */
export function createNodeTransport(): Transport & { close(): void } {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
  return {
    send: (request) =>
      request.signal?.aborted
        ? Promise.reject(asError(request.signal.reason))
        : new Promise((resolve, reject) => exchange(agents, request, { resolve, reject })),
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

type Agents = { http: HttpAgent; https: HttpsAgent }
type Ends = { resolve: (response: HttpResponse) => void; reject: (error: Error) => void }

function exchange(agents: Agents, request: HttpRequest, { resolve, reject }: Ends): void {
  const limits = { ...DEFAULT_LIMITS, ...request.limits }
  const deadlines = createDeadlines(limits, (error) => fail(error))
  let outgoing: ClientRequest | undefined
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
  const fail = (error: Error) => {
    if (!settle()) return
    outgoing?.destroy()
    reject(error)
  }
  const onAbort = () => fail(asError(request.signal?.reason))
  request.signal?.addEventListener('abort', onAbort, { once: true })

  try {
    outgoing = open(agents, request)
  } catch (error) {
    fail(asError(error)) // a header that HTTP does not allow
    return
  }
  outgoing.on('error', (error) => fail(new TransportError(faultOf(error), error.message, { cause: error })))
  outgoing.on('response', (incoming) => {
    const status = incoming.statusCode ?? 0
    const headers = flatten(incoming)
    if (isRedirect(status, headers)) {
      incoming.resume()
      succeed(responseOf(status, { ...headers, location: new URL(headers['location'] ?? '', request.url).href }, new Uint8Array()))
      return
    }
    deadlines.progressed()
    collect(incoming, limits.maxBytes, () => deadlines.progressed()).then((body) => succeed(responseOf(status, headers, body)), fail)
  })
  outgoing.end(request.body)
}

function open(agents: Agents, { method, url, headers, body }: HttpRequest): ClientRequest {
  // Node counts a body by itself only for the methods that usually have one.
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const options = { method, headers: { 'accept-encoding': 'gzip, deflate, br', ...length, ...headers } }
  return new URL(url).protocol === 'https:'
    ? httpsRequest(url, { ...options, agent: agents.https })
    : httpRequest(url, { ...options, agent: agents.http })
}

/** The whole body, decompressed; counted piece by piece, so that no more than is allowed is ever held. */
function collect(incoming: IncomingMessage, maxBytes: number, onPiece: () => void): Promise<Uint8Array> {
  const collector = createBodyCollector(maxBytes)
  return new Promise((resolve, reject) => {
    const cut = (error: Error) =>
      reject(error instanceof TransportError ? error : new TransportError('cut', error.message, { cause: error }))
    incoming.on('data', onPiece)
    const body: Readable = pipeline(incoming, decoderOf(incoming.headers['content-encoding']), (error) => {
      if (error) cut(error)
    })
    body.on('data', (piece: Uint8Array) => {
      try {
        collector.add(piece)
      } catch (error) {
        incoming.destroy()
        cut(asError(error))
      }
    })
    body.on('end', () => resolve(collector.body()))
  })
}

function decoderOf(encoding = ''): Transform {
  if (/^(x-)?gzip$/i.test(encoding)) return createGunzip()
  if (/^deflate$/i.test(encoding)) return createInflate()
  if (/^br$/i.test(encoding)) return createBrotliDecompress()
  return new PassThrough()
}

const flatten = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('The request was stopped'))

const FAULTS: [RegExp, ConnectionFault][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/, 'refused'],
  [/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|^EPROTO/, 'tls'],
  [/^ETIMEDOUT/, 'timeout'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|HPE_)/, 'cut'],
]
function faultOf(error: Error): ConnectionFault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return FAULTS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other'
}
