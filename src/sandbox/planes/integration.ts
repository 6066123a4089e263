import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { OwnApplication, type AppConfig, type AppMetric } from '#shared/wire/integration-plane'
import { HEADER } from '#shared/wire/media-types'
import { numberOf } from '../seed/names'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import { allows } from '../state/restrictions'
import type { Bearer } from '../state/tokens'
import { availableResources } from './available-resources'
import type { IntegrationDeps, IntegrationEnv } from './integration-env'
import { addErrorRoutes } from './integration-errors'
import { addNotificationRoutes } from './integration-notifications'
import { addProxyRoutes } from './integration-proxy'
import { resourceHealth } from './resource-health'
import { callerAddress, json, jsonText, methodNotAllowed, pageOf, type SandboxEnv, slice } from './sandbox-env'

const DAY = 86_400_000
const PLATFORM_VERSION = '4.9.2'

/** Plane A: what applications call, at the root of the hub URL. */
export function integrationPlane(deps: IntegrationDeps): Hono<SandboxEnv> {
  const plane = new Hono<SandboxEnv>()
  plane.post('/auth', (context) => authenticate(context, deps))
  plane.all('/auth', () => methodNotAllowed('POST'))

  const signedIn = new Hono<IntegrationEnv>()
  for (const path of [
    '/appconfig',
    '/appMetrics',
    '/audit-logs',
    '/errors/*',
    '/consume',
    '/publish',
    '/admin/applications',
    '/admin/available-resources',
    '/admin/resources/*',
    '/api/*',
    '/qapi/*',
  ])
    signedIn.use(path, requireToken(deps))
  addConfigurationRoutes(signedIn, deps)
  addErrorRoutes(signedIn, deps.hub)
  addNotificationRoutes(signedIn, deps.hub)
  addProxyRoutes(signedIn, deps)
  plane.route('/', signedIn)
  return plane
}

/** The one place that says what a caller from a wrong address hears. */
function refuseAddress(address: string): Response {
  return json({ message: `This API key may not be used from the address ${address}.` }, { status: 401 })
}

function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
}

async function authenticate(context: Context<SandboxEnv>, { hub, tokens }: IntegrationDeps): Promise<Response> {
  const value = bearerOf(context.req.header('authorization'))
  if (value === undefined) return new Response(null, { status: 401 })
  const bearer = findKey(hub, value)
  if (!bearer) return json({ message: 'Invalid API KEY' }, { status: 406 })
  const address = callerAddress(context)
  if (!allows(bearer.key.restriction, address)) {
    hub.audit({
      user: bearer.application.name,
      category: 'security',
      subCategory: 'address',
      description: `Refused an API key of ${bearer.application.name} from ${address}`,
      status: 'failure',
    })
    return refuseAddress(address)
  }
  const asked = context.req.query('expirationMinutes')
  const minutes = asked === undefined ? 5 : /^\d{1,3}$/.test(asked) ? Number(asked) : 0
  if (minutes < 1 || minutes > 120) return json({ message: 'expirationMinutes is a number from 1 to 120.' }, { status: 400 })
  bearer.key.lastUsedOn = hub.iso()
  return new Response(await tokens.issue(bearer, minutes), {
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'cache-control': 'no-store' },
  })
}

function findKey(hub: Hub, value: string): Bearer | undefined {
  const wanted = value.toLowerCase()
  for (const application of hub.state.applications) {
    const key = application.apiKeys.find((candidate) => candidate.value === wanted)
    if (key) return { application, key }
  }
  return undefined
}

/** A token is good while its key is, and only from where its key may be used now. */
function requireToken({ tokens }: IntegrationDeps): MiddlewareHandler<IntegrationEnv> {
  return async (context, next) => {
    const token = bearerOf(context.req.header('authorization'))
    const bearer = token === undefined ? undefined : await tokens.verify(token)
    if (!bearer) return new Response(null, { status: 401 })
    const address = callerAddress(context)
    if (!allows(bearer.key.restriction, address)) return refuseAddress(address)
    context.set('caller', bearer.application)
    await next()
    return undefined
  }
}

