import type { HonoRequest } from 'hono'
import type { SourceState } from '../state/model'
import type { Source } from '../state/sources'

/** A request to a source application after sign-in. */
export type Asked = {
  source: Source
  user: SourceState['users'][number]
  id: string | undefined
  query: Record<string, string>
  request: HonoRequest
}

/** The body as an object, or `undefined` where it is none. */
export async function bodyObject(request: HonoRequest): Promise<Record<string, unknown> | undefined> {
  const body: unknown = await request.json().catch(() => undefined)
  return isObject(body) ? body : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `?criteria={…}`: `undefined` without one, `'unreadable'` where it is not a JSON object. */
export function criteriaOf(query: Record<string, string>): Record<string, unknown> | 'unreadable' | undefined {
  if (query.criteria === undefined || query.criteria === '') return undefined
  try {
    const criteria: unknown = JSON.parse(query.criteria)
    return isObject(criteria) ? criteria : 'unreadable'
  } catch {
    // Not JSON; the caller answers 400.
    return 'unreadable'
  }
}
