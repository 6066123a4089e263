import type { EndpointCheck } from '../contract/resources'

/** What one of the six calls tells, in a word; the window has a sentence of advice for each. */
export const DIAGNOSES = [
  'fine',
  'empty', // 2xx, and nothing in it
  'odd-type', // could be read, though its type says that it is something else
  'bad-request', // 400
  'signed-out', // 401
  'forbidden', // 403
  'not-found', // 404: the base URI, or a source without this endpoint
  'not-acceptable', // 406: the source does not know the media type
  'too-often', // 429
  'server-error', // 5xx
  'other-status',
  'timeout',
  'cut',
  'not-reached', // name, connection, certificate, proxy: see the failure's reason
  'web-page', // HTML where data was expected
  'not-readable', // half an answer, or no JSON
  'wrong-kind', // a list of something else
] as const
export type Diagnosis = (typeof DIAGNOSES)[number]

/** Who has to mend it: the base URI, the credentials, the source application, the proxy of the hub, or the network. */
export function diagnose({ status, failure, receivedType = '', items }: EndpointCheck): Diagnosis {
  const isHtml = /html/i.test(receivedType)
  if (!failure) {
    if (receivedType !== '' && status !== 204 && !/json/i.test(receivedType)) return 'odd-type'
    return items === 0 ? 'empty' : 'fine'
  }
  if (failure.code === 'unreachable') {
    if (failure.reason === 'timeout') return 'timeout'
    return failure.reason === 'cut' ? 'cut' : 'not-reached'
  }
  if (failure.code === 'malformed') {
    if (isHtml || failure.message.includes('web page')) return 'web-page'
    return failure.message.includes('something else') ? 'wrong-kind' : 'not-readable'
  }
  return byStatus(status ?? failure.status)
}

function byStatus(status: number | undefined): Diagnosis {
  switch (status) {
    case 400:
      return 'bad-request'
    case 401:
      return 'signed-out'
    case 403:
      return 'forbidden'
    case 404:
      return 'not-found'
    case 406:
      return 'not-acceptable'
    case 429:
      return 'too-often'
    case undefined:
    default:
      return status !== undefined && status >= 500 ? 'server-error' : 'other-status'
  }
}
