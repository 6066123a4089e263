import { responseOf, type HttpRequest, type HttpResponse, type Transport } from '../../src/main/platform/http/transport'

/** An answer: status with headers and body, an error to throw, or something to do. */
export type Scripted =
  [status: number, headers?: Record<string, string>, body?: string] | Error | ((request: HttpRequest) => Promise<HttpResponse>)

/** A transport that answers from a list, the last one for ever, and keeps what it was asked. */
export function createScriptedTransport(...script: Scripted[]): Transport & { seen: HttpRequest[] } {
  const seen: HttpRequest[] = []
  return {
    seen,
    send(request) {
      const answer = script[Math.min(seen.length, script.length - 1)]
      seen.push(request)
      if (answer === undefined) return Promise.reject(new Error('Nothing was scripted'))
      if (answer instanceof Error) return Promise.reject(answer)
      if (typeof answer === 'function') return answer(request)
      const [status, headers = {}, body = ''] = answer
      return Promise.resolve(responseOf(status, headers, Buffer.from(body)))
    },
  }
}
