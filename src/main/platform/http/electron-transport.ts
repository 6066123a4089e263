import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import type { ConnectionFault } from '#shared/errors'
import { DEFAULT_LIMITS, isRedirect, responseOf, TransportError, type HttpRequest, type HttpResponse, type Transport } from './transport'

/**
 * Requests over Chromium's network stack: the system's proxies and trusted certificates hold. `net.request` and not
 * `net.fetch`, since that one forwards Authorization to other origins on a redirect.
 */
export function createElectronTransport(session: () => Session): Transport {
  return {
    send: (request) =>
      new Promise<HttpResponse>((resolve, reject) => {
        const limits = { ...DEFAULT_LIMITS, ...request.limits }
        const outgoing = net.request({
          method: request.method,
          url: request.url,
          session: session(),
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          referrerPolicy: 'no-referrer',
        })
        const timers = createTimers((kind) => {
          fail(new TransportError(kind, 'The server did not answer in time'))
        })
        let settled = false

        const settle = (run: () => void) => {
          if (settled) return
          settled = true
          timers.clear()
          request.signal?.removeEventListener('abort', onAbort)
          run()
        }
        const fail = (error: unknown) => {
          settle(() => {
            outgoing.abort()
            reject(error instanceof Error ? error : new Error(String(error)))
          })
        }
        const onAbort = () => {
          fail(request.signal?.reason)
        }
        if (request.signal?.aborted) {
          onAbort()
          return
        }
        request.signal?.addEventListener('abort', onAbort, { once: true })

        timers.start('total', limits.totalMs)
        timers.start('step', limits.headerMs)
        outgoing.on('redirect', (status, _method, url, headers) => {
          settle(() => {
            outgoing.abort()
            const flat = flatten(headers)
            resolve(responseOf(status, isRedirect(status, flat) ? flat : { ...flat, location: url }, new Uint8Array()))
          })
        })
        outgoing.on('error', (error) => {
          fail(new TransportError(faultOf(error.message), error.message, { cause: error }))
        })
        outgoing.on('response', (incoming) => {
          timers.start('step', limits.idleMs)
          collect(incoming, limits.maxBytes, () => {
            timers.start('step', limits.idleMs)
          }).then(
            (body) => {
              settle(() => {
                resolve(responseOf(incoming.statusCode, flatten(incoming.headers), body))
              })
            },
            (error: unknown) => {
              fail(error)
            },
          )
        })
        sendBody(outgoing, request)
      }),
  }
}

function sendBody(outgoing: ClientRequest, { headers, body }: HttpRequest): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
  if (body !== undefined) outgoing.write(typeof body === 'string' ? body : Buffer.from(body))
  outgoing.end()
}

/** The whole body, unless it is larger than allowed; Chromium has decompressed it, so that is what is counted. */
function collect(incoming: IncomingMessage, maxBytes: number, onPiece: () => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let bytes = 0
    incoming.on('data', (piece) => {
      bytes += piece.byteLength
      if (bytes > maxBytes) {
        reject(new TransportError('too-large', `More than ${maxBytes} bytes`))
        return
      }
      pieces.push(piece)
      onPiece()
    })
    incoming.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(pieces)))
    })
    incoming.on('error', (error: Error) => {
      reject(new TransportError('cut', error.message, { cause: error }))
    })
    incoming.on('aborted', () => {
      reject(new TransportError('cut', 'The connection was cut'))
    })
  })
}

function createTimers(expire: (kind: ConnectionFault) => void) {
  const running = new Map<string, NodeJS.Timeout>()
  return {
    start(name: 'total' | 'step', milliseconds: number): void {
      clearTimeout(running.get(name))
      running.set(
        name,
        setTimeout(() => {
          expire('timeout')
        }, milliseconds),
      )
    },
    clear(): void {
      for (const timer of running.values()) clearTimeout(timer)
    },
  }
}

const flatten = (headers: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]))

/** Chromium's error names, by the part of the connection that they speak of; the first that fits. */
const FAULTS: [RegExp, ConnectionFault][] = [
  [/PROXY|TUNNEL/, 'proxy'],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS/, 'dns'],
  [/CERT|SSL|TLS/, 'tls'],
  [/TIMED_OUT/, 'timeout'],
  [/CONNECTION_REFUSED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|UNSAFE_PORT|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED/, 'refused'],
  [
    /CONNECTION_RESET|CONNECTION_CLOSED|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE|CONNECTION_ABORTED|NETWORK_CHANGED|INVALID_HTTP/,
    'cut',
  ],
  [/REDIRECT/, 'redirect'],
]
export const faultOf = (message: string): ConnectionFault => FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'other'
