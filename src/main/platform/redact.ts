import { Secret } from './secret'

export const REDACTED = '[REDACTED]'
const MAX_DEPTH = 8
const MAX_TEXT = 4000
const MAX_SCANNED = 20_000
const MAX_ITEMS = 200

/** Fields that hold secrets wherever they stand: headers, forms, bodies, our own records. */
const SENSITIVE_NAME =
  /authorization|cookie|passw(or)?d|passphrase|secret|token|credential|bearer|api[-_ ]?key|private[-_ ]?key|^value$|^pwd$/i

/**
 * The same names inside of text, as `name: value`, `name=value` or JSON; the value goes up to its end or the next separator,
 * and to the end of the line where its quotes are themselves escaped, since then only a parser could tell.
 */
const NAMED_IN_TEXT =
  /((?:authorization|cookie|passw(?:or)?d|passphrase|secret|token|credential|api[-_ ]?key|private[-_ ]?key)[\w-]{0,40}\\{0,8}["']?\s{0,8}[:=]\s{0,8})(\\+["'].*|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,;&}\])]+)/gi

/**
 * A copy of anything that is safe to write down. It goes by structure, since secrets hide in headers, causes, maps and
 * URLs that nobody thought of; then by shape, for what was already put into a sentence. It never throws.
 */
export function redact(value: unknown): unknown {
  return walk(value, 0, new Set())
}

/** Takes out of a sentence what looks like a credential: schemes, JWTs, `user:password@`, queries, `token=…`. */
export function redactText(text: string): string {
  // The repetitions in the patterns are bounded, and so is the text: a log must not be what stops the app.
  const clean = text
    .slice(0, MAX_SCANNED)
    .replace(/\b(Bearer|Basic|Digest|Negotiate)\s+[^\s"',;]+/gi, `$1 ${REDACTED}`)
    .replace(/\beyJ[\w-]+\.[\w-]*(?:\.[\w-]*)*/g, REDACTED)
    .replace(/([a-z][a-z0-9+.-]{0,30}:[\\/]{2})[^\s/\\?#"']*@/gi, `$1${REDACTED}@`)
    .replace(/([a-z][a-z0-9+.-]{0,30}:[\\/]{2}[^\s?#"']*)[?#][^\s"']*/gi, `$1?${REDACTED}`)
    .replace(NAMED_IN_TEXT, `$1${REDACTED}`)
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}… (${text.length} characters)` : clean
}

function walk(value: unknown, depth: number, above: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value)
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'boolean':
      return value
    case 'bigint':
      return String(value)
    case 'undefined':
      return undefined
    case 'symbol':
    case 'function':
      return `[${typeof value}]`
    case 'object':
      break
  }
  if (value === null) return null
  if (above.has(value)) return '[circular]'
  if (depth >= MAX_DEPTH) return '[deep]'
  above.add(value)
  try {
    return walkObject(value, (inner) => walk(inner, depth + 1, above))
  } catch {
    // A getter or a proxy that throws must not cost the log line it stands in.
    return '[unreadable]'
  } finally {
    above.delete(value)
  }
}

function walkObject(value: object, inner: (value: unknown) => unknown): unknown {
  if (value instanceof Secret) return REDACTED
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof URL) return `${value.protocol}//${value.host}${redactText(value.pathname)}`
  if (value instanceof URLSearchParams) return REDACTED
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return redactText(String(value))
  if (Array.isArray(value)) return list(value, inner)
  if (value instanceof Set) return list([...value], inner)
  if (value instanceof Map || value instanceof Headers) return fields([...value], inner)
  if (value instanceof Error)
    return { name: inner(value.name), message: inner(value.message), stack: inner(value.stack), ...errorFields(value, inner) }
  return fields(Object.entries(value), inner)
}

/** Cause and members of an error are not enumerable, and are where the request with its headers hangs. */
function errorFields(error: Error, inner: (value: unknown) => unknown): object {
  const members = error instanceof AggregateError ? { errors: inner(error.errors) } : {}
  const cause = error.cause === undefined ? {} : { cause: inner(error.cause) }
  const own = Object.entries(error).filter(([name]) => name !== 'name' && name !== 'message' && name !== 'stack')
  return { ...fields(own, inner), ...members, ...cause }
}

/** Raw headers come as a flat list or as pairs, so what follows a sensitive name goes too. */
function list(values: unknown[], inner: (value: unknown) => unknown): unknown[] {
  const kept = values.slice(0, MAX_ITEMS).map((value, index) => {
    const before = values[index - 1]
    return typeof before === 'string' && SENSITIVE_NAME.test(before) ? REDACTED : inner(value)
  })
  return values.length > MAX_ITEMS ? [...kept, `… ${values.length - MAX_ITEMS} more`] : kept
}

function fields(entries: [unknown, unknown][], inner: (value: unknown) => unknown): object {
  const named = entries.slice(0, MAX_ITEMS).map(([key, value]) => {
    const name = typeof key === 'string' ? key : JSON.stringify(inner(key))
    // Numbers too: a password may be one. Only yes, no and nothing tell nothing.
    const tellsNothing = typeof value === 'boolean' || value === null || value === undefined
    return [redactText(name), SENSITIVE_NAME.test(name) && !tellsNothing ? REDACTED : inner(value)] as const
  })
  // fromEntries defines rather than assigns, so that a field named __proto__ stays a field.
  return Object.fromEntries(named)
}
