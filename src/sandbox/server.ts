import { randomUUID } from 'node:crypto'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { ADMINISTRATION_PATH, type Tenant } from '#shared/wire/administration-plane'
import { SANDBOX_PATH, type TenantHandle } from '#shared/wire/sandbox-switches'
import { createFaults, faultMiddleware, type Faults, LostConnection } from './faults'
import { listen, type Listeners } from './listeners'
import { administrationPlane } from './planes/administration'
import { integrationPlane } from './planes/integration'
import { ProblemError, problemResponse } from './planes/problem'
import { json, type SandboxEnv } from './planes/sandbox-env'
import { sourcePlane } from './planes/source'
import { createSourceClient } from './planes/source-client'
import { switchPlane } from './planes/switches'
import { createSeed } from './seed/seed'
import { createHub, type Hub } from './state/hub'
import { SandboxState } from './state/model'
import { createTokens } from './state/tokens'
import { createSaver, type SandboxStorage } from './storage'

export type SandboxOptions = {
  /** Port of the first tenant; the second gets the next one. Without it both are free ones. */
  port?: number
  storage?: SandboxStorage
  /** Milliseconds since the epoch; tests bring their own clock. */
  now?: () => number
  hosts?: string[]
  seed?: 'full' | 'large'
}
export type Sandbox = {
  /** Port of the first tenant. */
  port: number
  /** What a client needs of each tenant, secrets included: the first line of the stand-alone sandbox. */
  tenants: TenantHandle[]
  /** Who the tenants are, in the same order. */
  identities: Tenant[]
  close(): Promise<void>
}

const MAX_BODY = 2 * 1024 * 1024

/** Starts the sandbox hub: two tenants, each with all planes at the root of its own port on loopback. */
export async function startSandbox({ port = 0, storage, now = Date.now, hosts, seed = 'full' }: SandboxOptions = {}): Promise<Sandbox> {
  const state = readState(await storage?.load()) ?? createSeed({ now: now(), size: seed })
  const saver = createSaver(storage, () => JSON.stringify(state))
  const faults = createFaults()
  const listening: Listeners[] = []
  const hubs: Hub[] = []
  try {
    for (const [index, tenant] of state.tenants.entries()) {
      const door = await openDoor({ port: port === 0 ? 0 : port + index, ...(hosts ? { hosts } : {}) })
      listening.push(door)
      const hub = createHub({ state: tenant, origin: `http://127.0.0.1:${door.port}`, now, changed: saver.changed })
      door.serve(createApp(hub, faults))
      hubs.push(hub)
    }
  } catch (error) {
    await Promise.all(listening.map((listeners) => listeners.close()))
    throw error
  }
  saver.changed()
  return {
    port: listening[0]?.port ?? 0,
    tenants: hubs.map(handleOf),
    identities: state.tenants.map(({ identity }) => identity),
    async close() {
      await Promise.all(listening.map((listeners) => listeners.close()))
      await saver.finish()
    },
  }
}

/** Reads a saved state. Throws a sentence for people when it is none. */
function readState(text: string | null | undefined): SandboxState | undefined {
  if (text === null || text === undefined) return undefined
  let saved: unknown
  try {
    saved = JSON.parse(text)
  } catch (cause) {
    throw new Error('The saved state of the sandbox cannot be read: it is not JSON.', { cause })
  }
  const parsed = SandboxState.safeParse(saved)
  if (!parsed.success)
    throw new Error('The saved state of the sandbox cannot be read: it was written by another version.', { cause: parsed.error })
  return parsed.data
}

type App = Hono<SandboxEnv>

/** The port has to be open before the tenant knows its own URL, so what serves it comes after. */
async function openDoor(where: { port: number; hosts?: string[] }): Promise<Listeners & { serve(app: App): void }> {
  let app: App | undefined
  const listener = getRequestListener(
    (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503, headers: { 'retry-after': '1' } }),
    // Inside the app the global Request and Response belong to the app.
    { overrideGlobalObjects: false },
  )
  const listeners = await listen({ ...where, handler: (incoming, outgoing) => void listener(incoming, outgoing) })
  return {
    ...listeners,
    serve(served) {
      app = served
    },
  }
}

function createApp(hub: Hub, faults: Faults): App {
  const app: App = new Hono<SandboxEnv>()
  const tokens = createTokens(hub)
  const sources = createSourceClient({ hub, serveOwn: () => (request, env) => app.fetch(request, env) })
  app.use('*', faultMiddleware(faults, hub.label))
  app.use('*', async (context, next) => {
    // Hono's own limit wraps the request in a global Request, which the adapter's requests do not stand here. A body
    // without a length is let through: nobody but this machine can send one.
    if (Number(context.req.header('content-length') ?? 0) > MAX_BODY) return tooLarge(context.req.path)
    await next()
    return undefined
  })
  app.route(SANDBOX_PATH, switchPlane({ hub, tokens, faults }))
  app.route(ADMINISTRATION_PATH, administrationPlane({ hub, sources }))
  app.route('/source', sourcePlane(hub))
  app.route('/', integrationPlane({ hub, tokens, sources }))
  app.notFound(() => json({ message: 'There is nothing at this path.' }, { status: 404 }))
  app.onError((error) => {
    // There is no connection to break when the sandbox calls itself: its own client wants to hear of it.
    if (error instanceof LostConnection) throw error
    return json({ message: 'The sandbox failed.', details: error.message }, { status: 500 })
  })
  return app
}

function tooLarge(path: string): Response {
  const message = 'The body is too large.'
  return path.startsWith(ADMINISTRATION_PATH)
    ? problemResponse(new ProblemError(413, 'payload-too-large', message), randomUUID())
    : json({ message }, { status: 413 })
}

function handleOf({ state, origin }: Pick<Hub, 'state' | 'origin'>): TenantHandle {
  return {
    label: state.identity.label,
    hubUrl: origin,
    administrationToken: state.administrationToken,
    applications: state.applications.map(({ name, id, baseUri, authentication, apiKeys }) => ({
      name,
      id,
      baseUri: baseUri ?? null,
      username: authentication.username ?? null,
      password: authentication.password ?? null,
      apiKeys: apiKeys.map(({ value }) => value),
    })),
  }
}
