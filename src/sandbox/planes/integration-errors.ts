import type { Hono } from 'hono'
import { HubError, NewHubError } from '#shared/wire/integration-plane'
import { HEADER, HUB_ERRORS_V2 } from '#shared/wire/media-types'
import type { Hub } from '../state/hub'
import { acceptedTypes, isAnything } from './accept'
import type { IntegrationEnv } from './integration-env'
import { json, methodNotAllowed, pageOf, slice } from './sandbox-env'

const PAGE = 10
const TYPE = `${HUB_ERRORS_V2};charset=UTF-8`
const READABLE = new Set<string>([HUB_ERRORS_V2, 'application/json'])

/** `/errors`: what applications and the hub reported of the tenant. */
export function addErrorRoutes(plane: Hono<IntegrationEnv>, hub: Hub): void {
  plane.get('/errors', (context) => {
    if (!isReadable(context.req.header('accept'))) return json({ message: `Only ${HUB_ERRORS_V2} is served here.` }, { status: 406 })
    const page = pageOf(context.req.query(), { fallback: PAGE, max: 500, cap: true })
    const severity = HubError.shape.severity.optional().safeParse(context.req.query('severity'))
    if (!page || !severity.success)
      return json({ message: 'offset and limit are whole numbers; severity is info, warning or error.' }, { status: 400 })
    const errors = severity.data === undefined ? hub.state.errors : hub.state.errors.filter((error) => error.severity === severity.data)
    const rows = slice(errors, page)
    const remaining = Math.max(0, errors.length - page.offset - rows.length)
    return json(rows, {
      type: TYPE,
      headers: {
        [HEADER.totalCount]: String(errors.length),
        [HEADER.remainingCount]: String(remaining),
        [HEADER.mediaType]: HUB_ERRORS_V2,
      },
    })
  })

  plane.post('/errors', async (context) => {
    const parsed = NewHubError.safeParse(await context.req.json().catch(() => undefined))
    if (!parsed.success) return json({ message: 'An error needs a severity, a responseCode and a description.' }, { status: 400 })
    const caller = context.get('caller')
    const known = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== null && value !== undefined))
    const error = hub.report({
      ...HubError.omit({ id: true, dateTime: true }).parse({ ...known, applicationId: caller.id, applicationName: caller.name }),
      ...ownIds(parsed.data),
    })
    return json(error, { status: 201, type: TYPE })
  })

  plane.all('/errors', () => methodNotAllowed('GET', 'POST'))

  plane.get('/errors/:id', (context) => {
    const error = hub.state.errors.find(({ id }) => id === context.req.param('id'))
    return error ? json(error, { type: TYPE }) : json({ message: 'There is no error with that id.' }, { status: 404 })
  })

  plane.delete('/errors/:id', (context) => {
    const index = hub.state.errors.findIndex(({ id }) => id === context.req.param('id'))
    if (index < 0) return json({ message: 'There is no error with that id.' }, { status: 404 })
    hub.state.errors.splice(index, 1)
    hub.touch()
    return new Response(null, { status: 204 })
  })

  plane.all('/errors/:id', () => methodNotAllowed('GET', 'DELETE'))
}

const isReadable = (accept: string | undefined) => acceptedTypes(accept).some((type) => isAnything(type) || READABLE.has(type))

function ownIds({ id, dateTime }: { id?: string | null | undefined; dateTime?: string | null | undefined }): {
  id?: string
  dateTime?: string
} {
  return {
    ...(id ? { id } : {}),
    ...(dateTime && !Number.isNaN(Date.parse(dateTime)) ? { dateTime: new Date(dateTime).toISOString() } : {}),
  }
}
