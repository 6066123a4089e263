import type { ConnectionKind } from '#shared/contract/environments'
import type { HubState } from '#shared/contract/shell'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import { HEADER } from '#shared/wire/media-types'
import type { ClientRequest, HttpClient } from '../http/client'
import { createRevalidation } from '../http/revalidation'
import type { Vault } from '../vault/vault'
import { createAdministration, type Administration } from './administration'
import { createIntegration, type Integration } from './integration'
import { createKeyConnection } from './key-connection'
import type { KnownKeys } from './known-keys'
import type { KnownKeysRepo } from './known-keys.repo'
import { createSource, type Source } from './source'

/** Where a hub is and who it must be; resolved from the environment's id and from nothing that the window says. */
export type HubAddress = { id: EnvironmentId; hubUrl: string; tenantId: string; connection: ConnectionKind }

/** What a large reading does differently from a single question. */
export type Reading = { onWait: (milliseconds: number) => void }

type Deps = {
  http: HttpClient
  vault: Vault
  clock: Clock
  /** Finds the hub; brings the sandbox up where the environment is one. Throws `not-found` or `unreachable`. */
  locate: (environmentId: EnvironmentId) => Promise<HubAddress>
  /** The keys of environments that are connected by them. */
  known: { keys: KnownKeys; sources: Pick<KnownKeysRepo, 'baseUriOf'> }
  stateChanged: (environmentId: EnvironmentId, state: HubState) => void
  /** Hears the request id of every change that the hub answered. */
  answered?: (requestId: string) => void
}

/** The only way from an environment's id to a hub or a source application. */
export function createHubAccess({ http, vault, clock, locate, known, stateChanged, answered }: Deps) {
  const states = new Map<EnvironmentId, HubState>()
  const readings = new WeakMap<AbortSignal, Reading>()
  const revalidated = createRevalidation()

  const note = (environmentId: EnvironmentId, state: HubState) => {
    if (states.get(environmentId) === state) return
    states.set(environmentId, state)
    stateChanged(environmentId, state)
  }

  /** The client as this operation uses it: a large reading hears of waits, and asks only for what is not still the same. */
  const heard = (environmentId: EnvironmentId): HttpClient => ({
    send(request) {
      const reading = readings.get(request.signal)
      if (!reading) return http.send(request)
      const listened: ClientRequest = { ...request, onWait: reading.onWait }
      return request.method === 'GET' ? revalidated(http, environmentId, listened) : http.send(listened)
    },
  })

  /** The same client that also remembers whether its hub answered, and what it said to the environment's own credential. */
  const watched = (environmentId: EnvironmentId, by: 'token' | 'key'): HttpClient => ({
    async send(request) {
      try {
        const response = await heard(environmentId).send(request)
        // An API key that is refused says nothing of the administration token.
        note(environmentId, response.status === 401 && by === 'token' ? 'refused' : 'connected')
        const requestId = response.headers[HEADER.requestId]
        if (request.method !== 'GET' && by === 'token' && requestId !== undefined) answered?.(requestId)
        return response
      } catch (error) {
        if (error instanceof AppError && error.code === 'unreachable') note(environmentId, 'unreachable')
        throw error
      }
    },
  })

  async function administration(environmentId: EnvironmentId, signal: AbortSignal): Promise<Administration> {
    const { hubUrl, connection } = await locate(environmentId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'unreachable') note(environmentId, 'unreachable')
      throw error
    })
    if (connection === 'application-keys') {
      return createKeyConnection({ environmentId, http: watched(environmentId, 'key'), hubUrl, clock, signal, ...known })
    }
    const credential = await vault.get({ environmentId, kind: 'administration-token', ownerId: '' })
    return createAdministration({ http: watched(environmentId, 'token'), hubUrl, credential, signal })
  }

  async function administrationToWrite(environmentId: EnvironmentId, signal: AbortSignal): Promise<Administration> {
    const { tenantId } = await locate(environmentId)
    const client = await administration(environmentId, signal)
    const tenant = await client.tenant()
    if (tenant.id !== tenantId) throw wrongTenant(tenant.name, tenant.label)
    return client
  }

  async function source(
    environmentId: EnvironmentId,
    application: { id: string; baseUri: string; needsCredential: boolean },
    signal: AbortSignal,
  ): Promise<Source> {
    await locate(environmentId) // a sandbox serves its sources too
    const credential = application.needsCredential
      ? await vault.get({ environmentId, kind: 'source-password', ownerId: application.id })
      : null
    return createSource({ http: heard(environmentId), baseUri: application.baseUri, credential, clock, signal })
  }

  async function sourceOf(environmentId: EnvironmentId, application: WireApplication, signal: AbortSignal): Promise<Source> {
    const { id, baseUri, authentication } = application
    if (baseUri === undefined) throw new AppError('not-found', 'This application has no base URI, so it has no source application.')
    return await source(environmentId, { id, baseUri, needsCredential: authentication.type === 'basic' }, signal)
  }

  return {
    state: (environmentId: EnvironmentId): HubState => states.get(environmentId) ?? 'not-asked-yet',

    /** From now on, what this signal stands for is a reading of everything, as a sync is. */
    beginReading: (signal: AbortSignal, reading: Reading): void => void readings.set(signal, reading),

    administration,

    /** Plane A of the hub, for a call with an API key. */
    async integration(environmentId: EnvironmentId, signal: AbortSignal): Promise<{ hub: Integration; hubUrl: string; tenantId: string }> {
      const { hubUrl, tenantId } = await locate(environmentId)
      return { hub: createIntegration({ http: watched(environmentId, 'key'), hubUrl, signal }), hubUrl, tenantId }
    },

    /** For a write: the hub is asked who it is first, and a hub that is not the pinned tenant is refused. */
    administrationToWrite,

    /** A source application, with the credential kept here for an environment's application. */
    source,
    /** The source application of an application as the cache has it. Throws `not-found` without a base URI. */
    sourceOf,
    /** The same for a write: the hub of the environment is asked who it is first. */
    async sourceToWrite(environmentId: EnvironmentId, application: WireApplication, signal: AbortSignal): Promise<Source> {
      await administrationToWrite(environmentId, signal)
      return await sourceOf(environmentId, application, signal)
    },
  }
}
export type HubAccess = ReturnType<typeof createHubAccess>

export const wrongTenant = (name: string, label: string) =>
  new AppError(
    'wrong-tenant',
    `The hub at this address is “${name}” (${label}), not the tenant that this environment was made for. Nothing was sent.`,
  )
