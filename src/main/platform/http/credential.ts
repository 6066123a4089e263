import { AppError } from '../../app-error'
import type { Secret } from '../secret'

/** A secret and the one origin it may go to. */
export type RequestCredential = { secret: Secret; audience: string; scheme: 'Bearer' | 'Basic'; username: string | null }

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The only place where a secret becomes a header. Throws unless the URL is exactly of the secret's origin, over TLS or to
 * this very computer, and without a user in it.
 */
export function authorization(url: string, credential: RequestCredential): string {
  const target = new URL(url)
  const refused = target.origin !== credential.audience || target.username !== '' || target.password !== '' || !isSafe(target)
  if (refused) throw new AppError('wrong-environment', 'A credential was about to go to a place it was not made for. Nothing was sent.')
  const value = credential.secret.expose()
  return credential.scheme === 'Bearer'
    ? `Bearer ${value}`
    : `Basic ${Buffer.from(`${credential.username ?? ''}:${value}`, 'utf8').toString('base64')}`
}

const isSafe = (url: URL) =>
  url.protocol === 'https:' || (url.protocol === 'http:' && (LOOPBACK.has(url.hostname) || /^127(\.\d+){3}$/.test(url.hostname)))
