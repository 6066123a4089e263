import { PROBLEM, HEADER } from '#shared/wire/media-types'
import type { Problem } from '#shared/wire/administration-plane'
import type { ZodError } from 'zod'

export type ProblemCode =
  | 'conflict'
  | 'idempotency-mismatch'
  | 'internal'
  | 'invalid-input'
  | 'invalid-json'
  | 'last-api-key'
  | 'method-not-allowed'
  | 'name-taken'
  | 'not-found'
  | 'payload-too-large'
  | 'precondition-failed'
  | 'precondition-required'
  | 'source-invalid'
  | 'source-timeout'
  | 'source-unauthorized'
  | 'source-unreachable'
  | 'unauthorized'

type Details = { detail?: string; errors?: { path: string; message: string }[]; headers?: Record<string, string> }

/** Thrown by what serves the administration plane; becomes problem details at its edge. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    title: string,
    readonly details: Details = {},
  ) {
    super(title)
  }
}

export const notFound = (what: string) => new ProblemError(404, 'not-found', `There is no such ${what}.`)

export const invalidInput = (errors: { path: string; message: string }[]) =>
  new ProblemError(400, 'invalid-input', errors.length === 1 ? 'One value cannot be taken.' : `${errors.length} values cannot be taken.`, {
    errors,
  })

export const invalidBody = (error: ZodError) =>
  invalidInput(error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })))

/** RFC 9457 problem details with `code` and, for bad input, `errors`. */
export function problemResponse(
  { status, code, message, details: { detail, errors, headers = {} } }: ProblemError,
  requestId: string,
): Response {
  const problem: Problem & { instance: string } = {
    type: `urn:hubkeeper:problem:${code}`,
    title: message,
    status,
    code,
    instance: `urn:uuid:${requestId}`,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  }
  return new Response(JSON.stringify(problem), { status, headers: { 'content-type': PROBLEM, [HEADER.requestId]: requestId, ...headers } })
}
