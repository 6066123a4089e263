import { randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { ADMINISTRATION_PATH } from '#shared/wire/administration-plane'
import { HEADER } from '#shared/wire/media-types'
import { ADDRESS_LISTS, CATALOG } from '../seed/catalog'
import { addKeyRoutes } from './administration-api-keys'
import { addApplicationRoutes } from './administration-applications'
import { type AdministrationDeps, listReply, tagOf, taggedReply } from './administration-env'
import { addResourceRoutes } from './administration-resources'
import { isAdministrator } from './administration-token'
import { addUpgradeRoutes } from './administration-upgrades'
import { createIdempotency } from './idempotency'
import { ProblemError, problemResponse } from './problem'
import type { SandboxEnv } from './sandbox-env'
import { matchesTag } from '../state/entity-tag'

/** Plane B: `/admin/v1/…`, with the administration token of the tenant. */
export function administrationPlane(deps: AdministrationDeps): Hono<SandboxEnv> {
  const { hub } = deps
  const plane = new Hono<SandboxEnv>()
  plane.use('*', withRequestId())
  plane.use('*', requireAdministrator(hub.state.administrationToken))
  plane.use('*', createIdempotency(hub))
  plane.use('*', unlessStillTheSame)

  plane.get('/tenant', () => taggedReply({ ...hub.state.identity, etag: tagOf(hub.state.identity) }))
  plane.get('/catalog', (context) => listReply(context, CATALOG))
  plane.get('/address-lists', (context) => listReply(context, ADDRESS_LISTS))
  plane.get('/audit-logs', (context) => listReply(context, hub.state.auditLog))
  addApplicationRoutes(plane, deps)
  addKeyRoutes(plane, deps)
  addResourceRoutes(plane, deps)
  addUpgradeRoutes(plane, deps)
  plane.all('*', (context) => {
    const allowed = allowedAt(context.req.path.slice(ADMINISTRATION_PATH.length))
    if (!allowed) throw new ProblemError(404, 'not-found', 'There is nothing at this path.')
    throw new ProblemError(405, 'method-not-allowed', `This takes ${allowed}.`, { headers: { allow: allowed } })
  })
  plane.onError((error, context) => {
    const requestId = context.get('requestId')
    if (error instanceof ProblemError) return problemResponse(error, requestId)
    return problemResponse(new ProblemError(500, 'internal', 'The sandbox failed.', { detail: error.message }), requestId)
  })
  return plane
}

const PATHS: [RegExp, string][] = [
  [/^\/(tenant|catalog|address-lists|audit-logs)$/, 'GET'],
  [/^\/applications$/, 'GET, POST'],
  [/^\/applications\/[^/]+$/, 'GET, PATCH, DELETE'],
  [/^\/applications\/[^/]+\/api-keys$/, 'GET, POST'],
  [/^\/applications\/[^/]+\/api-keys\/[^/]+$/, 'GET, PATCH, DELETE'],
  [/^\/applications\/[^/]+\/(owned-resources|proxy-access)$/, 'GET, PUT'],
  [/^\/applications\/[^/]+\/upgrade-actions$/, 'GET'],
  [/^\/applications\/[^/]+\/(api-keys\/[^/]+\/reveal|owned-resources\/auto-configure|upgrade-actions\/[^/]+\/complete)$/, 'POST'],
]
const allowedAt = (path: string) => PATHS.find(([pattern]) => pattern.test(path))?.[1]

function withRequestId(): MiddlewareHandler<SandboxEnv> {
  return async (context, next) => {
    const requestId = randomUUID()
    context.set('requestId', requestId)
    await next()
    context.res.headers.set(HEADER.requestId, requestId)
  }
}

/** A reader who names the entity tag that it has already gets no body while it is still that. */
const unlessStillTheSame: MiddlewareHandler<SandboxEnv> = async (context, next) => {
  await next()
  const etag = context.res.headers.get('etag')
  const known = context.req.header('if-none-match')
  if (context.req.method !== 'GET' || context.res.status !== 200 || etag === null || known === undefined) return
  if (!matchesTag(known, etag)) return
  const total = context.res.headers.get(HEADER.totalCount)
  context.res = undefined // or Hono keeps the headers of the whole answer
  context.res = new Response(null, { status: 304, headers: { etag, ...(total === null ? {} : { [HEADER.totalCount]: total }) } })
}

function requireAdministrator(token: string): MiddlewareHandler<SandboxEnv> {
  return async (context, next) => {
    if (!isAdministrator(context.req.header('authorization'), token))
      throw new ProblemError(401, 'unauthorized', 'Send the administration token of this tenant.', {
        headers: { 'www-authenticate': 'Bearer' },
      })
    await next()
  }
}
