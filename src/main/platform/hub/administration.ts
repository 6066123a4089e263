import type { z } from 'zod'
import {
  ADMINISTRATION_PATH,
  NewApiKey,
  RevealedKey,
  Tenant,
  WireApiKey,
  WireApiKeyWithValue,
  WireApplication,
  WireOwnedResource,
} from '#shared/wire/administration-plane'
import { HEADER } from '#shared/wire/media-types'
import { failureOf } from '../http/failures'
import type { HttpClient } from '../http/client'
import type { HttpResponse } from '../http/transport'
import { parseItems, parseJson } from '../http/json'
import { Secret } from '../secret'
import type { Credential } from '../vault/vault'

const PAGE = 500

type Deps = { http: HttpClient; hubUrl: string; credential: Credential; signal: AbortSignal }

/** Plane B of one hub, with its administration token. Every function throws AppError. */
export function createAdministration({ http, hubUrl, credential, signal }: Deps) {
  const base = new URL(ADMINISTRATION_PATH, hubUrl).href
  const bearer = { ...credential, scheme: 'Bearer' as const }

  async function get(path: string): Promise<HttpResponse> {
    const response = await http.send({
      method: 'GET',
      url: `${base}${path}`,
      headers: { accept: 'application/json' },
      credential: bearer,
      policy: 'get',
      signal,
    })
    if (response.status !== 200) throw failureOf(response, path)
    return response
  }

  async function post(
    path: string,
    body: unknown,
    options: { policy: 'create' | 'write'; idempotencyKey?: string },
  ): Promise<HttpResponse> {
    const response = await http.send({
      method: 'POST',
      url: `${base}${path}`,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credential: bearer,
      signal,
      ...options,
    })
    if (response.status < 200 || response.status > 299) throw failureOf(response, path)
    return response
  }

  /** All pages of a list. An item that does not parse is left out and counted, so that it never hides the others. */
  async function list<T>(path: string, schema: z.ZodType<T>): Promise<{ items: T[]; unreadable: number }> {
    const items: T[] = []
    let unreadable = 0
    for (let offset = 0; ; offset += PAGE) {
      const response = await get(`${path}?offset=${offset}&limit=${PAGE}`)
      const page = parseItems(response, schema, path)
      items.push(...page.items)
      unreadable += page.unreadable
      const total = Number(response.headers[HEADER.totalCount])
      if (page.received < PAGE || offset + PAGE >= total) return { items, unreadable }
    }
  }

  return {
    tenant: async () => parseJson(await get('/tenant'), Tenant, '/tenant'),
    applications: () => list('/applications', WireApplication),
    apiKeys: (applicationId: string) => list(`/applications/${encodeURIComponent(applicationId)}/api-keys`, WireApiKey),
    ownedResources: async (applicationId: string) => {
      const path = `/applications/${encodeURIComponent(applicationId)}/owned-resources`
      return parseItems(await get(path), WireOwnedResource, path)
    },

    /** Adds a key. The value in the reply is dropped here: it can be had again by `reveal`. */
    async addKey(applicationId: string, input: z.infer<typeof NewApiKey>, idempotencyKey: string): Promise<WireApiKey> {
      const path = `/applications/${encodeURIComponent(applicationId)}/api-keys`
      const response = await post(path, NewApiKey.parse(input), { policy: 'create', idempotencyKey })
      const { value: _value, ...key } = parseJson(response, WireApiKeyWithValue, path)
      return key
    },

    async reveal(applicationId: string, keyId: string): Promise<Secret> {
      const path = `/applications/${encodeURIComponent(applicationId)}/api-keys/${encodeURIComponent(keyId)}/reveal`
      return new Secret(parseJson(await post(path, {}, { policy: 'write' }), RevealedKey, path).value)
    },
  }
}
export type Administration = ReturnType<typeof createAdministration>
