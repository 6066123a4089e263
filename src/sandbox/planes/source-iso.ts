import { HEADER, type IsoList, JSON_TYPE, ROWS_TYPE } from '#shared/wire/media-types'
import type { IsoRow } from '#shared/wire/source-plane'
import { acceptedTypes, contentTypeOf, isAnything } from './accept'
import { json, methodNotAllowed } from './sandbox-env'
import { type Asked, bodyObject } from './source-asked'
import { sourceFault, type SourceFault, sourceFaults } from './source-reply'

type AskedIso = Asked & { list: IsoList; part: 'rows' | 'choices' }

/** The ISO lists: rows whose code can be changed, and the choices for them. */
export function serveIso(asked: AskedIso): Response | Promise<Response> {
  const { source, list, part, id, request } = asked
  const canWrite = part === 'rows' && source.iso?.[list].isServed === true
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return readIso(asked)
    case 'PUT':
      return canWrite && id !== undefined ? changeIso(asked, id) : methodNotAllowed('GET')
    case 'OPTIONS':
      return new Response(null, { status: 204, headers: { allow: canWrite && id !== undefined ? 'GET, PUT' : 'GET' } })
    default:
      return canWrite && id !== undefined ? methodNotAllowed('GET', 'PUT') : methodNotAllowed('GET')
  }
}

const isRowsType = (type: string) => isAnything(type) || type === JSON_TYPE || type.replace(/\.v1\+json$/, '.v1.0.0+json') === ROWS_TYPE

function readIso({ source, list, part, id, request }: AskedIso): Response {
  if (!acceptedTypes(request.header('accept')).some(isRowsType))
    return sourceFault(source, 406, 'Representation.Unknown', `The list is served as ${ROWS_TYPE}.`)
  const rows = part === 'rows' ? source.isoRows(list) : (source.iso?.[list].choices ?? [])
  const type = `${ROWS_TYPE};charset=UTF-8`
  const headers = { [HEADER.mediaType]: ROWS_TYPE }
  if (id === undefined) return json(rows, { type, headers: { ...headers, [HEADER.totalCount]: String(rows.length) } })
  const row = rows.find((candidate) => candidate.id === id)
  return row ? json(row, { type, headers }) : sourceFault(source, 404, 'Resource.Unknown', `There is no row ${id} in the list.`)
}

async function changeIso({ source, list, request }: AskedIso, id: string): Promise<Response> {
  if (!acceptedTypes(request.header('accept')).some(isRowsType))
    return sourceFault(source, 406, 'Representation.Unknown', `The list is served as ${ROWS_TYPE}.`)
  const sent = contentTypeOf(request.header('content-type'))
  if (sent === undefined || isAnything(sent) || !isRowsType(sent))
    return sourceFault(source, 415, 'Body.Type', `A change is sent as ${ROWS_TYPE}.`)
  const body = await bodyObject(request)
  if (!body) return sourceFault(source, 400, 'Request.Body', 'The body is not a JSON object.')
  const row = source.isoRows(list).find((candidate) => candidate.id === id)
  if (!row) return sourceFault(source, 404, 'Resource.Unknown', `There is no row ${id} in the list.`)
  if (body.id !== id) return sourceFault(source, 400, 'Request.Id', 'The id in the body is not the id in the URL.')
  const faults = faultsOf(row, body, source.iso?.[list].choices ?? [])
  if (faults.length > 0) return sourceFaults(source, 400, faults)
  const { isoCode: _before, ...others } = row
  const after: IsoRow =
    typeof body.isoCode === 'string' && body.isoCode !== '' ? { ...others, isoCode: body.isoCode } : 'isoCode' in body ? others : row
  source.setRow(`iso/${list}`, after)
  return json(after, { type: `${ROWS_TYPE};charset=UTF-8`, headers: { [HEADER.mediaType]: ROWS_TYPE } })
}

function faultsOf(row: IsoRow, body: Record<string, unknown>, choices: { isoCode: string; status: string }[]): SourceFault[] {
  const fixed = (['title', 'code'] as const).flatMap((member): SourceFault[] =>
    member in body && body[member] !== row[member]
      ? [{ code: 'Settings.Fixed', title: 'Cannot be changed', at: member, message: 'only isoCode can be changed.' }]
      : [],
  )
  const { isoCode } = body
  if (isoCode === undefined || isoCode === null || isoCode === '') return fixed
  const choice = choices.find((candidate) => candidate.isoCode === isoCode)
  if (!choice)
    return [
      ...fixed,
      {
        code: 'Settings.NotAnOption',
        title: 'Not an option',
        at: 'isoCode',
        message: `"${typeof isoCode === 'string' ? isoCode : typeof isoCode}" is not among the ISO codes.`,
      },
    ]
  return choice.status === 'active'
    ? fixed
    : [...fixed, { code: 'Settings.Inactive', title: 'No longer in use', at: 'isoCode', message: `"${choice.isoCode}" is inactive.` }]
}
