import { AppError } from '../../app-error'
import type { Secret } from '../secret'

/** A secret and the one origin it may go to. */
export type RequestCredential = { secret: Secret; audience: string; scheme: 'Bearer' | 'Basic'; username: string | null }

/** Hosts that are this very computer, as URL writes them: it turns octal, hexadecimal and short forms into these. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * Where a request goes, as the network will read it. Callers go on with this and not with the text they had: two parsers
 * that read one text differently are how a secret ends up elsewhere.
 * @throws AppError `invalid-input` unless it is https, or this very computer, and names no user
 */
export function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) throw new AppError('invalid-input', 'This is not an address. Nothing was sent.')
  if (url.username !== '' || url.password !== '') throw new AppError('invalid-input', 'The address has a user in it. Nothing was sent.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
    throw new AppError('invalid-input', 'The address does not begin with https://. Nothing was sent.')
  return url
}

/**
 * The only place where a secret becomes a header.
 * @throws AppError `wrong-environment` unless the target is of exactly the secret's origin
 */
export function authorization(target: URL, { secret, audience, scheme, username }: RequestCredential): string {
  if (target.origin !== audience || targetOf(target.href).origin !== audience)
    throw new AppError('wrong-environment', 'A credential was about to go to a place it was not made for. Nothing was sent.')
  const value = secret.expose()
  switch (scheme) {
    case 'Bearer':
      // Anything else would end the header and begin another, or be cut short on the way.
      if (!/^[\x21-\x7e]+$/.test(value)) throw new AppError('invalid-input', 'The token has characters that no token has. Enter it again.')
      return `Bearer ${value}`
    case 'Basic':
      if (username?.includes(':')) throw new AppError('invalid-input', 'A user name with a colon cannot be sent. Nothing was sent.')
      return `Basic ${Buffer.from(`${username ?? ''}:${value}`, 'utf8').toString('base64')}`
  }
}
