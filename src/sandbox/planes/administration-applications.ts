import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { ApplicationPatch, NewApplication, type WireApplication } from '#shared/wire/administration-plane'
import { CATALOG } from '../seed/catalog'
import { ADMINISTRATOR, type Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import { newKey, shownWithValue } from './administration-api-keys'
import {
  type AdministrationDeps,
  applicationOf,
  bodyOf,
  changedBy,
  listReply,
  requireMatch,
  tagOf,
  taggedReply,
} from './administration-env'
import { invalidInput, ProblemError } from './problem'
import { json, type SandboxEnv } from './sandbox-env'

export function addApplicationRoutes(plane: Hono<SandboxEnv>, { hub }: AdministrationDeps): void {
  plane.get('/applications', (context) =>
    listReply(context, hub.state.applications, { show: (application) => shownApplication(hub, application) }),
  )

  plane.post('/applications', async (context) => {
    const input = await bodyOf(context, NewApplication)
    requireFreeName(hub, input.name)
    const application = createApplication(hub, input)
    hub.state.applications.push(application)
    hub.audit({
      category: 'application',
      subCategory: 'create',
      description: `Created the application ${application.name}`,
      requestId: context.get('requestId'),
    })
    const shown = shownApplication(hub, application)
    const [key] = application.apiKeys
    const headers = { location: `${context.req.path}/${application.id}`, ...(shown.etag === undefined ? {} : { etag: shown.etag }) }
    return json({ application: shown, ...(key ? { apiKey: shownWithValue(key) } : {}) }, { status: 201, headers })
  })

  plane.get('/applications/:applicationId', (context) => taggedReply(shownApplication(hub, applicationOf(hub, context))))

  plane.patch('/applications/:applicationId', async (context) => {
    const application = applicationOf(hub, context)
    requireMatch(context, shownApplication(hub, application).etag ?? '')
    const patch = await bodyOf(context, ApplicationPatch)
    if (patch.name !== undefined) requireFreeName(hub, patch.name, application.id)
    applyPatch(application, patch)
    changedBy(hub, application, ADMINISTRATOR)
    const what = Object.keys(patch).join(', ')
    hub.audit({
      category: 'application',
      subCategory: 'update',
      description: `Changed ${what} of ${application.name}`,
      requestId: context.get('requestId'),
    })
    return taggedReply(shownApplication(hub, application))
  })

  plane.delete('/applications/:applicationId', (context) => {
    const application = applicationOf(hub, context)
    requireMatch(context, shownApplication(hub, application).etag ?? '')
    removeApplication(hub, application)
    hub.audit({
      category: 'application',
      subCategory: 'delete',
      description: `Deleted the application ${application.name} and its API keys`,
      requestId: context.get('requestId'),
    })
    return new Response(null, { status: 204 })
  })
}

/** What the administration plane shows of an application: never the password, never a key. */
export function shownApplication(hub: Hub, application: ApplicationState): WireApplication {
  const { id, name, description, origin, catalogId, sourceKind, baseUri, authentication, metadata, ownedResources, apiKeys, revision } =
    application
  const shown = {
    id,
    name,
    description,
    origin,
    ...(catalogId === undefined ? {} : { catalogId }),
    sourceKind,
    ...(baseUri === undefined ? {} : { baseUri }),
    authentication: {
      type: authentication.type,
      ...(authentication.username === undefined ? {} : { username: authentication.username }),
      passwordSet: authentication.password !== undefined,
    },
    ownedResourceCount: ownedResources.length,
    apiKeyCount: apiKeys.length,
    hasSettings: hub.sourceAt(baseUri) !== undefined && ownedResources.some((resource) => resource.name === 'mapping-settings'),
    metadata,
  }
  return { ...shown, etag: tagOf(shown, revision) }
}

function requireFreeName(hub: Hub, name: string, ownId?: string): void {
  const isTaken = hub.state.applications.some(
    (application) => application.id !== ownId && application.name.toLowerCase() === name.toLowerCase(),
  )
  if (isTaken)
    throw new ProblemError(409, 'name-taken', 'Another application has that name.', {
      errors: [{ path: 'name', message: `"${name}" is taken.` }],
    })
}

function createApplication(hub: Hub, input: z.output<typeof NewApplication>): ApplicationState {
  const template = CATALOG.find(({ id }) => id === input.catalogId)
  if (input.catalogId !== undefined && !template) throw invalidInput([{ path: 'catalogId', message: 'The catalog has no such template.' }])
  if (input.origin === 'catalog' && !template)
    throw invalidInput([{ path: 'catalogId', message: 'An application from the catalog names its template.' }])
  requireBaseUri(input.baseUri)
  const names = input.ownedResources ?? template?.resources.filter(({ access }) => access.includes('owned')).map(({ name }) => name) ?? []
  const { type = 'none', username, password } = input.authentication ?? {}
  const now = hub.iso()
  return {
    id: randomUUID(),
    name: input.name,
    description: input.description,
    origin: input.origin,
    ...(template ? { catalogId: template.id } : {}),
    sourceKind: template?.sourceKind ?? hub.sourceAt(input.baseUri)?.kind ?? null,
    ...(input.baseUri ? { baseUri: input.baseUri } : {}),
    authentication: { type, ...(username ? { username } : {}), ...(password ? { password } : {}) },
    ownedResources: [...new Set(names)].map((name) => ({ name, versions: [], deprecated: false })),
    apiKeys: [newKey(hub, { mode: 'restricted', addresses: [] })],
    subscriptions: [],
    proxyAccess: [],
    metadata: { createdBy: ADMINISTRATOR, createdOn: now, modifiedBy: ADMINISTRATOR, modifiedOn: now },
    revision: 1,
    upgrades: [],
    queue: { acknowledged: hub.state.lastNotification, delivered: hub.state.lastNotification },
  }
}

/** A base URI is http or https and holds no user: those go into their own members. */
export function requireBaseUri(baseUri: string | null | undefined): void {
  if (baseUri === undefined || baseUri === null || baseUri === '') return
  const url = URL.canParse(baseUri) ? new URL(baseUri) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw invalidInput([{ path: 'baseUri', message: 'A base URI begins with https:// or http://.' }])
  if (url.username !== '' || url.password !== '')
    throw invalidInput([{ path: 'baseUri', message: 'A base URI holds no user and no password.' }])
}

function applyPatch(
  application: ApplicationState,
  { name, description, baseUri, authentication }: z.output<typeof ApplicationPatch>,
): void {
  requireBaseUri(baseUri)
  if (name !== undefined) application.name = name
  if (description !== undefined) application.description = description
  if (baseUri === null || baseUri === '') delete application.baseUri
  else if (baseUri !== undefined) application.baseUri = baseUri
  if (!authentication) return
  const { type, username, password } = authentication
  const before = application.authentication
  // A password that does not come stays, unless there is nothing left to sign in with.
  application.authentication = {
    type,
    ...(type === 'basic' && (username ?? before.username) !== undefined ? { username: username ?? before.username } : {}),
    ...(type === 'basic' && (password ?? before.password) !== undefined ? { password: password ?? before.password } : {}),
  }
}

/** Takes an application away, and with it what others were allowed of it. */
function removeApplication(hub: Hub, { id }: ApplicationState): void {
  hub.state.applications = hub.state.applications.filter((application) => application.id !== id)
  for (const other of hub.state.applications) {
    other.proxyAccess = other.proxyAccess.filter(({ applicationId }) => applicationId !== id)
    other.subscriptions = other.subscriptions.filter(({ applicationId }) => applicationId !== id)
  }
}
