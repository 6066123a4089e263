import { SOURCE_ERRORS_V1, SOURCE_ERRORS_V2 } from '#shared/wire/media-types'
import type { Source } from '../state/sources'
import { json } from './sandbox-env'

/** One fault of a refused request; the message begins with the member it speaks of, where there is one. */
export type SourceFault = { code: string; title: string; message: string; at?: string }

/** Collected faults in the envelope that the kind of source uses: the canonical one v2, the others still the bare array of v1. */
export function sourceFaults(source: Source, status: number, faults: SourceFault[]): Response {
  const items = faults.map(({ code, title, message, at }) => ({
    code,
    title,
    description: title,
    message: at === undefined ? message : `${at}: ${message}`,
  }))
  if (source.kind === 'source-value') return json(items, { status, type: `${SOURCE_ERRORS_V1};charset=UTF-8` })
  const errors = items.map(({ code, description, message }) => ({ code, description, message }))
  return json({ errors }, { status, type: `${SOURCE_ERRORS_V2};charset=UTF-8` })
}

export const sourceFault = (source: Source, status: number, code: string, message: string) =>
  sourceFaults(source, status, [{ code, title: TITLES[code] ?? 'Request refused', message }])

const TITLES: Record<string, string> = {
  'Access.Denied': 'No permission',
  'Request.Body': 'Body not understood',
  'Request.Id': 'Ids differ',
  'Request.Page': 'Paging not understood',
  'Request.Criteria': 'Criteria not understood',
  'Request.Search': 'Search not understood',
  'Resource.Unknown': 'Not found',
  'Representation.Unknown': 'Representation not available',
  'Body.Type': 'Type of the body not supported',
}
