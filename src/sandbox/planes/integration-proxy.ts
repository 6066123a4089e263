import type { Context, Hono } from 'hono'
import { HEADER } from '#shared/wire/media-types'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import type { IntegrationDeps, IntegrationEnv } from './integration-env'
import { json } from './sandbox-env'
import { targetOf } from './source-client'

const PASSED_ON = ['accept', 'content-type', 'accept-charset', 'accept-language']
const PASSED_BACK = [
  'content-type',
  HEADER.totalCount,
  HEADER.maxPageSize,
  HEADER.mediaType,
  HEADER.olderMediaType,
  'allow',
  'location',
  'retry-after',
  HEADER.proxyGenerated,
]
/** What a source says of itself may be asked through the proxy, too. */
const OF_THE_SOURCE = new Set(['about', 'resources'])

/** `/api/{resource}[/{id}]` and `/qapi/{resource}`: calls go to the owner's base URI with the credential that the hub keeps. */
export function addProxyRoutes(plane: Hono<IntegrationEnv>, deps: IntegrationDeps): void {
  for (const prefix of ['api', 'qapi'] as const) {
    plane.all(`/${prefix}/:resource`, (context) => forward(context, deps, { prefix, resource: context.req.param('resource') }))
    plane.all(`/${prefix}/:resource/:id`, (context) =>
      forward(context, deps, { prefix, resource: context.req.param('resource'), id: context.req.param('id') }),
    )
  }
}

type Wanted = { prefix: 'api' | 'qapi'; resource: string; id?: string }

async function forward(context: Context<IntegrationEnv>, { hub, sources }: IntegrationDeps, wanted: Wanted): Promise<Response> {
  const caller = context.get('caller')
  const choice = ownerFor(hub, caller, wanted.resource)
  if (choice.kind === 'none') return proxyError(404, `No application owns ${wanted.resource}.`)
  if (choice.kind === 'denied') return proxyError(403, `${caller.name} has no access to ${wanted.resource}.`)
  const { owner } = choice
  const target = targetOf(owner)
  const name = { [HEADER.ownerId]: owner.id, [HEADER.ownerName]: owner.name }
  if (!target) return failed(hub, { caller, owner, wanted, status: 502, words: `${owner.name} has no base URI.` })
  if (owner.authentication.type === 'basic' && target.password === undefined)
    return failed(hub, { caller, owner, wanted, status: 403, words: `There is no credential for ${owner.name}.` })
  const { method } = context.req
  const query = new URL(context.req.url).search
  const path = `/${wanted.prefix === 'qapi' ? 'qapi/' : ''}${encodeURIComponent(wanted.resource)}${wanted.id === undefined ? '' : `/${encodeURIComponent(wanted.id)}`}${query}`
  const headers = only(PASSED_ON, (header) => context.req.header(header))
  const outcome = await sources.call(target, {
    method,
    path,
    headers,
    body: method === 'POST' || method === 'PUT' ? await context.req.text() : undefined,
  })
  if (outcome.kind === 'unreachable')
    return failed(hub, { caller, owner, wanted, status: 502, words: `The source application of ${owner.name} could not be reached.` })
  if (outcome.kind === 'timeout')
    return failed(hub, { caller, owner, wanted, status: 504, words: `The source application of ${owner.name} did not answer in time.` })
  const { response } = outcome
  const body = await response.text()
  if (response.status >= 500 || response.status === 401)
    report(hub, { caller, owner, wanted, status: response.status, words: 'Source application refused or failed the request' })
  if (response.ok) announce(hub, { owner, wanted, method, body, mediaType: response.headers.get(HEADER.mediaType) })
  const isBodyless = response.status === 204 || method === 'HEAD'
  return new Response(isBodyless ? null : body, {
    status: response.status,
    headers: {
      ...only(PASSED_BACK, (header) => response.headers.get(header)),
      ...name,
      'x-application-context': 'application:sandbox:8092',
    },
  })
}

/** Those of the headers that are there. */
function only(names: readonly string[], valueOf: (name: string) => string | null | undefined): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of names) {
    const value = valueOf(name)
    if (value !== null && value !== undefined) headers[name] = value
  }
  return headers
}

type Choice = { kind: 'owner'; owner: ApplicationState } | { kind: 'none' } | { kind: 'denied' }

/** Whose resource a caller gets: what its access names comes first, then what it owns itself. */
export function ownerFor(hub: Hub, caller: ApplicationState, resource: string): Choice {
  const owners = hub.ownersOf(resource)
  if (owners.length === 0 && OF_THE_SOURCE.has(resource)) {
    const first = [
      caller.ownedResources.length > 0 ? caller.id : '',
      ...caller.proxyAccess.map(({ applicationId }) => applicationId),
    ].flatMap((id) => hub.application(id) ?? [])
    return first[0] ? { kind: 'owner', owner: first[0] } : { kind: 'denied' }
  }
  if (owners.length === 0) return { kind: 'none' }
  const allowed = caller.proxyAccess.find(
    ({ applicationId, resources }) => resources.includes(resource) && owners.some(({ id }) => id === applicationId),
  )
  const owner = allowed ? owners.find(({ id }) => id === allowed.applicationId) : owners.find(({ id }) => id === caller.id)
  return owner ? { kind: 'owner', owner } : { kind: 'denied' }
}

/** An error that the proxy itself made, marked as such. */
function proxyError(status: number, message: string, headers: Record<string, string> = {}): Response {
  return json({ message }, { status, headers: { [HEADER.proxyGenerated]: 'true', ...headers } })
}

type Failure = { caller: ApplicationState; owner: ApplicationState; wanted: Wanted; status: number; words: string }

function failed(hub: Hub, failure: Failure): Response {
  report(hub, failure)
  const { status, words, owner } = failure
  return proxyError(status, words, { [HEADER.ownerId]: owner.id, [HEADER.ownerName]: owner.name })
}

function report(hub: Hub, { caller, wanted, status, words }: Failure): void {
  hub.report({
    severity: 'error',
    responseCode: status,
    description: words,
    applicationId: caller.id,
    applicationName: caller.name,
    resource: { name: wanted.resource },
  })
}

/** What the source sent back, or nothing that can be passed on. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // Empty, or spoiled on the way: the notification goes out without a representation.
    return undefined
  }
}

/** A change that went through the proxy reaches the subscribers of the owner. */
function announce(
  hub: Hub,
  {
    owner,
    wanted,
    method,
    body,
    mediaType,
  }: { owner: ApplicationState; wanted: Wanted; method: string; body: string; mediaType: string | null },
): void {
  if (wanted.prefix === 'qapi' || !['POST', 'PUT', 'DELETE'].includes(method)) return
  const operation = method === 'POST' ? 'created' : method === 'PUT' ? 'replaced' : 'deleted'
  const content = parsed(body)
  const isRecord = typeof content === 'object' && content !== null && 'id' in content
  const id = wanted.id ?? (isRecord ? String(content.id) : undefined)
  if (id === undefined) return
  hub.publish(owner, {
    resource: { name: wanted.resource, id, ...(mediaType === null ? {} : { version: mediaType }), domain: 'core' },
    operation,
    contentType: isRecord ? 'resource-representation' : 'empty',
    content: isRecord ? { ...content } : {},
  })
}
