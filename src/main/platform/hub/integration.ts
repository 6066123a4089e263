import { isIP } from 'node:net'
import { TokenClaims } from '#shared/wire/integration-plane'
import { AppError } from '../../app-error'
import type { HttpClient } from '../http/client'
import { failureOf } from '../http/failures'
import type { HttpResponse } from '../http/transport'
import type { Secret } from '../secret'

type Deps = { http: HttpClient; hubUrl: string; signal: AbortSignal }

/** What `/auth` said of a key. The token itself is dropped: nothing here goes on to use it. */
export type Authentication =
  | { outcome: 'accepted'; applicationId: string; tenant: { id: string; label: string } }
  | { outcome: 'unknown-key' }
  | { outcome: 'address-refused'; fromAddress: string | undefined }

/** Plane A of one hub, with an API key. */
export function createIntegration({ http, hubUrl, signal }: Deps) {
  const hub = new URL(hubUrl)

  return {
    /**
     * `POST /auth`: 200 with the token as raw text, 406 for an unknown key (hub contract, plane A); a 401 or 403 with a
     * sentence is a key used from an address that is not on its list. Throws AppError for everything else, such as the page
     * of a proxy that lets nobody through.
     */
    async authenticate(key: Secret): Promise<Authentication> {
      const response = await http.send({
        method: 'POST',
        url: new URL('/auth', hub).href,
        headers: { accept: 'text/plain, application/json' },
        credential: { secret: key, audience: hub.origin, scheme: 'Bearer', username: null },
        policy: 'write',
        signal,
      })
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

/** The claims are read for the application and the tenant they name; the signature is the hub's own business. */
function accepted(response: HttpResponse): Authentication {
  const [, payload = ''] = response.text().trim().split('.')
  try {
    const claims = TokenClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return { outcome: 'accepted', applicationId: claims.sub, tenant: { id: claims.tenant.id, label: claims.tenant.label } }
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
