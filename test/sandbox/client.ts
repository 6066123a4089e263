import { request } from 'node:http'
import type { z } from 'zod'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server'
import { ADMINISTRATION_PATH, Problem } from '#shared/wire/administration-plane'
import type { ApplicationHandle, NewFault, TenantHandle } from '#shared/wire/sandbox-switches'

export type Reply = {
  status: number
  headers: Record<string, string>
  text: string
  /** The body as the schema reads it; fails the test where it does not fit. */
  as<S extends z.ZodType>(schema: S): z.output<S>
  json(): unknown
}
export type Asked = {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  /** Address of this machine that the call comes from. */
  from?: string
}

/** One plain HTTP call, with nothing done to headers and bodies. Rejects where the connection breaks. */
export function call(url: string, { method = 'GET', headers = {}, body, from = '127.0.0.1' }: Asked = {}): Promise<Reply> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const { hostname, port, pathname, search } = new URL(url)
  const isSix = from.includes(':')
  const host = isSix ? '::1' : hostname
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host,
        port,
        path: pathname + search,
        method,
        headers: { ...headers, ...(text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }) },
        localAddress: from,
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const received = Buffer.concat(chunks).toString('utf8')
          const flat = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
          resolve({
            status: incoming.statusCode ?? 0,
            headers: flat,
            text: received,
            json: () => JSON.parse(received) as unknown,
            as: (schema) => schema.parse(JSON.parse(received)),
          })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(text)
  })
}

const DAY = 86_400_000
/** A clock that stands until it is moved. */
export function createClock(start = Date.parse('2026-03-02T09:00:00Z')) {
  let at = start
  return { now: () => at, forward: (ms: number) => { at += ms }, DAY } // prettier-ignore
}

/** Keeps the state of a sandbox in memory, to look at or to start another one with. */
export function createMemoryStorage(text: string | null = null) {
  let kept = text
  return {
    text: () => kept,
    load: () => Promise.resolve(kept),
    save(saved: string) {
      kept = saved
      return Promise.resolve()
    },
  }
}

/** A started sandbox with callers for each plane of one tenant. */
export async function openSandbox(options: SandboxOptions = {}) {
  const clock = createClock()
  const sandbox = await startSandbox({ now: clock.now, ...options })
  return { sandbox, clock, production: tenantCaller(sandbox, 0), test: tenantCaller(sandbox, 1) }
}

export function tenantCaller(sandbox: Sandbox, index: number) {
  const tenant = sandbox.tenants[index] as TenantHandle // the sandbox has two
  const application = (name: string): ApplicationHandle => {
    const found = tenant.applications.find((candidate) => candidate.name === name)
    if (!found) throw new Error(`There is no application ${name}.`)
    return found
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const admin = (path: string, asked: Asked = {}) =>
    call(tenant.hubUrl + ADMINISTRATION_PATH + path, withJson(asked, bearer(tenant.administrationToken)))
  const auth = (key: string, asked: Asked = {}, query = '') =>
    call(`${tenant.hubUrl}/auth${query}`, { method: 'POST', ...asked, headers: { ...bearer(key), ...asked.headers } })
  return {
    tenant,
    application,
    admin,
    auth,
    /** A token of the application's first key. */
    async token(name: string, asked: Asked = {}): Promise<string> {
      const reply = await auth(application(name).apiKeys[0] ?? '', asked)
      if (reply.status !== 200) throw new Error(`No token for ${name}: ${reply.status}`)
      return reply.text
    },
    hub: (path: string, token: string, asked: Asked = {}) => call(tenant.hubUrl + path, withJson(asked, bearer(token))),
    /** A call to the source behind an application, signed in as the hub does it. */
    source(name: string, path: string, asked: Asked = {}) {
      const { baseUri, username, password } = application(name)
      return call(`${baseUri}${path}`, { ...asked, headers: { authorization: basic(username ?? '', password ?? ''), ...asked.headers } })
    },
    switch: (path: string, asked: Asked = {}) =>
      call(`${tenant.hubUrl}/sandbox${path}`, withJson(asked, bearer(tenant.administrationToken))),
    fault: (fault: NewFault) =>
      call(`${tenant.hubUrl}/sandbox/faults`, withJson({ method: 'POST', body: fault }, bearer(tenant.administrationToken))),
  }
}
export type TenantCaller = ReturnType<typeof tenantCaller>

export const basic = (username: string, password: string) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

function withJson({ headers, ...asked }: Asked, own: Record<string, string>): Asked {
  return { ...asked, headers: { ...own, ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }), ...headers } }
}

/** A problem reply, checked to be one. */
export function problemOf(reply: Reply): Problem {
  if (reply.headers['content-type'] !== 'application/problem+json') throw new Error(`Not a problem: ${reply.status} ${reply.text}`)
  return reply.as(Problem)
}
