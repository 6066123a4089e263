import { AppError } from '../../app-error'

/** Hosts that may be spoken to without TLS: only this very computer, for the sandbox. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The origin of a typed hub address: `https` only (or loopback), no user, no path, no query.
 * @throws AppError `invalid-input` with a fault on `hubUrl`
 */
export function hubOrigin(typed: string): string {
  const refuse = (message: string) => new AppError('invalid-input', message, { faults: [{ path: 'hubUrl', message }] })
  const text = typed.trim()
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+$/.test(text) ? text : `https://${text}`)
  } catch {
    throw refuse('This is not an address. Write it as https://hub.example.edu.')
  }
  if (url.username !== '' || url.password !== '') throw refuse('Leave user and password out of the address.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
    throw refuse('The address must begin with https://, since the token is sent to it.')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw refuse('Leave out everything after the host name: the app adds the paths itself.')
  return url.origin
}
