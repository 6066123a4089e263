import { AppError } from '../../app-error'
import { targetOf } from '../http/credential'

/**
 * A typed base URI as the network will read it, without the slash at its end. Only https (or this very computer), no user,
 * and nothing after the path, since the app adds paths itself.
 * @throws AppError `invalid-input` with a fault on `baseUri`
 */
export function sourceUri(typed: string): string {
  const url = targetOrFault(typed.trim())
  if (url.search !== '' || url.hash !== '') throw refusal('Leave out everything from the question mark or the hash on.')
  return url.href.replace(/\/+$/, '')
}

function targetOrFault(text: string): URL {
  try {
    return targetOf(text)
  } catch (error) {
    throw error instanceof AppError ? refusal(error.message) : error
  }
}

const refusal = (message: string) => new AppError('invalid-input', message, { faults: [{ path: 'baseUri', message }] })
