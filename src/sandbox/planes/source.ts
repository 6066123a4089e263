import { Hono, type MiddlewareHandler } from 'hono'
import { HEADER, JSON_TYPE, SETTING_FAMILIES } from '#shared/wire/media-types'
import type { SourceResource } from '#shared/wire/source-plane'
import { isoEndpoint } from '../seed/source-seed'
import type { Hub } from '../state/hub'
import type { SourceState } from '../state/model'
import type { Source } from '../state/sources'
import { json, jsonText, methodNotAllowed, type SandboxEnv } from './sandbox-env'
import { serveIso } from './source-iso'
import { serveRecords } from './source-records'
import { sourceFault } from './source-reply'
import { serveSettings } from './source-settings'

type SourceEnv = SandboxEnv & { Variables: { source: Source; user: SourceState['users'][number] } }

/** Plane C: the source applications of a tenant, each under `/source/<slug>/api`. */
export function sourcePlane(hub: Hub): Hono<SourceEnv> {
  const plane = new Hono<SourceEnv>()
  plane.use('/:slug/api/*', signIn(hub))
  plane.get('/:slug/api/about', (context) => json(context.get('source').about, { headers: { [HEADER.mediaType]: JSON_TYPE } }))
  plane.get('/:slug/api/resources', (context) => jsonText(resourcesText(context.get('source').resources)))
  plane.all('/:slug/api/about', () => methodNotAllowed('GET'))
  plane.all('/:slug/api/resources', () => methodNotAllowed('GET'))

  plane.post('/:slug/api/qapi/:resource', (context) =>
    serveRecords({
      source: context.get('source'),
      user: context.get('user'),
      id: undefined,
      query: context.req.query(),
      request: context.req,
      resource: context.req.param('resource'),
      isQuery: true,
    }),
  )

  plane.all('/:slug/api/:endpoint/:id?', (context) => {
    const { endpoint, id } = context.req.param()
    const asked = { source: context.get('source'), user: context.get('user'), id, query: context.req.query(), request: context.req }
    const family = SETTING_FAMILIES.find((name) => name === endpoint)
    if (family) return serveSettings({ ...asked, family })
    const iso = isoEndpoint(endpoint)
    if (iso && asked.source.iso) return serveIso({ ...asked, ...iso })
    return serveRecords({ ...asked, resource: endpoint })
  })
  return plane
}

const prepared = new WeakMap<readonly SourceResource[], string>()

/** The list is long, asked for often, and one object for as long as it does not change. */
function resourcesText(resources: readonly SourceResource[]): string {
  const text = prepared.get(resources) ?? JSON.stringify(resources)
  prepared.set(resources, text)
  return text
}

function signIn(hub: Hub): MiddlewareHandler<SourceEnv> {
  return async (context, next) => {
    const source = hub.source(context.req.param('slug') ?? '')
    if (!source) return json({ message: 'There is no source application here.' }, { status: 404 })
    const user = userOf(source, context.req.header('authorization'))
    if (!user)
      return json(
        { message: 'Sign in with a user and password of the source application.' },
        { status: 401, headers: { 'www-authenticate': `Basic realm="${source.slug}", charset="UTF-8"` } },
      )
    context.set('source', source)
    context.set('user', user)
    const isWrite = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(context.req.method) && !context.req.path.includes('/api/qapi/')
    if (isWrite && !user.canWrite)
      return sourceFault(source, 403, 'Access.Denied', `The user ${user.username} may not change anything here.`)
    await next()
    return undefined
  }
}

function userOf(source: Source, header: string | undefined) {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return source.state.users.find(
    ({ username, password }) => colon > 0 && username === pair.slice(0, colon) && password === pair.slice(colon + 1),
  )
}
