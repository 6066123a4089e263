import type { ClientRequest, HttpClient } from './client'
import type { HttpResponse } from './transport'

/** Of all answers together. Beyond it those that were used longest ago go, and are asked for whole again. */
const MAX_BYTES = 16 * 1024 * 1024

/**
 * Answers that came with an entity tag, so that the same question can be asked with "unless it is still this". In memory
 * only: what was stored of an answer is the cache's business, and after a start everything is read whole once.
 */
export function createRevalidation(maxBytes = MAX_BYTES) {
  const kept = new Map<string, HttpResponse>()
  let bytes = 0

  const drop = (question: string) => {
    bytes -= kept.get(question)?.body.byteLength ?? 0
    kept.delete(question)
  }
  /** As the newest; a Map gives back its keys in the order in which they came. */
  const keep = (question: string, response: HttpResponse) => {
    drop(question)
    kept.set(question, response)
    bytes += response.body.byteLength
    for (const oldest of kept.keys()) {
      if (bytes <= maxBytes) break
      drop(oldest)
    }
  }

  /** A read of this owner: the answer as if it had come whole. */
  return async function revalidated(http: HttpClient, owner: string, request: ClientRequest): Promise<HttpResponse> {
    const question = `${owner} ${request.headers['accept'] ?? ''} ${request.url}`
    const before = kept.get(question)
    const etag = before?.headers['etag']
    const response = await http.send(etag === undefined ? request : { ...request, headers: { ...request.headers, 'if-none-match': etag } })
    if (response.status === 304 && before) {
      // How many there are is not part of an answer's body: what was said of it then may not be so any more.
      const { [TOTAL]: _then, ...headers } = before.headers
      const whole = { ...before, headers: { ...headers, ...response.headers } }
      keep(question, whole)
      return whole
    }
    if (response.status === 200 && response.headers['etag'] !== undefined) keep(question, response)
    else drop(question)
    return response
  }
}
export type Revalidation = ReturnType<typeof createRevalidation>

const TOTAL = 'x-total-count'
