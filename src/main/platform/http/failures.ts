import { Problem } from '#shared/wire/administration-plane'
import { HEADER } from '#shared/wire/media-types'
import type { ConnectionFault, ErrorCode } from '#shared/errors'
import { AppError } from '../../app-error'
import { redactText } from '../redact'
import type { HttpResponse, TransportError } from './transport'

/**
 * An answer that is not the wanted one, as a failure with a sentence. `at` is the path; queries and bodies stay out of it.
 * The hub's own title is used where it has one, without what looks like a credential.
 */
export function failureOf(response: HttpResponse, at: string): AppError {
  const { status } = response
  const problem = problemOf(response)
  const details = {
    status,
    at,
    requestId: response.headers[HEADER.requestId],
    faults: problem?.errors?.map(({ path, message }) => ({ path, message: redactText(message).slice(0, MAX_TITLE) })),
  }
  const title = problem && redactText(problem.title).slice(0, MAX_TITLE)

  if (problem?.code === 'last-api-key') return new AppError('last-api-key', title ?? '', details)
  if (status === 407) return new AppError('unreachable', SENTENCES.proxy, { ...details, reason: 'proxy' })
  if (status >= 300 && status <= 399) return new AppError('unreachable', SENTENCES.redirect, { ...details, reason: 'redirect' })
  const known = BY_STATUS[status]
  // A refused credential is told in our words: they say what to do.
  if (known?.code === 'unauthorized') return new AppError(known.code, known.sentence, details)
  return new AppError(
    known?.code ?? 'remote',
    title ?? known?.sentence ?? `The answer was an error with status ${status}. Try again later.`,
    details,
  )
}

const MAX_TITLE = 300

const BY_STATUS: Partial<Record<number, { code: ErrorCode; sentence: string }>> = {
  400: { code: 'invalid-input', sentence: 'The hub did not accept what was sent.' },
  401: { code: 'unauthorized', sentence: 'The hub refused the credential. Check the administration token.' },
  403: { code: 'remote', sentence: 'The credential is known, but it may not do this. Ask who gave it to you.' },
  404: { code: 'not-found', sentence: 'The hub does not have this any more.' },
  409: { code: 'conflict', sentence: 'Somebody else changed this meanwhile. Refresh and try again.' },
  410: { code: 'not-found', sentence: 'The hub does not have this any more.' },
  412: { code: 'conflict', sentence: 'Somebody else changed this meanwhile. Refresh and try again.' },
  422: { code: 'invalid-input', sentence: 'The hub did not accept what was sent.' },
  429: { code: 'remote', sentence: 'The hub was asked too often. Try again in some minutes.' },
  503: { code: 'remote', sentence: 'The hub is not available right now. Try again later.' },
}

const SENTENCES: Record<ConnectionFault, string> = {
  dns: 'The name of the server could not be found. Check the address and the network.',
  refused: 'The server did not accept the connection. Check the address and the port, and whether it is running.',
  tls: 'The secure connection failed: the certificate of the server is not trusted here. Nothing was sent.',
  proxy: 'The proxy of this network did not let the connection through.',
  timeout: 'The server did not answer in time. Try again later.',
  cut: 'The connection was cut before the answer was complete. Try again.',
  'too-large': 'The answer was larger than any hub sends, and was not read.',
  redirect: 'The address answered with a redirect to somewhere else, which is not followed.',
  other: 'The server could not be reached.',
}

/** No answer at all, as a failure with a sentence. */
export const unreachable = (error: TransportError, at: string) =>
  new AppError('unreachable', SENTENCES[error.kind], { reason: error.kind, at, cause: error })

function problemOf(response: HttpResponse): Problem | undefined {
  if (!response.headers['content-type']?.includes('json')) return undefined
  try {
    return Problem.safeParse(JSON.parse(response.text())).data
  } catch {
    return undefined // an error page that only says it were JSON: the status speaks for itself
  }
}
