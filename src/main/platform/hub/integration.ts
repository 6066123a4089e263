import { isIP } from 'node:net'
import { TokenClaims, type TenantClaim } from '#shared/wire/integration-plane'
import { AppError } from '../../app-error'
import type { HttpClient } from '../http/client'
import { failureOf } from '../http/failures'
import type { HttpResponse } from '../http/transport'
import { Secret } from '../secret'

type Deps = { http: HttpClient; hubUrl: string; signal: AbortSignal }

/** What `/auth` said of a key. */
export type Authentication =
  | { outcome: 'accepted'; applicationId: string; tenant: TenantClaim }
  | { outcome: 'unknown-key' }
  | { outcome: 'address-refused'; fromAddress: string | undefined }

/** The same with the token that calls go on with. */
export type SignIn = { said: Authentication; token: Token | null }
export type Token = { value: Secret; lifetimeMs: number }

/** Plane A of one hub, with an API key. */
export function createIntegration({ http, hubUrl, signal }: Deps) {
  const hub = new URL(hubUrl)

  const integration = {
    /**
     * `POST /auth`: 200 with the token as raw text, 406 for an unknown key (hub contract, plane A); a 401 or 403 with a
     * sentence is a key used from an address that is not on its list. Throws AppError for everything else, such as the page
     * of a proxy that lets nobody through.
     */
    async signIn(key: Secret): Promise<SignIn> {
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
          return { said: { outcome: 'unknown-key' }, token: null }
        case 401:
        case 403:
          if (!isSentence(response)) throw failureOf(response, '/auth')
          return { said: { outcome: 'address-refused', fromAddress: addressIn(response) }, token: null }
        default:
          throw failureOf(response, '/auth')
      }
    },

    /** Only what was said, for a key that is to be proved and not used. */
    authenticate: async (key: Secret): Promise<Authentication> => (await integration.signIn(key)).said,
  }
  return integration
}
export type Integration = ReturnType<typeof createIntegration>

/** The claims are read for whom they name and for how long they are good; the signature is the hub's own business. */
function accepted(response: HttpResponse): SignIn {
  const text = response.text().trim()
  const [, payload = ''] = text.split('.')
  try {
    const { sub, tenant, iat, exp } = TokenClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return {
      said: { outcome: 'accepted', applicationId: sub, tenant },
      // Both by the hub's clock, so that ours may be wrong.
      token: { value: new Secret(text), lifetimeMs: Math.max(0, exp - iat) * 1000 },
    }
  } catch {
    // Without a cause: what a parser says of a text quotes it, and this text is a token.
    throw new AppError('malformed', 'The hub answered, but not with a token.', { at: '/auth' })
  }
}

/** A 401 with a sentence speaks of the caller's address; one without is about the token or key. */
export const isSentence = (response: HttpResponse): boolean => response.headers['content-type']?.includes('json') === true

/** The hub's sentence names the caller's address; only what is one is taken out of it. */
function addressIn(response: HttpResponse): string | undefined {
  const words = response
    .text()
    .slice(0, 2000)
    .split(/[^\w.:]+/)
  return words.map((word) => word.replace(/[.:]$/, '')).find((word) => isIP(word) !== 0)
}
