import { createHash } from 'node:crypto'

/** A strong entity tag over what a client sees and the revision behind it. */
export function entityTag(shown: unknown, revision = 0): string {
  return `"${createHash('sha256').update(JSON.stringify(shown)).update(String(revision)).digest('base64url').slice(0, 20)}"`
}

/** Whether an `If-Match` header accepts the tag: one of a list, or `*`. Weak tags never match (RFC 9110, 13.1.1). */
export function matchesTag(header: string, tag: string): boolean {
  return header.split(',').some((part) => part.trim() === '*' || part.trim() === tag)
}
