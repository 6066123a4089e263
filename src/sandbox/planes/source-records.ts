import { randomUUID } from 'node:crypto'
import { HEADER } from '#shared/wire/media-types'
import type { SourceResource } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import { acceptedTypes, contentTypeOf, negotiate } from './accept'
import { json, methodNotAllowed, pageOf, type ReplyOptions, slice } from './sandbox-env'
import { type Asked, bodyObject, criteriaOf, isObject } from './source-asked'
import { sourceFault } from './source-reply'

const PAGE = 500
type AskedRecords = Asked & { resource: string; isQuery?: boolean }

/** `/{resource}` and `/{resource}/{id}`: the data of the institution, in the version that the Accept header asks for. */
export function serveRecords(asked: AskedRecords): Response | Promise<Response> {
  const { source, request, id } = asked
  const listed = source.resources.find(({ name }) => name === asked.resource)
  if (!listed) return sourceFault(source, 404, 'Resource.Unknown', `There is no resource ${asked.resource} in this source application.`)
  const method = asked.isQuery ? 'QUERY' : request.method
  const allowed = methodsOf(listed, id !== undefined)
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allowed.join(', ') } })
  if (method !== 'HEAD' && method !== 'QUERY' && !allowed.includes(method)) return methodNotAllowed(...allowed)
  const wanted = acceptedTypes(request.header('accept')).flatMap((type) => negotiate(mediaTypesOf(listed), type) ?? [])[0]
  if (wanted === undefined)
    return sourceFault(source, 406, 'Representation.Unknown', `${listed.name} is not served as ${request.header('accept') ?? ''}.`)
  const found: Found = { ...asked, mediaType: wanted, listed }
  switch (method) {
    case 'POST':
      return create(found)
    case 'PUT':
      return replace(found, id ?? '')
    case 'DELETE':
      return remove(found, id ?? '')
    case 'QUERY':
      return query(found)
    default:
      return id === undefined ? list(found, criteriaOf(asked.query)) : readOne(found, id)
  }
}

type Found = AskedRecords & { mediaType: string; listed: SourceResource }

const mediaTypesOf = ({ representations }: SourceResource) => representations.map((representation) => representation['X-Media-Type'])

function methodsOf({ representations }: SourceResource, isOne: boolean): string[] {
  const known = new Set(representations.flatMap(({ methods }) => methods.map((method) => method.toUpperCase())))
  return (isOne ? ['GET', 'PUT', 'DELETE'] : ['GET', 'POST']).filter((method) => known.has(method))
}

function reply({ mediaType }: Found, body: unknown, { status = 200, headers = {} }: ReplyOptions = {}): Response {
  return json(body, {
    status,
    type: `${mediaType};charset=UTF-8`,
    headers: { [HEADER.mediaType]: mediaType, [HEADER.olderMediaType]: mediaType, ...headers },
  })
}

function list(found: Found, criteria: Record<string, unknown> | 'unreadable' | undefined): Response {
  const { source, resource } = found
  if (criteria === 'unreadable') return sourceFault(source, 400, 'Request.Criteria', 'criteria is not a JSON object.')
  const page = pageOf(found.query, { fallback: PAGE, max: PAGE, cap: true })
  if (!page) return sourceFault(source, 400, 'Request.Page', 'offset and limit are whole numbers.')
  const all = source.records(resource)
  const rows = criteria ? all.filter((row) => fits(row, criteria)) : all
  return reply(found, slice(rows, page), { headers: { [HEADER.totalCount]: String(rows.length), [HEADER.maxPageSize]: String(PAGE) } })
}

/** `POST /qapi/{resource}`: the criteria come in the body. */
async function query(found: Found): Promise<Response> {
  return list(found, (await bodyObject(found.request)) ?? 'unreadable')
}

/** Named queries that stand for a saved list; they let every row through. */
const NAMED_QUERIES = new Set(['personFilter'])

/** Whether a row has what the criteria name; a list fits with one of its items, an object also by its id alone. */
function fits(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.every((item) => fits(actual, item))
  if (Array.isArray(actual)) return actual.some((item) => fits(item, wanted))
  if (!isObject(wanted)) return actual === wanted || (isObject(actual) && actual.id === wanted)
  if (!isObject(actual)) return false
  return Object.entries(wanted).every(([name, value]) => NAMED_QUERIES.has(name) || fits(actual[name] ?? actual[`${name}s`], value))
}

function readOne(found: Found, id: string): Response {
  const row = found.source.records(found.resource).find((candidate) => candidate.id === id)
  return row ? reply(found, row) : unknownRecord(found, id)
}

const unknownRecord = ({ source, resource }: Found, id: string) =>
  sourceFault(source, 404, 'Resource.Unknown', `There is no ${resource} with the id ${id}.`)

/** The body of a write, or the refusal of it. */
async function bodyOf(found: Found): Promise<{ ok: true; body: Record<string, unknown> } | { ok: false; refusal: Response }> {
  const { source, request, listed } = found
  const sent = contentTypeOf(request.header('content-type'))
  if (sent === undefined || negotiate(mediaTypesOf(listed), sent) === undefined)
    return { ok: false, refusal: sourceFault(source, 415, 'Body.Type', `${listed.name} does not take ${sent ?? 'a body without a type'}.`) }
  const body = await bodyObject(request)
  return body ? { ok: true, body } : { ok: false, refusal: sourceFault(source, 400, 'Request.Body', 'The body is not a JSON object.') }
}

const EMPTY_ID = /^0{8}-(0{4}-){3}0{12}$/

async function create(found: Found): Promise<Response> {
  const sent = await bodyOf(found)
  if (!sent.ok) return sent.refusal
  const { id } = sent.body
  const isFree =
    typeof id === 'string' &&
    /^[0-9a-f-]{36}$/i.test(id) &&
    !EMPTY_ID.test(id) &&
    !found.source.records(found.resource).some((row) => row.id === id)
  const row: Row = { ...sent.body, id: isFree ? id : randomUUID() }
  found.source.setRecord(found.resource, row.id, row)
  return reply(found, row, { status: 201 })
}

async function replace(found: Found, id: string): Promise<Response> {
  const sent = await bodyOf(found)
  if (!sent.ok) return sent.refusal
  if (sent.body.id !== undefined && sent.body.id !== id)
    return sourceFault(found.source, 400, 'Request.Id', 'The id in the body is not the id in the URL.')
  const before = found.source.records(found.resource).find((row) => row.id === id)
  // The canonical source creates what it does not know; the others say that it is not there.
  if (!before && found.source.kind === 'source-value') return unknownRecord(found, id)
  const row: Row = { ...before, ...sent.body, id }
  found.source.setRecord(found.resource, id, row)
  return reply(found, row)
}

function remove(found: Found, id: string): Response {
  if (!found.source.records(found.resource).some((row) => row.id === id)) return unknownRecord(found, id)
  found.source.setRecord(found.resource, id, null)
  // Clients of this protocol wait for 200 here, not for 204.
  return new Response(null, { status: 200 })
}
