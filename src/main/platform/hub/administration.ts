import type { z } from 'zod'
import {
  AddressList,
  type ApplicationPatch,
  CatalogItem,
  CreatedApplication,
  type KnownApiKey,
  NewApiKey,
  type NewApplication,
  ProxyAccess,
  ResourceDifference,
  type Restriction,
  RevealedKey,
  Tenant,
  UpgradeAction,
  WireApiKey,
  WireApiKeyWithValue,
  WireApplication,
  WireOwnedResource,
} from '#shared/wire/administration-plane'
import { parseItems, parseJson } from '../http/json'
import { Secret } from '../secret'
import { createAdministrationCalls, etagOf, type AdministrationDeps } from './administration-calls'

/** A key that was just made: what may be stored of it, and its value apart. */
export type NewKey = { key: KnownApiKey; value: Secret }

/** Plane B of one hub, with its administration token. Every function throws AppError; a stale `etag` is a `conflict`. */
export function createAdministration(deps: AdministrationDeps) {
  const calls = createAdministrationCalls(deps)

  return {
    tenant: async () => parseJson(await calls.get('/tenant'), Tenant, '/tenant'),
    catalog: async () => (await calls.list('/catalog', CatalogItem)).items,
    addressLists: async () => (await calls.list('/address-lists', AddressList)).items,

    applications: () => calls.list('/applications', WireApplication),
    application: async (id: string) => parseJson(await calls.get(application(id)), WireApplication, application(id)),

    /** The first key of a new application comes with its value, this once. */
    async createApplication(
      input: z.input<typeof NewApplication>,
      idempotencyKey: string,
    ): Promise<{ application: WireApplication; first: NewKey }> {
      const path = '/applications'
      const response = await calls.change({ method: 'POST', path, body: input, policy: 'create', idempotencyKey })
      const created = parseJson(response, CreatedApplication, path)
      return { application: created.application, first: apart(created.apiKey) }
    },

    async patchApplication(id: string, patch: z.input<typeof ApplicationPatch>, etag: string): Promise<WireApplication> {
      const path = application(id)
      return parseJson(await calls.change({ method: 'PATCH', path, body: patch, etag, policy: 'write' }), WireApplication, path)
    },

    /** One that is gone already is done. */
    async deleteApplication(id: string, etag: string): Promise<void> {
      await calls.change({ method: 'DELETE', path: application(id), etag, policy: 'delete' })
    },

    async ownedResources(id: string) {
      const path = `${application(id)}/owned-resources`
      return parseItems(await calls.get(path), WireOwnedResource, path)
    },

    upgradeActions: async (id: string) => (await calls.list(`${application(id)}/upgrade-actions`, UpgradeAction)).items,

    /** The hub reads the source's resources again, with the credentials given or those it keeps; gives the difference. */
    async autoConfigure(id: string, credentials: { username: string; password: Secret } | undefined, idempotencyKey: string) {
      const path = `${application(id)}/owned-resources/auto-configure`
      const body = credentials ? { username: credentials.username, password: credentials.password.expose() } : {}
      return parseJson(await calls.change({ method: 'POST', path, body, policy: 'create', idempotencyKey }), ResourceDifference, path)
    },

    async completeUpgrade(id: string, actionId: string, idempotencyKey: string): Promise<void> {
      const path = `${application(id)}/upgrade-actions/${encodeURIComponent(actionId)}/complete`
      await calls.change({ method: 'POST', path, body: {}, policy: 'create', idempotencyKey })
    },

    async proxyAccess(id: string): Promise<{ access: ProxyAccess; etag: string | undefined }> {
      const path = `${application(id)}/proxy-access`
      const response = await calls.get(path)
      return { access: parseJson(response, ProxyAccess, path), etag: etagOf(response) }
    },

    async putProxyAccess(id: string, access: ProxyAccess, etag: string): Promise<{ access: ProxyAccess; etag: string | undefined }> {
      const path = `${application(id)}/proxy-access`
      const response = await calls.change({ method: 'PUT', path, body: access, etag, policy: 'write' })
      return { access: parseJson(response, ProxyAccess, path), etag: etagOf(response) }
    },

    apiKeys: (id: string): Promise<{ items: KnownApiKey[]; unreadable: number }> => calls.list(`${application(id)}/api-keys`, WireApiKey),
    apiKey: async (id: string, keyId: string): Promise<KnownApiKey> =>
      parseJson(await calls.get(apiKey(id, keyId)), WireApiKey, apiKey(id, keyId)),

    async addKey(id: string, input: z.infer<typeof NewApiKey>, idempotencyKey: string): Promise<NewKey> {
      const path = `${application(id)}/api-keys`
      const response = await calls.change({ method: 'POST', path, body: NewApiKey.parse(input), policy: 'create', idempotencyKey })
      return apart(parseJson(response, WireApiKeyWithValue, path))
    },

    async patchKey(id: string, keyId: string, restriction: Restriction, etag: string): Promise<KnownApiKey> {
      const path = apiKey(id, keyId)
      return parseJson(await calls.change({ method: 'PATCH', path, body: { restriction }, etag, policy: 'write' }), WireApiKey, path)
    },

    /** One that is gone already is done; the last one is `last-api-key`. */
    async deleteKey(id: string, keyId: string, etag: string): Promise<void> {
      await calls.change({ method: 'DELETE', path: apiKey(id, keyId), etag, policy: 'delete' })
    },

    async reveal(id: string, keyId: string): Promise<Secret> {
      const path = `${apiKey(id, keyId)}/reveal`
      return new Secret(parseJson(await calls.change({ method: 'POST', path, body: {}, policy: 'write' }), RevealedKey, path).value)
    },
  }
}
export type Administration = ReturnType<typeof createAdministration>

const application = (id: string) => `/applications/${encodeURIComponent(id)}`
const apiKey = (id: string, keyId: string) => `${application(id)}/api-keys/${encodeURIComponent(keyId)}`

function apart({ value, ...key }: WireApiKeyWithValue): NewKey {
  return { key, value: new Secret(value) }
}
