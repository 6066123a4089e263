import { createHash } from 'node:crypto'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { HttpClient } from '../http/client'
import type { HttpResponse } from '../http/transport'
import { unlessAborted } from '../http/unless-aborted'
import type { Secret } from '../secret'
import { createIntegration, isSentence, type Authentication, type Token } from './integration'

/** A token is renewed at this share of its life, before the hub refuses it. */
const RENEWED_AT = 0.8

type Of = { http: HttpClient; hubUrl: string; key: Secret }
type SignedIn = Extract<Authentication, { outcome: 'accepted' }> & { token: Token }
type Held = { signedIn: Promise<SignedIn>; renewAt: number }

/**
 * Tokens of plane A, one for each key of each hub, in memory. However many calls need one at once, `/auth` is asked once;
 * its life is measured on the monotonic clock, which nobody sets.
 */
export function createSignIns({ clock }: { clock: Clock }) {
  const held = new Map<string, Held>()

  function signedInWith({ http, hubUrl, key }: Of, at: string): Held {
    const known = held.get(at)
    if (known && clock.monotonic() < known.renewAt) return known
    // The first to need it asks for all: that one of them stops must not stop it for the others.
    const { signal } = new AbortController()
    const asked = clock.monotonic()
    const next: Held = { signedIn: signIn(createIntegration({ http, hubUrl, signal }), key), renewAt: Infinity }
    held.set(at, next)
    next.signedIn.then(
      ({ token: { lifetimeMs } }) => {
        next.renewAt = asked + lifetimeMs * RENEWED_AT
      },
      () => {
        if (held.get(at) === next) held.delete(at) // who waits for it is told why; the next one asks anew
      },
    )
    return next
  }

  /** The key itself stays where it is; this only tells one from another. */
  const nameOf = ({ hubUrl, key }: Of): string => `${new URL(hubUrl).origin} ${createHash('sha256').update(key.expose()).digest('base64')}`

  return {
    /** Whose key it is, as the hub says. Throws `unauthorized`, `address-refused`, or why the hub could not be asked. */
    whose: async (of: Of): Promise<Omit<SignedIn, 'token'>> => signedInWith(of, nameOf(of)).signedIn,

    /** A client whose calls carry the token of this key. A 401 is answered by signing in once more, and by one more try. */
    client(of: Of): HttpClient {
      const { origin } = new URL(of.hubUrl)
      const at = nameOf(of)
      return {
        async send(request) {
          const send = async (use: Held): Promise<HttpResponse> => {
            const { token } = await unlessAborted(use.signedIn, request.signal).catch((error: unknown) => {
              throw request.signal.aborted ? new AppError('cancelled', 'This was stopped.', { cause: error }) : error
            })
            return await of.http.send({
              ...request,
              credential: { secret: token.value, audience: origin, scheme: 'Bearer', username: null },
            })
          }
          const used = signedInWith(of, at)
          const response = await send(used)
          // Refused before anything was done, so whatever it was may be sent again. An address stays refused.
          if (response.status !== 401 || isSentence(response)) return response
          if (held.get(at) === used) held.delete(at)
          return await send(signedInWith(of, at))
        },
      }
    },
  }
}
export type SignIns = ReturnType<typeof createSignIns>

async function signIn(integration: ReturnType<typeof createIntegration>, key: Secret): Promise<SignedIn> {
  const { said, token } = await integration.signIn(key)
  if (token && said.outcome === 'accepted') return { ...said, token }
  if (said.outcome === 'address-refused')
    throw new AppError('address-refused', 'The hub refused the API key from the address of this computer.', { status: 401, at: '/auth' })
  throw new AppError('unauthorized', 'The hub does not know this API key.', { status: 406, at: '/auth' })
}
