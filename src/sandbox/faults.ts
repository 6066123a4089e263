import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { HEADER } from '#shared/wire/media-types'
import { SANDBOX_PATH, type Fault, type FaultEffect } from '#shared/wire/sandbox-switches'
import type { SandboxEnv } from './planes/sandbox-env'

/** Thrown where a connection should break but there is none, because the sandbox called itself. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection'
  constructor(readonly how: 'cut' | 'hang') {
    super(`The connection was ${how === 'cut' ? 'cut' : 'left without an answer'} by a fault.`)
  }
}

const PAGE_OF_HTML = '<!doctype html><html><head><title>Service</title></head><body><h1>We will be right back</h1></body></html>'

/** The faults that are switched on, over all tenants; they do not outlive the program. */
export function createFaults() {
  let active: Fault[] = []

  return {
    list: () => active,
    add(fault: Omit<Fault, 'id' | 'struck'> & { id?: string | undefined }): Fault {
      const added: Fault = { ...fault, id: fault.id ?? randomUUID(), struck: 0 }
      active = [...active.filter(({ id }) => id !== added.id), added]
      return added
    },
    remove(id: string): boolean {
      const before = active.length
      active = active.filter((fault) => fault.id !== id)
      return active.length < before
    },
    clear() {
      active = []
    },
    /** The first fault that fits; counts as one of its times. */
    take(method: string, path: string, label: string): Fault | undefined {
      const fault = active.find(({ match }) => isMatch(match, { method, path, label }))
      if (!fault) return undefined
      fault.struck += 1
      if (fault.times !== undefined && fault.struck >= fault.times) active = active.filter(({ id }) => id !== fault.id)
      return fault
    },
  }
}
export type Faults = ReturnType<typeof createFaults>

function isMatch(match: Fault['match'], asked: { method: string; path: string; label: string }): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== asked.method) return false
  if (match.tenant !== undefined && match.tenant !== '*' && match.tenant.toLowerCase() !== asked.label.toLowerCase()) return false
  if (!match.path.includes('*')) return asked.path.startsWith(match.path)
  const pattern = match.path
    .split('**')
    .map((part) =>
      part
        .split('*')
        .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^/]*'),
    ) // prettier-ignore
    .join('.*')
  return new RegExp(`^${pattern}$`).test(asked.path)
}

/** Stands before all planes and spoils what it is told to. The switches themselves are never spoiled. */
export function faultMiddleware(faults: Faults, label: string): MiddlewareHandler<SandboxEnv> {
  return async (context, next) => {
    if (context.req.path.startsWith(`${SANDBOX_PATH}/`)) {
      await next()
      return
    }
    const effect = faults.take(context.req.method, context.req.path, label)?.effect
    if (!effect) {
      await next()
      return
    }
    if (effect.latencyMs !== undefined) await delay(effect.latencyMs)
    if (needsReply(effect)) await next()
    const spoiled = await spoil(context, effect)
    if (!spoiled) return
    // Hono keeps headers of the earlier reply unless it is taken away first.
    context.res = undefined
    context.res = spoiled
  }
}

const replaces = (effect: FaultEffect) =>
  effect.status !== undefined ||
  effect.body !== undefined ||
  effect.nonJson === true ||
  effect.expireTokens === true ||
  effect.retryAfter !== undefined

const needsReply = (effect: FaultEffect) =>
  effect.when === 'after' ||
  effect.truncateAt !== undefined ||
  effect.wrongType === true ||
  !(replaces(effect) || effect.cut === true || effect.hang === true)

async function spoil(context: Context<SandboxEnv>, effect: FaultEffect): Promise<Response | undefined> {
  if (effect.cut === true || effect.hang === true) return lose(context, effect.cut === true ? 'cut' : 'hang')
  if (effect.truncateAt !== undefined) return truncate(context, effect.truncateAt)
  const headers = headersOf(effect)
  if (replaces(effect)) {
    if (effect.expireTokens === true) return new Response(null, { status: 401, headers })
    const body = effect.body ?? (effect.nonJson === true ? PAGE_OF_HTML : JSON.stringify({ message: 'A fault of the sandbox.' }))
    const status = effect.status ?? (effect.retryAfter === undefined ? 200 : 429)
    const isBodyless = status === 204 || status === 304
    return new Response(isBodyless ? null : body, {
      status,
      headers: { 'content-type': effect.contentType ?? 'application/json;charset=UTF-8', ...headers },
    })
  }
  const real = context.res
  const kept = new Headers(real.headers)
  for (const [name, value] of Object.entries(headers)) kept.set(name, value)
  if (effect.wrongType === true) kept.set('content-type', effect.contentType ?? 'text/html;charset=UTF-8')
  return new Response(real.body, { status: real.status, headers: kept })
}

function headersOf(effect: FaultEffect): Record<string, string> {
  return {
    ...(effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) }),
    ...(effect.proxyGenerated === true ? { [HEADER.proxyGenerated]: 'true' } : {}),
    ...effect.headers,
  }
}

async function lose(context: Context<SandboxEnv>, how: 'cut' | 'hang'): Promise<Response> {
  const { outgoing } = context.env
  if (!outgoing) throw new LostConnection(how)
  if (how === 'cut') outgoing.destroy()
  else if (!outgoing.destroyed) await once(outgoing, 'close')
  return RESPONSE_ALREADY_SENT
}

async function truncate(context: Context<SandboxEnv>, at: number): Promise<Response> {
  const real = context.res
  const body = Buffer.from(await real.arrayBuffer())
  const { outgoing } = context.env
  if (!outgoing) return new Response(body.subarray(0, at), { status: real.status, headers: real.headers })
  outgoing.writeHead(real.status, { ...Object.fromEntries(real.headers), 'content-length': String(body.length) })
  // Only once the part is on its way, or the reader would see a cut before the first byte.
  outgoing.write(body.subarray(0, at), () => outgoing.destroy())
  return RESPONSE_ALREADY_SENT
}
