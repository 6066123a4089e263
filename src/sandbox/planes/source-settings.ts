import { ADVANCED_SEARCH_TYPE, HEADER, JSON_TYPE, optionsType, ROWS_TYPE, type SettingFamily } from '#shared/wire/media-types'
import type { SourceOption } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import type { Source } from '../state/sources'
import { acceptedTypes, contentTypeOf, isAnything } from './accept'
import { json, jsonText, methodNotAllowed, pageOf, slice } from './sandbox-env'
import { type Asked, bodyObject, criteriaOf, isObject } from './source-asked'
import { mergeSetting } from './source-merge'
import { sourceFault, sourceFaults } from './source-reply'

const MAPPING_PAGE = 100
type AskedSettings = Asked & { family: SettingFamily }

/** `/<family>` and `/<family>/{id}`: the Accept header chooses between rows, options and search results. */
export function serveSettings(asked: AskedSettings): Response | Promise<Response> {
  const { request, id } = asked
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return readSettings(asked)
    case 'PUT':
      return id === undefined ? methodNotAllowed('GET') : changeSetting(asked, id)
    case 'OPTIONS':
      return new Response(null, { status: 204, headers: { allow: id === undefined ? 'GET' : 'GET, PUT' } })
    default:
      return id === undefined ? methodNotAllowed('GET') : methodNotAllowed('GET', 'PUT')
  }
}

type Representation = 'rows' | 'options' | 'search'

/** What a media type asks for. A source takes the short version for the full one. */
function representationOf(type: string, family: SettingFamily): { kind: Representation; type: string } | undefined {
  const full = type.replace(/\.v1\+json$/, '.v1.0.0+json')
  if (isAnything(type) || type === JSON_TYPE || full === ROWS_TYPE) return { kind: 'rows', type: ROWS_TYPE }
  if (full === optionsType(family)) return { kind: 'options', type: full }
  if (full === ADVANCED_SEARCH_TYPE && family === 'default-settings') return { kind: 'search', type: full }
  return undefined
}

function readSettings(asked: AskedSettings): Response {
  const { source, family, id, query, request } = asked
  const accepted = acceptedTypes(request.header('accept'))
  const isSearch = query.advancedSearch !== undefined
  const wanted = accepted.flatMap((type) => {
    const representation = representationOf(type, family)
    // A client that takes anything gets the search it asked for in the query.
    if (isSearch && representation?.kind === 'rows' && (isAnything(type) || type === JSON_TYPE))
      return [{ kind: 'search' as const, type: ADVANCED_SEARCH_TYPE }]
    return representation ?? []
  })[0]
  if (!wanted || (isSearch && wanted.kind !== 'search'))
    return sourceFault(source, 406, 'Representation.Unknown', `${family} is not served as ${accepted.join(', ')}.`)
  if (wanted.kind === 'search') return search(asked)
  const all = wanted.kind === 'rows' ? source.rows(family) : source.options(family)
  const headers = { [HEADER.mediaType]: wanted.type }
  const type = `${wanted.type};charset=UTF-8`
  if (id !== undefined) {
    const row = all.find((candidate) => candidate.id === id)
    return row ? json(row, { type, headers }) : sourceFault(source, 404, 'Resource.Unknown', `There is no row ${id} in ${family}.`)
  }
  const criteria = criteriaOf(query)
  if (criteria === 'unreadable') return sourceFault(source, 400, 'Request.Criteria', 'criteria is not a JSON object.')
  const rows = criteria ? all.filter((row) => isAbout(row, criteria)) : all
  if (family !== 'mapping-settings')
    return jsonText(criteria ? JSON.stringify(rows) : textOf(rows), {
      type,
      headers: { ...headers, [HEADER.totalCount]: String(rows.length) },
    })
  const page = pageOf(query, { fallback: MAPPING_PAGE, max: MAPPING_PAGE, cap: true })
  if (!page) return sourceFault(source, 400, 'Request.Page', 'offset and limit are whole numbers.')
  return json(slice(rows, page), {
    type,
    headers: { ...headers, [HEADER.totalCount]: String(rows.length), [HEADER.maxPageSize]: String(MAPPING_PAGE) },
  })
}

const prepared = new WeakMap<readonly Row[], string>()

/** The lists are replaced as a whole when a row changes, so a text stays right as long as its list is the same. */
function textOf(rows: readonly Row[]): string {
  const text = prepared.get(rows) ?? JSON.stringify(rows)
  prepared.set(rows, text)
  return text
}

