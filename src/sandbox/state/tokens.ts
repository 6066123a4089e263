import { errors, jwtVerify, SignJWT } from 'jose'
import type { Hub } from './hub'
import type { ApplicationState, KeyState } from './model'

const CACHE_LIMIT = 5000

export type Bearer = { application: ApplicationState; key: KeyState }

/**
 * Tokens of the integration plane. Each API key signs with a secret of its own, made from the tenant's: so a token
 * remembers its key without a claim that the real one does not have, and dies with the key.
 */
export function createTokens(hub: Hub) {
  /** Key and expiry of tokens that were checked before; the signature need not be computed again for each call. */
  const checked = new Map<string, { keyId: string; applicationId: string; exp: number; epoch: number }>()
  const secretOf = (key: KeyState) => new TextEncoder().encode(`${hub.state.signingSecret}/${hub.state.tokenEpoch}/${key.id}`)
  const seconds = () => Math.floor(hub.now() / 1000)

  async function verify(token: string): Promise<Bearer | undefined> {
    const known = checked.get(token)
    if (known) {
      if (known.exp <= seconds() || known.epoch !== hub.state.tokenEpoch) return undefined
      return find(known.applicationId, known.keyId)
    }
    const applicationId = subjectOf(token)
    const application = applicationId === undefined ? undefined : hub.application(applicationId)
    for (const key of application?.apiKeys ?? []) {
      const exp = await expiry(token, key)
      if (exp === undefined || !application) continue
      if (checked.size >= CACHE_LIMIT) checked.clear()
      checked.set(token, { keyId: key.id, applicationId: application.id, exp, epoch: hub.state.tokenEpoch })
      return { application, key }
    }
    return undefined
  }

  async function expiry(token: string, key: KeyState): Promise<number | undefined> {
    try {
      const { payload } = await jwtVerify(token, secretOf(key), { algorithms: ['HS256'], currentDate: new Date(hub.now()) })
      return payload.exp
    } catch (error) {
      // Wrong signature, run out, or no token at all: all of them mean "not this key".
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }

  function find(applicationId: string, keyId: string): Bearer | undefined {
    const application = hub.application(applicationId)
    const key = application?.apiKeys.find(({ id }) => id === keyId)
    return application && key ? { application, key } : undefined
  }

  return {
    verify,

    async issue({ application, key }: Bearer, minutes: number): Promise<string> {
      const { id, accountId, alias, name, label } = hub.state.identity
      return new SignJWT({ tog: [], tenant: { id, accountId, alias, name, label } })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(application.id)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + minutes * 60)
        .sign(secretOf(key))
    },

    /** Makes every token run out that was issued until now. */
    expireAll() {
      hub.state.tokenEpoch += 1
      checked.clear()
      hub.touch()
    },
  }
}
export type Tokens = ReturnType<typeof createTokens>

/** The claim that says whose keys to try; not trusted until one of them has signed it. */
function subjectOf(token: string): string | undefined {
  const payload = token.split('.')[1]
  if (payload === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string' ? claims.sub : undefined
  } catch {
    // Not a token of ours; the caller answers 401.
    return undefined
  }
}
