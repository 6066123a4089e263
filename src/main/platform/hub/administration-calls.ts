import type { z } from 'zod'
import { ADMINISTRATION_PATH } from '#shared/wire/administration-plane'
import { HEADER } from '#shared/wire/media-types'
import { failureOf } from '../http/failures'
import type { HttpClient, Policy } from '../http/client'
import { parseItems } from '../http/json'
import type { HttpMethod, HttpResponse } from '../http/transport'
import type { Credential } from '../vault/vault'

const PAGE = 500

export type AdministrationDeps = { http: HttpClient; hubUrl: string; credential: Credential; signal: AbortSignal }

type Change = { method: HttpMethod; path: string; policy: Policy; body?: unknown; etag?: string; idempotencyKey?: string }

/** How plane B is spoken: JSON, the token, pages, entity tags. Every function throws AppError. */
export function createAdministrationCalls({ http, hubUrl, credential, signal }: AdministrationDeps) {
  const base = new URL(ADMINISTRATION_PATH, hubUrl).href
  const bearer = { ...credential, scheme: 'Bearer' as const }

  async function get(path: string): Promise<HttpResponse> {
    const url = `${base}${path}`
    const response = await http.send({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      credential: bearer,
      policy: 'get',
      signal,
    })
    if (response.status !== 200) throw failureOf(response, path)
    return response
  }

  return {
    get,

    /** Any 2xx is a success; what the policy calls done comes back as 204. `etag` becomes If-Match. */
    async change({ method, path, policy, body, etag, idempotencyKey }: Change): Promise<HttpResponse> {
      const response = await http.send({
        method,
        url: `${base}${path}`,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(etag === undefined ? {} : { 'if-match': etag }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        credential: bearer,
        policy,
        signal,
      })
      if (response.status < 200 || response.status > 299) throw failureOf(response, path)
      return response
    },

    /** All pages of a list. An item that does not parse is left out and counted, so that it never hides the others. */
    async list<T>(path: string, schema: z.ZodType<T>): Promise<{ items: T[]; unreadable: number }> {
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
    },
  }
}

/** The entity tag of a reply, for the If-Match of a later change. */
export const etagOf = (response: HttpResponse): string | undefined => response.headers.etag