/** `ethos.resource` and `ethos.propertyName` are the filters that sources name; other criteria are passed over. */
function isAbout(row: Row, criteria: Record<string, unknown>): boolean {
  const { ethos } = criteria
  const wanted = (Array.isArray(ethos) ? ethos : [ethos]).flatMap((item: unknown) => (isObject(item) ? [item] : []))
  return wanted.every(({ resource, propertyName }) =>
    resourcesOf(row).some(
      (about) =>
        (resource === undefined || about.resource === resource) && (propertyName === undefined || about.propertyName === propertyName),
    ),
  )
}

function resourcesOf({ ethos }: Row): Record<string, unknown>[] {
  const list: unknown = isObject(ethos) ? ethos.resources : ethos
  return Array.isArray(list) ? list.map((item: unknown) => (isObject(item) ? item : { resource: item })) : []
}

function search({ source, query }: AskedSettings): Response {
  const refused = (message: string) => sourceFault(source, 400, 'Request.Search', message)
  const wanted = searchOf(query.advancedSearch)
  if (!wanted) return refused('advancedSearch is {"keyword":…,"defaultSettings":{"id":…}}.')
  const row = source.rows('default-settings').find(({ id }) => id === wanted.id)
  if (!row) return sourceFault(source, 404, 'Resource.Unknown', `There is no row ${wanted.id} in default-settings.`)
  const options = source.searchable(wanted.id)
  const { advancedSearch } = row
  if (!isObject(advancedSearch) || !options) return refused(`"${String(row.title)}" has no advanced search.`)
  const least = Number(advancedSearch.minSearchLength)
  if (wanted.keyword.length < least) return refused(`The keyword needs at least ${least} characters.`)
  const keyword = wanted.keyword.toLowerCase()
  const found: SourceOption[] = options.filter(
    ({ title, value }) => title.toLowerCase().includes(keyword) || value.toLowerCase().includes(keyword),
  )
  return json(found, {
    type: `${ADVANCED_SEARCH_TYPE};charset=UTF-8`,
    headers: { [HEADER.mediaType]: ADVANCED_SEARCH_TYPE, [HEADER.totalCount]: String(found.length) },
  })
}

function searchOf(text: string | undefined): { keyword: string; id: string } | undefined {
  try {
    const search: unknown = JSON.parse(text ?? '')
    const target = isObject(search) ? search.defaultSettings : undefined
    if (!isObject(search) || typeof search.keyword !== 'string' || !isObject(target) || typeof target.id !== 'string') return undefined
    return { keyword: search.keyword.trim(), id: target.id }
  } catch {
    // Not JSON; the caller answers 400.
    return undefined
  }
}

async function changeSetting({ source, family, request }: AskedSettings, id: string): Promise<Response> {
  const refusal = refuseTypes(source, family, request.header('accept'), request.header('content-type'))
  if (refusal) return refusal
  const body = await bodyObject(request)
  if (!body) return sourceFault(source, 400, 'Request.Body', 'The body is not a JSON object.')
  const row = source.rows(family).find((candidate) => candidate.id === id)
  if (!row) return sourceFault(source, 404, 'Resource.Unknown', `There is no row ${id} in ${family}.`)
  if (body.id !== id) return sourceFault(source, 400, 'Request.Id', 'The id in the body is not the id in the URL.')
  const options = source.options(family).find((candidate) => candidate.id === id)
  const merged = mergeSetting({ kind: source.kind, family, row, options, body, searchable: source.searchable(id) })
  if (!merged.ok) return sourceFaults(source, 400, merged.faults)
  source.setRow(family, merged.row)
  return json(merged.row, { type: `${ROWS_TYPE};charset=UTF-8`, headers: { [HEADER.mediaType]: ROWS_TYPE } })
}

/** Options cannot be written: their type is refused with 406 wherever it stands; other wrong bodies get 415. */
function refuseTypes(
  source: Source,
  family: SettingFamily,
  accept: string | undefined,
  contentType: string | undefined,
): Response | undefined {
  const sent = contentTypeOf(contentType)
  const kindOf = (type: string) => representationOf(type, family)?.kind
  const takesRows = acceptedTypes(accept).some((type) => kindOf(type) === 'rows')
  if (!takesRows || (sent !== undefined && kindOf(sent) !== undefined && kindOf(sent) !== 'rows'))
    return sourceFault(source, 406, 'Representation.Unknown', `A change of ${family} is sent and answered as ${ROWS_TYPE}.`)
  if (sent === undefined || isAnything(sent) || kindOf(sent) !== 'rows')
    return sourceFault(source, 415, 'Body.Type', `A change of ${family} is sent as ${ROWS_TYPE}.`)
  return undefined
}
