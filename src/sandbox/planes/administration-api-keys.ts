import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { ApiKeyPatch, NewApiKey, type Restriction, type WireApiKey, type WireApiKeyWithValue } from '#shared/wire/administration-plane'
import { ADMINISTRATOR, type Hub } from '../state/hub'
import type { ApplicationState, KeyState } from '../state/model'
import { faultsOf, tidied } from '../state/restrictions'
import { type AdministrationDeps, applicationOf, bodyOf, listReply, requireMatch, tagOf, taggedReply } from './administration-env'
import { invalidInput, notFound, ProblemError } from './problem'
import { json, type SandboxEnv } from './sandbox-env'

/** The sentence of the vendor's documents, word for word. */
const LAST_KEY = 'Each application has a minimum of one API Key.'

export function addKeyRoutes(plane: Hono<SandboxEnv>, { hub }: AdministrationDeps): void {
  plane.get('/applications/:applicationId/api-keys', (context) =>
    listReply(context, applicationOf(hub, context).apiKeys, { show: shownKey }),
  )

  plane.post('/applications/:applicationId/api-keys', async (context) => {
    const application = applicationOf(hub, context)
    const { restriction = { mode: 'restricted', addresses: [] } } = await bodyOf(context, NewApiKey)
    const key = newKey(hub, checked(restriction))
    application.apiKeys.push(key)
    note(hub, context, { subCategory: 'add', description: `Added an API key to ${application.name}` })
    const shown = shownWithValue(key)
    return taggedReply(shown, { status: 201, headers: { location: `${context.req.path}/${key.id}`, 'cache-control': 'no-store' } })
  })

  plane.get('/applications/:applicationId/api-keys/:keyId', (context) => taggedReply(shownKey(keyOf(applicationOf(hub, context), context))))

  plane.patch('/applications/:applicationId/api-keys/:keyId', async (context) => {
    const application = applicationOf(hub, context)
    const key = keyOf(application, context)
    requireMatch(context, shownKey(key).etag ?? '')
    const patch = await bodyOf(context, ApiKeyPatch)
    key.restriction = checked(patch.restriction)
    key.revision += 1
    note(hub, context, {
      subCategory: 'restriction',
      description: `Changed the restriction of the API key ${hintOf(key)} of ${application.name}`,
    })
    return taggedReply(shownKey(key))
  })

  plane.delete('/applications/:applicationId/api-keys/:keyId', (context) => {
    const application = applicationOf(hub, context)
    const key = keyOf(application, context)
    requireMatch(context, shownKey(key).etag ?? '')
    if (application.apiKeys.length === 1) {
      note(hub, context, {
        subCategory: 'delete',
        description: `Refused to delete the last API key of ${application.name}`,
        status: 'failure',
      })
      throw new ProblemError(409, 'last-api-key', LAST_KEY)
    }
    application.apiKeys = application.apiKeys.filter(({ id }) => id !== key.id)
    note(hub, context, { subCategory: 'delete', description: `Deleted the API key ${hintOf(key)} of ${application.name}` })
    return new Response(null, { status: 204 })
  })

  plane.post('/applications/:applicationId/api-keys/:keyId/reveal', (context) => {
    const application = applicationOf(hub, context)
    const key = keyOf(application, context)
    note(hub, context, { subCategory: 'reveal', description: `Revealed the API key ${hintOf(key)} of ${application.name}` })
    return json({ id: key.id, value: key.value }, { headers: { 'cache-control': 'no-store' } })
  })
}

export function newKey(hub: Hub, restriction: Restriction): KeyState {
  return { id: randomUUID(), value: randomUUID(), addedBy: ADMINISTRATOR, addedOn: hub.iso(), restriction, revision: 1 }
}

/** The first and last characters: enough to tell keys apart, too little to use one. */
const hintOf = ({ value }: KeyState) => `${value.slice(0, 5)}…${value.slice(-4)}`

/** When a key was last used is shown, but does not make it another one. */
export function shownKey(key: KeyState): WireApiKey {
  const { id, addedBy, addedOn, restriction, revision, lastUsedOn } = key
  const shown = { id, hint: hintOf(key), addedBy, addedOn, restriction }
  return { ...shown, etag: tagOf(shown, revision), ...(lastUsedOn === undefined ? {} : { lastUsedOn }) }
}

export const shownWithValue = (key: KeyState): WireApiKeyWithValue => ({ ...shownKey(key), value: key.value })

function checked(restriction: Restriction): Restriction {
  const faults = faultsOf(restriction)
  if (faults.length > 0) throw invalidInput(faults)
  return tidied(restriction)
}

function keyOf(application: ApplicationState, context: Context<SandboxEnv>): KeyState {
  const key = application.apiKeys.find(({ id }) => id === context.req.param('keyId'))
  if (!key) throw notFound('API key')
  return key
}

function note(hub: Hub, context: Context<SandboxEnv>, entry: { subCategory: string; description: string; status?: string }): void {
  hub.audit({ category: 'api-key', ...entry, requestId: context.get('requestId') })
}
