/**
 * An idempotency key for each body: the very same one sent again after a lost answer cannot make a second thing, and an
 * edited one is never mistaken for the first. Every body is remembered, since a person may also edit back.
 */
export function createIdempotencyKeys(make: () => string = () => crypto.randomUUID()) {
  const byBody = new Map<string, string>()
  return (body: unknown): string => {
    const text = JSON.stringify(body)
    const key = byBody.get(text) ?? make()
    byBody.set(text, key)
    return key
  }
}
