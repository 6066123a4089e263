import type { Hono } from 'hono'
import { NewChangeNotification } from '#shared/wire/integration-plane'
import { CHANGE_NOTIFICATIONS_V2, HEADER } from '#shared/wire/media-types'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import type { IntegrationEnv } from './integration-env'
import { json, methodNotAllowed } from './sandbox-env'

const TYPE = `${CHANGE_NOTIFICATIONS_V2};charset=UTF-8`

/** `/consume` and `/publish`: the queue of change notifications of the calling application. */
export function addNotificationRoutes(plane: Hono<IntegrationEnv>, hub: Hub): void {
  plane.get('/consume', (context) => {
    const caller = context.get('caller')
    const limit = wholeNumber(context.req.query('limit'), 10)
    const from = wholeNumber(context.req.query('lastProcessedID'), -1)
    if (limit === undefined || from === undefined || limit < 1 || limit > 1000)
      return json({ message: 'limit is a number from 1 to 1000; lastProcessedID is a number.' }, { status: 400 })
    // Asking for the headers only looks: nothing counts as delivered.
    if (context.req.method === 'HEAD')
      return json([], { type: TYPE, headers: { [HEADER.remaining]: String(waitingFor(hub, caller, caller.queue.delivered).length) } })
    // Without a number the call before this one is taken as processed; with one the queue goes back or on to it.
    caller.queue.acknowledged = from >= 0 ? from : caller.queue.delivered
    const waiting = waitingFor(hub, caller, caller.queue.acknowledged)
    const page = waiting.slice(0, limit)
    caller.queue.delivered = Number(page.at(-1)?.id ?? caller.queue.acknowledged)
    hub.touch()
    return json(page, { type: TYPE, headers: { [HEADER.remaining]: String(waiting.length - page.length) } })
  })
  plane.all('/consume', () => methodNotAllowed('GET', 'HEAD'))

  plane.post('/publish', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined)
    const parsed = NewChangeNotification.array()
      .min(1)
      .max(500)
      .safeParse(Array.isArray(body) ? body : [body])
    if (!parsed.success) return json({ message: 'The body is a change notification or an array of them.' }, { status: 400 })
    const caller = context.get('caller')
    const foreign = parsed.data.find(({ resource }) => !caller.ownedResources.some(({ name }) => name === resource.name))
    if (foreign) return json({ message: `${caller.name} does not own ${foreign.resource.name}.` }, { status: 403 })
    for (const change of parsed.data) hub.publish(caller, change)
    return new Response(null, { status: 200 })
  })
  plane.all('/publish', () => methodNotAllowed('POST'))
}

/** What came after a number of the resources that an application subscribes to. */
function waitingFor(hub: Hub, { subscriptions }: ApplicationState, after: number) {
  return hub.state.notifications.filter(
    ({ id, resource, publisher }) =>
      Number(id) > after &&
      subscriptions.some(({ resourceName, applicationId }) => resourceName === resource.name && applicationId === publisher.id),
  )
}

function wholeNumber(text: string | undefined, fallback: number): number | undefined {
  if (text === undefined) return fallback
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined
}
