import type { z } from 'zod'
import { AppError } from '../../app-error'
import type { HttpResponse } from './transport'

/** Nesting that no answer of a hub has; JSON.parse itself would take it, recursive readers would not. */
const MAX_DEPTH = 200
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Without a cause: what a parser says of a text quotes it, and a text may be the answer that holds a key. */
const malformed = (at: string, why: string) =>
  new AppError('malformed', `The answer is not what a hub or source application sends: ${why}.`, { at })

/** The body as JSON of unknown shape. Throws `malformed` for HTML, half an answer, or absurd nesting. */
export function readJson(response: HttpResponse, at: string): unknown {
  const text = response.text().trim()
  if (text === '') throw malformed(at, 'it is empty')
  if (text.startsWith('<')) throw malformed(at, 'it is a web page and not data')
  if (depthOf(text) > MAX_DEPTH) throw malformed(at, 'it is nested too deep')
  try {
    // A member of this name would set the prototype of whatever it is later copied into. A reviver costs several times the
    // parsing, so only a text that can hold the name pays for it.
    return MAY_NAME_PROTO.test(text) ? JSON.parse(text, withoutProto) : JSON.parse(text)
  } catch {
    throw malformed(at, 'it is not whole or not JSON')
  }
}

/** The name as it is or in JSON's escapes, in which every letter may be written. */
const MAY_NAME_PROTO = /__proto__|\\u00[57]/i
const withoutProto = (key: string, value: unknown) => (key === '__proto__' ? undefined : value)

/** One thing of a known shape. */
export function parseJson<T>(response: HttpResponse, schema: z.ZodType<T>, at: string): T {
  const parsed = schema.safeParse(readJson(response, at))
  if (!parsed.success) throw malformed(at, `fields are missing or of another kind (${fieldsOf(parsed.error)})`)
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

/** Which fields, and not what was in them. */
const fieldsOf = (error: z.ZodError) => [...new Set(error.issues.map(({ path }) => path.map(String).join('.')))].slice(0, 5).join(', ')

/** The deepest nesting of brackets outside of strings, found without recursion. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index)
    if (inString) {
      if (char === BACKSLASH) index += 1
      else if (char === QUOTE) inString = false
    } else if (char === QUOTE) inString = true
    else if (char === 0x5b || char === 0x7b) deepest = Math.max(deepest, (depth += 1))
    else if (char === 0x5d || char === 0x7d) depth -= 1
  }
  return deepest
}
