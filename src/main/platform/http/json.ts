import type { z } from 'zod'
import { AppError } from '../../app-error'
import type { HttpResponse } from './transport'

/** Nesting that no answer of a hub has; JSON.parse itself would take it, recursive readers would not. */
const MAX_DEPTH = 200

const malformed = (at: string, why: string, cause?: unknown) =>
  new AppError('malformed', `The answer is not what a hub or source application sends: ${why}.`, { at, cause })

/** The body as JSON of unknown shape. Throws `malformed` for HTML, half an answer, or absurd nesting. */
export function readJson(response: HttpResponse, at: string): unknown {
  const text = response.text().trim()
  if (text === '') throw malformed(at, 'it is empty')
  if (text.startsWith('<')) throw malformed(at, 'it is a web page and not data')
  if (depthOf(text) > MAX_DEPTH) throw malformed(at, 'it is nested too deep')
  try {
    // A member of this name would set the prototype of whatever it is later copied into.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
  } catch (error) {
    throw malformed(at, 'it is not whole or not JSON', error)
  }
}

/** One thing of a known shape. */
export function parseJson<T>(response: HttpResponse, schema: z.ZodType<T>, at: string): T {
  const parsed = schema.safeParse(readJson(response, at))
  if (!parsed.success) throw malformed(at, 'fields are missing or of another kind', parsed.error)
  return parsed.data
}

/** A list, item by item: one that does not parse is left out and counted, so that it never hides the others. */
export function parseItems<T>(
  response: HttpResponse,
  schema: z.ZodType<T>,
  at: string,
): { items: T[]; received: number; unreadable: number } {
  const body = readJson(response, at)
  if (!Array.isArray(body)) throw malformed(at, 'a list was expected')
  const items = body.flatMap((item) => {
    const parsed = schema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
  return { items, received: body.length, unreadable: body.length - items.length }
}

/** The deepest nesting of brackets outside of strings, found without recursion. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]
    if (inString) {
      if (char === '\\') index += 1
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '[' || char === '{') deepest = Math.max(deepest, (depth += 1))
    else if (char === ']' || char === '}') depth -= 1
  }
  return deepest
}
