import { isIP } from 'node:net'
import { AppConfig, AvailableOwner, TokenClaims, type TenantClaim } from '#shared/wire/integration-plane'
import { AppError } from '../../app-error'
import type { HttpClient } from '../http/client'
import { failureOf } from '../http/failures'
import { parseItems, parseJson } from '../http/json'
import type { HttpResponse } from '../http/transport'
import { Secret } from '../secret'

type Deps = { http: HttpClient; hubUrl: string; signal: AbortSignal }

/** What `/auth` said of a key. The token itself is dropped: whoever wants to go on with it signs in. */
export type Authentication =
  | { outcome: 'accepted'; applicationId: string; tenant: TenantClaim }
  | { outcome: 'unknown-key' }
  | { outcome: 'address-refused'; fromAddress: string | undefined }

/** Plane A of one hub, with an API key. */
export function createIntegration({ http, hubUrl, signal }: Deps) {
  const hub = new URL(hubUrl)

  const askForToken = (key: Secret): Promise<HttpResponse> =>
    http.send({
      method: 'POST',
      url: new URL('/auth', hub).href,
      headers: { accept: 'text/plain, application/json' },
      credential: { secret: key, audience: hub.origin, scheme: 'Bearer', username: null },
      policy: 'write',
      signal,
    })

  return {
    /**
     * As the application that a key belongs to, for as long as its token lasts (5 minutes by default): enough for one reading.
     * Throws `unauthorized` for a key that the hub does not know, `address-refused` for one that is not let in from here.
     */
    async signIn(key: Secret) {
      const response = await askForToken(key)
      if (response.status === 406) throw new AppError('unauthorized', 'The hub does not know this key.', { status: 406, at: '/auth' })
      if ([401, 403].includes(response.status) && isSentence(response))
        throw new AppError('address-refused', 'The hub refused the key from the address of this computer.', {
          status: response.status,
          at: '/auth',
        })
      if (response.status !== 200) throw failureOf(response, '/auth')
      const { applicationId, tenant } = accepted(response)
      const token = new Secret(response.text().trim())
      const get = async (path: string): Promise<HttpResponse> => {
        const answer = await http.send({
          method: 'GET',
          url: new URL(path, hub).href,
          headers: { accept: 'application/json' },
          credential: { secret: token, audience: hub.origin, scheme: 'Bearer', username: null },
          policy: 'get',
          signal,
        })
        if (answer.status !== 200) throw failureOf(answer, path.replace(/[?].*$/, ''))
        return answer
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
    },

    /**
     * `POST /auth`: 200 with the token as raw text, 406 for an unknown key (hub contract, plane A); a 401 or 403 with a
     * sentence is a key used from an address that is not on its list. Throws AppError for everything else, such as the page
     * of a proxy that lets nobody through.
     */
    async authenticate(key: Secret): Promise<Authentication> {
      const response = await askForToken(key)
      switch (response.status) {
        case 200:
          return accepted(response)
        case 406:
          return { outcome: 'unknown-key' }
        case 401:
        case 403:
          if (!isSentence(response)) throw failureOf(response, '/auth')
          return { outcome: 'address-refused', fromAddress: addressIn(response) }
        default:
          throw failureOf(response, '/auth')
      }
    },
  }
}
export type Integration = ReturnType<typeof createIntegration>
export type ApplicationSession = Awaited<ReturnType<Integration['signIn']>>

/** The claims are read for the application and the tenant they name; the signature is the hub's own business. */
function accepted(response: HttpResponse): Extract<Authentication, { outcome: 'accepted' }> {
  const [, payload = ''] = response.text().trim().split('.')
  try {
    const claims = TokenClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return { outcome: 'accepted', applicationId: claims.sub, tenant: claims.tenant }
  } catch {
    // Without a cause: what a parser says of a text quotes it, and this text is a token.
    throw new AppError('malformed', 'The hub answered, but not with a token.', { at: '/auth' })
  }
}

const isSentence = (response: HttpResponse): boolean => response.headers['content-type']?.includes('json') === true

/** The hub's sentence names the caller's address; only what is one is taken out of it. */
function addressIn(response: HttpResponse): string | undefined {
  const words = response
    .text()
    .slice(0, 2000)
    .split(/[^\w.:]+/)
  return words.map((word) => word.replace(/[.:]$/, '')).find((word) => isIP(word) !== 0)
}
