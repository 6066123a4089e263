import { LostConnection } from '../faults'
import { type Hub, isLoopback } from '../state/hub'
import type { ApplicationState } from '../state/model'
import type { SandboxEnv } from './sandbox-env'

const TIMEOUT_MS = 10_000

/** What became of a call to a source application. */
export type SourceOutcome = { kind: 'reply'; response: Response } | { kind: 'unreachable' } | { kind: 'timeout' }
export type SourceRequest = { method?: string; path: string; headers?: Record<string, string>; body?: string | undefined }
export type SourceTarget = { baseUri: string; username?: string | undefined; password?: string | undefined }
/** Serves a request as if it had come over the network. */
export type ServeOwn = (request: Request, env: SandboxEnv['Bindings']) => Response | Promise<Response>

type Deps = { hub: Hub; serveOwn: () => ServeOwn }

/** How the hub reaches source applications: its own without a detour over the network, others on this machine over HTTP. */
export function createSourceClient({ hub, serveOwn }: Deps) {
  return {
    async call(target: SourceTarget, request: SourceRequest): Promise<SourceOutcome> {
      // The sandbox needs no network and must not become a way into one.
      if (!isLoopback(target.baseUri)) return { kind: 'unreachable' }
      const prepared = prepare(target, request)
      const isOwnOrigin = new URL(target.baseUri).port === new URL(hub.origin).port
      if (isOwnOrigin && !hub.sourceAt(target.baseUri)) return { kind: 'unreachable' }
      try {
        const response = await (isOwnOrigin
          ? serveOwn()(prepared, {})
          : fetch(prepared, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' }))
        return { kind: 'reply', response }
      } catch (error) {
        if (error instanceof LostConnection) return { kind: error.how === 'hang' ? 'timeout' : 'unreachable' }
        if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout' }
        if (error instanceof TypeError) return { kind: 'unreachable' } // fetch: refused, reset, no such host
        throw error
      }
    },
  }
}
export type SourceClient = ReturnType<typeof createSourceClient>

/** Where an application's source is and how the hub signs in there; `undefined` without a base URI. */
export function targetOf(application: ApplicationState): SourceTarget | undefined {
  if (application.baseUri === undefined) return undefined
  const { type, username, password } = application.authentication
  return type === 'basic' ? { baseUri: application.baseUri, username, password } : { baseUri: application.baseUri }
}

function prepare({ baseUri, username, password }: SourceTarget, { method = 'GET', path, headers = {}, body }: SourceRequest): Request {
  const authorization =
    username === undefined ? {} : { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` }
  return new Request(baseUri.replace(/\/$/, '') + path, {
    method,
    headers: { accept: 'application/json', ...headers, ...authorization },
    ...(body === undefined ? {} : { body }),
  })
}
