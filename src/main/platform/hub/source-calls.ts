import { ROWS_TYPE } from '#shared/wire/media-types'
import { SourceFaultsV1, SourceFaultsV2 } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { HttpClient } from '../http/client'
import { failureOf } from '../http/failures'
import type { HttpResponse } from '../http/transport'
import { redactText } from '../redact'
import type { Credential } from '../vault/vault'

export type SourceCallsDeps = { http: HttpClient; baseUri: string; credential: Credential | null; signal: AbortSignal }

/** How plane C is spoken: media types, Basic authentication, faults. Every function throws AppError. */
export function createSourceCalls({ http, baseUri, credential, signal }: SourceCallsDeps) {
  const root = baseUri.replace(/\/+$/, '')
  const basic = credential ? { credential: { ...credential, scheme: 'Basic' as const } } : {}

  return {
    /** The answer, whatever its status. */
    get: (path: string, accept: string): Promise<HttpResponse> =>
      http.send({ method: 'GET', url: `${root}${path}`, headers: { accept }, policy: 'get', signal, ...basic }),

    /**
     * Sends the changed part of one row. Throws `invalid-input` with the faults that the source collected, `not-found` for a
     * row that is not there, `unreachable` when nobody knows whether it was done.
     */
    put: async (path: string, body: Record<string, unknown>): Promise<HttpResponse> => {
      const response = await http.send({
        method: 'PUT',
        url: `${root}${path}`,
        headers: { accept: ROWS_TYPE, 'content-type': ROWS_TYPE },
        body: JSON.stringify(body),
        policy: 'write',
        signal,
        ...basic,
      })
      if (response.status < 200 || response.status > 299) throw changeFailure(response, path)
      return response
    },
  }
}
export type SourceCalls = ReturnType<typeof createSourceCalls>

/** After a change: whether it was done is known to nobody. An error of a server or of something before it may come after the work. */
export const mayBeDone = ({ code, status = 0 }: AppError): boolean => code === 'unreachable' || status >= 500

/** A refusal of the source application is not a refusal of the hub: it has its own code and its own words. */
export function sourceFailure(response: HttpResponse, at: string): AppError {
  const failure = failureOf(response, at)
  if (response.status === 401)
    return new AppError('source-unauthorized', 'The source application refused the user or the password.', { status: 401, at })
  return ['invalid-input', 'conflict', 'not-found', 'unauthorized'].includes(failure.code)
    ? new AppError('remote', failure.message, { status: response.status, at })
    : failure
}

function changeFailure(response: HttpResponse, at: string): AppError {
  const { status } = response
  const faults = faultsOf(response)
  const sentence = faults.map(({ message }) => message).join(' ')
  switch (status) {
    case 400:
    case 422:
      return new AppError('invalid-input', sentence || 'The source application did not accept the change.', { status, at, faults })
    case 403:
      return new AppError('remote', 'The user of the source application may not change this. Nothing was changed.', { status, at })
    case 404:
      return new AppError('not-found', 'The source application does not have this row any more.', { status, at })
    case 405:
      return new AppError('remote', 'The source application does not take changes of this list.', { status, at })
    default:
      return sourceFailure(response, at)
  }
}

const MAX_MESSAGE = 500

/** Faults in either envelope (v2, or the bare array of v1). A message that begins with a member’s path tells where it is. */
function faultsOf(response: HttpResponse): { path: string; message: string }[] {
  let body: unknown
  try {
    body = JSON.parse(response.text())
  } catch {
    return [] // an error page: the status speaks for itself
  }
  const v2 = SourceFaultsV2.safeParse(body)
  const v1 = SourceFaultsV1.safeParse(body)
  const items = v2.success
    ? v2.data.errors.map(({ message, description }) => message || description || '')
    : v1.success
      ? v1.data.map(({ message, description, title }) => message ?? description ?? title ?? '')
      : []
  return items
    .filter((text) => text !== '')
    .map((text) => {
      const [, path = '', message = text] = /^([a-zA-Z]\w*(?:[.[]\w+\]?)*): *(.+)$/s.exec(text) ?? []
      return { path, message: redactText(message).slice(0, MAX_MESSAGE) }
    })
}
