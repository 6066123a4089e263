import { Hono } from 'hono'
import { NewFault, SourceUpgrade } from '#shared/wire/sandbox-switches'
import type { Faults } from '../faults'
import type { Hub } from '../state/hub'
import type { Tokens } from '../state/tokens'
import { isAdministrator } from './administration-token'
import { bodyOf } from './administration-env'
import { notFound, ProblemError, problemResponse } from './problem'
import { json, type SandboxEnv } from './sandbox-env'

/** `/sandbox/…`: what makes the sandbox behave badly, or move on, when a test or a demo wants it to. */
export function switchPlane({ hub, tokens, faults }: { hub: Hub; tokens: Tokens; faults: Faults }): Hono<SandboxEnv> {
  const plane = new Hono<SandboxEnv>()
  plane.use('*', async (context, next) => {
    context.set('requestId', crypto.randomUUID())
    if (!isAdministrator(context.req.header('authorization'), hub.state.administrationToken))
      throw new ProblemError(401, 'unauthorized', 'Send the administration token of this tenant.', {
        headers: { 'www-authenticate': 'Bearer' },
      })
    await next()
  })

  plane.get('/faults', () => json(faults.list()))
  plane.post('/faults', async (context) => {
    const fault = await bodyOf(context, NewFault)
    return json(faults.add({ ...fault, match: { ...fault.match, tenant: fault.match.tenant ?? hub.label } }), { status: 201 })
  })
  plane.delete('/faults', () => {
    faults.clear()
    return new Response(null, { status: 204 })
  })
  plane.delete('/faults/:id', (context) => {
    if (!faults.remove(context.req.param('id'))) throw notFound('fault')
    return new Response(null, { status: 204 })
  })

  plane.post('/source-upgrade', async (context) => {
    const { application: wanted } = await bodyOf(context, SourceUpgrade)
    const application = hub.state.applications.find(({ id, name }) => id === wanted || name === wanted)
    const source = hub.sourceAt(application?.baseUri)
    if (!application || !source) throw notFound('application with a source in the sandbox')
    const from = source.version
    source.upgrade()
    return json({ applicationId: application.id, from, to: source.version })
  })

  plane.post('/expire-tokens', () => {
    tokens.expireAll()
    return new Response(null, { status: 204 })
  })

  plane.all('*', () => {
    throw new ProblemError(404, 'not-found', 'There is no such switch.')
  })
  plane.onError((error, context) => {
    if (error instanceof ProblemError) return problemResponse(error, context.get('requestId'))
    throw error
  })
  return plane
}
