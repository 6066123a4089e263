import { AppConfig, AvailableOwner } from '#shared/wire/integration-plane'
import type { HttpClient } from '../http/client'
import { failureOf } from '../http/failures'
import { parseItems, parseJson } from '../http/json'
import type { HttpResponse } from '../http/transport'
import type { Secret } from '../secret'
import type { SignIns } from './sign-ins'

type Deps = { signIns: SignIns; http: HttpClient; hubUrl: string; key: Secret; signal: AbortSignal }

/** What a hub tells an application of itself, signed in with one of its API keys. Throws what `SignIns.whose` throws. */
export async function openApplicationSession({ signIns, http, hubUrl, key, signal }: Deps) {
  const { applicationId, tenant } = await signIns.whose({ http, hubUrl, key })
  const client = signIns.client({ http, hubUrl, key })
  const get = async (path: string): Promise<HttpResponse> => {
    const url = new URL(path, hubUrl)
    const response = await client.send({ method: 'GET', url: url.href, headers: { accept: 'application/json' }, policy: 'get', signal })
    if (response.status !== 200) throw failureOf(response, url.pathname)
    return response
  }
  return {
    applicationId,
    tenant,
    configuration: async () => ({ config: parseJson(await get('/appconfig'), AppConfig, '/appconfig') }),
    /** What an application owns. Partial failures are part of the shape. */
    availableResources: async (ownerId: string): Promise<AvailableOwner[]> => {
      const path = '/admin/available-resources'
      return parseItems(await get(`${path}?applicationId=${encodeURIComponent(ownerId)}`), AvailableOwner, path).items
    },
  }
}
export type ApplicationSession = Awaited<ReturnType<typeof openApplicationSession>>
