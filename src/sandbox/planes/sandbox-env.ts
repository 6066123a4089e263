import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a request carries here. Without `incoming` it was made inside the sandbox itself. */
export type SandboxEnv = {
  Bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse }
  Variables: { requestId: string }
}

/** The address the caller comes from, an IPv4 one in its own form. */
export function callerAddress(context: { env: SandboxEnv['Bindings'] }): string {
  const address = context.env.incoming?.socket.remoteAddress ?? '127.0.0.1'
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address
}

/** A reply with a JSON text that may have been prepared before. */
export function jsonText(
  text: string,
  { status = 200, type = 'application/json;charset=UTF-8', headers = {} }: ReplyOptions = {},
): Response {
  return new Response(text, { status, headers: { 'content-type': type, ...headers } })
}

export const json = (body: unknown, options: ReplyOptions = {}): Response => jsonText(JSON.stringify(body), options)

export type ReplyOptions = { status?: number; type?: string; headers?: Record<string, string> }

/** `405` with what is allowed instead. */
export function methodNotAllowed(...methods: string[]): Response {
  return json({ message: `This takes ${methods.join(', ')}.` }, { status: 405, headers: { allow: methods.join(', ') } })
}

export type Page = { offset: number; limit: number }

/** `offset` and `limit` of a query, or `undefined` where one of them is not a number that fits. */
export function pageOf(
  query: Record<string, string>,
  { fallback, max, cap = false }: { fallback: number; max: number; cap?: boolean },
): Page | undefined {
  const offset = numberIn(query.offset, 0)
  const limit = numberIn(query.limit, fallback)
  if (offset === undefined || limit === undefined || limit < 1) return undefined
  if (limit > max && !cap) return undefined
  return { offset, limit: Math.min(limit, max) }
}

function numberIn(text: string | undefined, fallback: number): number | undefined {
  if (text === undefined || text === '') return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

export const slice = <T>(rows: readonly T[], { offset, limit }: Page): T[] => rows.slice(offset, offset + limit)
