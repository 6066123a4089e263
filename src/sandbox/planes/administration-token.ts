import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether a header carries the token. Compared by digest, so that the time it takes tells nothing of the token. */
export function isAdministrator(header: string | undefined, token: string): boolean {
  const sent = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? ''
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(sent), digest(token))
}