function addConfigurationRoutes(plane: Hono<IntegrationEnv>, { hub, sources }: IntegrationDeps): void {
  plane.get('/appconfig', (context) => json(configurationOf(context.get('caller'))))
  plane.all('/appconfig', () => methodNotAllowed('GET'))

  plane.put('/admin/applications', async (context) => {
    const parsed = OwnApplication.safeParse(await context.req.json().catch(() => undefined))
    if (!parsed.success) return json({ message: 'The body is not the configuration of an application.' }, { status: 400 })
    return configure(hub, context.get('caller'), parsed.data)
  })
  plane.all('/admin/applications', () => methodNotAllowed('PUT'))

  plane.get('/admin/available-resources', async (context) => {
    const { text, total } = await availableResources({ hub, sources }, context.req.query('applicationId'))
    return jsonText(text, { headers: { [HEADER.totalCount]: String(total) } })
  })
  plane.all('/admin/available-resources', () => methodNotAllowed('GET'))

  plane.get('/admin/resources/:name/health', (context) =>
    resourceHealth({ hub, sources }, context.get('caller'), context.req.param('name')),
  )

  plane.get('/appMetrics', (context) => {
    const metrics = metricsOf(hub, context.get('caller'))
    const page = pageOf(context.req.query(), { fallback: 100, max: 500, cap: true })
    if (!page) return json({ message: 'offset and limit are whole numbers.' }, { status: 400 })
    return json(slice(metrics, page), { headers: { [HEADER.totalCount]: String(metrics.length) } })
  })
  plane.all('/appMetrics', () => methodNotAllowed('GET'))

  plane.get('/audit-logs', (context) => {
    const page = pageOf(context.req.query(), { fallback: 100, max: 500, cap: true })
    if (!page) return json({ message: 'offset and limit are whole numbers.' }, { status: 400 })
    return json(slice(hub.state.auditLog, page), { headers: { [HEADER.totalCount]: String(hub.state.auditLog.length) } })
  })
  plane.all('/audit-logs', () => methodNotAllowed('GET'))
}

function configurationOf({ id, name, subscriptions, proxyAccess, metadata }: ApplicationState): AppConfig {
  const ownerOverrides = proxyAccess.flatMap(({ applicationId, resources }) =>
    resources.map((resourceName) => ({ resourceName, applicationId })),
  )
  return { id, name, subscriptions, ownerOverrides, metadata: { ...metadata, version: PLATFORM_VERSION } }
}

/** An application may say what it owns and listens to, of itself only. */
function configure(hub: Hub, caller: ApplicationState, wanted: OwnApplication): Response {
  if (wanted.id !== caller.id) return json({ message: 'An application may only configure itself.' }, { status: 403 })
  const isTaken =
    wanted.name !== undefined &&
    hub.state.applications.some(({ id, name }) => id !== caller.id && name.toLowerCase() === wanted.name?.toLowerCase())
  if (isTaken) return json({ message: 'Another application has that name.' }, { status: 409 })
  if (wanted.name !== undefined) caller.name = wanted.name
  const source = wanted.resources
  if (source?.baseUri !== undefined) caller.baseUri = source.baseUri
  if (source?.authenticationType !== undefined) caller.authentication.type = source.authenticationType
  if (source?.username !== undefined) caller.authentication.username = source.username
  if (source?.password !== undefined) caller.authentication.password = source.password
  if (source?.resources) {
    const before = new Map(caller.ownedResources.map((resource) => [resource.name, resource]))
    caller.ownedResources = source.resources.map(({ name }) => before.get(name) ?? { name, versions: [], deprecated: false })
  }
  if (wanted.subscriptions) caller.subscriptions = wanted.subscriptions
  caller.revision += 1
  caller.metadata.modifiedOn = hub.iso()
  caller.metadata.modifiedBy = caller.name
  hub.audit({ user: caller.name, category: 'application', subCategory: 'configuration', description: `${caller.name} configured itself` })
  const { baseUri, authentication, ownedResources, subscriptions } = caller
  return json({
    id: caller.id,
    name: caller.name,
    resources: {
      ...(baseUri === undefined ? {} : { baseUri }),
      authenticationType: authentication.type,
      ...(authentication.username === undefined ? {} : { username: authentication.username }),
      resources: ownedResources.map(({ name }) => ({ name })),
    },
    subscriptions,
  })
}

/** Traffic of the last seven days, invented from the names so that it stays the same. */
function metricsOf(hub: Hub, caller: ApplicationState): AppMetric[] {
  const today = Math.floor(hub.now() / DAY) * DAY
  const range = { from: new Date(today - 7 * DAY).toISOString(), to: new Date(today).toISOString() }
  return caller.proxyAccess.flatMap(({ applicationId, resources }) =>
    resources.map((name) => {
      const requests = numberOf(9000, 'requests', caller.id, name)
      return {
        resource: { name },
        applicationId,
        ...range,
        requests,
        errors: numberOf(1 + Math.floor(requests / 100), 'errors', caller.id, name),
      }
    }),
  )
}
