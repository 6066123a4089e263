import type { z } from 'zod'
import type { EndpointCheck } from '#shared/contract/resources'
import { ADVANCED_SEARCH_TYPE, HEADER, ISO_LISTS, optionsType, ROWS_TYPE, SETTING_FAMILIES } from '#shared/wire/media-types'
import type { IsoList, SettingFamily } from '#shared/wire/media-types'
import { About, FAMILY_SCHEMAS, IsoChoice, IsoRow, SourceOption, SourceResource, type Setting } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import { parseItems, parseJson } from '../http/json'
import type { HttpResponse } from '../http/transport'
import { createSourceCalls, sourceFailure, type SourceCallsDeps } from './source-calls'

const MAPPING_PAGE = 100

type Deps = SourceCallsDeps & { clock: Clock }

/** What one look at a source application's settings found: every call with its outcome, and what came back. */
export type SourceReading = {
  checks: EndpointCheck[]
  resources: SourceResource[] | null
  /** Per family the settings, or null where a call for it failed. */
  families: Record<SettingFamily, Setting[] | null>
}

/** Plane C of one source application, with Basic authentication. */
export function createSource({ clock, ...deps }: Deps) {
  const { get, put } = createSourceCalls(deps)

  async function found(path: string, accept: string): Promise<HttpResponse> {
    const response = await get(path, accept)
    if (!isFine(response)) throw sourceFailure(response, pathOf(path))
    return response
  }

  /**
   * One call of the hyperlink rule: its outcome as a check, and what `read` made of a 2xx answer. An answer that cannot be
   * read is a failure of its own kind, since nothing can be configured with it.
   */
  async function check<T>(
    endpoint: EndpointCheck['endpoint'],
    accept: string,
    read: (response: HttpResponse) => { items: T[] },
  ): Promise<{ check: EndpointCheck; items: T[] | null }> {
    const began = clock.monotonic()
    const facts: EndpointCheck = { endpoint, acceptHeader: accept, at: clock.iso() }
    const took = () => Math.round(clock.monotonic() - began)
    let answered: Partial<EndpointCheck> = {}
    try {
      const response = await get(`/${endpoint}`, accept)
      answered = { ...answerOf(response), tookMs: took() }
      if (!isFine(response))
        return { check: { ...facts, ...answered, failure: sourceFailure(response, `/${endpoint}`).toFailure() }, items: null }
      const { items } = response.status === 204 ? { items: [] } : read(response)
      return { check: { ...facts, ...answered, items: items.length }, items }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      return { check: { ...facts, tookMs: took(), ...answered, failure: error.toFailure() }, items: null }
    }
  }

  /** `GET /resources`. Throws AppError; `source-unauthorized` when user or password is refused. */
  const resources = async (): Promise<SourceResource[]> => {
    const response = await found('/resources', 'application/json')
    return response.status === 204 ? [] : resourcesIn(response).items
  }

  /**
   * All of a family in one representation; mappings come in pages, their rows and their options alike. `saw` is told of
   * every answer. A source that knows no pages gives everything, or the same again: then it is done too.
   */
  async function pages<T extends Identified>(family: SettingFamily, asked: Pages<T>, saw: (response: HttpResponse) => void): Promise<T[]> {
    const all = new Map<string, T>()
    for (let offset = 0; ; offset += MAPPING_PAGE) {
      const query = family === 'mapping-settings' ? `?offset=${offset}&limit=${MAPPING_PAGE}` : ''
      const response = (offset === 0 && asked.first) || (await get(`/${family}${query}`, asked.accept))
      saw(response)
      if (!isFine(response)) throw sourceFailure(response, `/${family}`)
      if (response.status === 204) return [...all.values()]
      const page = ofTheRightKind(parseItems(response, asked.schema, `/${family}`), `/${family}`)
      const known = all.size
      for (const item of page.items) all.set(item.id, item)
      const isLast = page.received !== MAPPING_PAGE || offset + MAPPING_PAGE >= Number(response.headers[HEADER.totalCount])
      if (query === '' || isLast || all.size === known) return [...all.values()]
    }
  }

  const rows = (family: SettingFamily, saw: (response: HttpResponse) => void = () => undefined): Promise<Identified[]> =>
    pages(family, { accept: ROWS_TYPE, schema: schemasOf(family).row }, saw)

  async function family(name: SettingFamily): Promise<{ check: EndpointCheck; settings: Setting[] | null }> {
    const { row: _row, options: schema } = schemasOf(name)
    const accept = optionsType(name)
    let last: HttpResponse | undefined
    const saw = (response: HttpResponse) => {
      last = response
    }
    const options = await check(name, accept, (response) => {
      saw(response)
      return ofTheRightKind(parseItems(response, schema, `/${name}`), `/${name}`)
    })
    if (!options.items) return { check: options.check, settings: null }
    try {
      const all = last ? await pages(name, { accept, schema, first: last }, saw) : []
      const byId = new Map(all.map((option) => [option.id, option]))
      // Row and options were parsed with the schemas of this family; the union cannot follow the index.
      const settings = (await rows(name, saw)).map((row) => ({ family: name, row, options: byId.get(row.id) }) as Setting)
      return { check: { ...options.check, items: all.length }, settings }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      const { items: _read, ...facts } = options.check
      const answer = error.code === 'unreachable' || !last ? {} : answerOf(last)
      return { check: { ...facts, ...answer, failure: error.toFailure() }, settings: null }
    }
  }

  /** One row as it is now. Sources that serve no single rows are asked for the list. Throws `not-found`. */
  async function one<T extends Identified>(list: string, id: string, schema: z.ZodType<T>, all: () => Promise<T[]>): Promise<T> {
    const path = `/${list}/${encodeURIComponent(id)}`
    const response = await get(path, ROWS_TYPE)
    if (isFine(response)) return parseJson(response, schema, `/${list}`)
    if (![404, 405, 406].includes(response.status)) throw sourceFailure(response, `/${list}`)
    const row = (await all()).find((each) => each.id === id)
    if (!row) throw new AppError('not-found', 'The source application does not have this row any more.', { status: 404, at: `/${list}` })
    return row
  }

  const isoRows = async (list: IsoList): Promise<IsoRow[] | null> => await isoList(ISO_LISTS[list].rows, IsoRow)

  /** Null where the source has no such list: it answers 404 or 405. */
  async function isoList<T>(name: string, schema: z.ZodType<T>): Promise<T[] | null> {
    const response = await get(`/${name}`, ROWS_TYPE)
    if ([404, 405].includes(response.status)) return null
    if (!isFine(response)) throw sourceFailure(response, `/${name}`)
    return response.status === 204 ? [] : ofTheRightKind(parseItems(response, schema, `/${name}`), `/${name}`).items
  }

  return {
    resources,

    /** `GET /about`: which programs answer there, in which version. Fails as `resources` does. */
    about: async (): Promise<z.infer<typeof About>> => parseJson(await found('/about', 'application/json'), About, '/about'),

    /** All that the hyperlink rule and the export need. Failures are in the checks; only a stop throws. */
    async read(): Promise<SourceReading> {
      const listed = await check('resources', 'application/json', resourcesIn)
      const families = await Promise.all(SETTING_FAMILIES.map(async (name) => [name, await family(name)] as const))
      return {
        checks: [listed.check, ...families.map(([, result]) => result.check)],
        resources: listed.items,
        // fromEntries forgets that every family is there.
        families: Object.fromEntries(families.map(([name, result]) => [name, result.settings])) as SourceReading['families'],
      }
    },

    /** A setting's row as it is now, in the shape of its family. */
    row: (name: SettingFamily, id: string): Promise<Setting['row']> =>
      // Parsed with this family's schema; the index loses which.
      one(name, id, schemasOf(name).row, () => rows(name)) as Promise<Setting['row']>,

    /** One PUT with the changed part; the row as the source has it afterwards, or null where it does not say. */
    async change(name: SettingFamily, id: string, body: Record<string, unknown>): Promise<Setting['row'] | null> {
      const response = await put(`/${name}/${encodeURIComponent(id)}`, body)
      return rowIn(response, schemasOf(name).row, `/${name}`) as Setting['row'] | null // of this family, as above
    },

    /** The advanced search of a default row. */
    async search(id: string, keyword: string): Promise<SourceOption[]> {
      const asked = encodeURIComponent(JSON.stringify({ keyword, defaultSettings: { id } }))
      const response = await found(`/default-settings?advancedSearch=${asked}`, ADVANCED_SEARCH_TYPE)
      return response.status === 204 ? [] : parseItems(response, SourceOption, '/default-settings').items
    },

    /** One ISO list with its choices; null where the source has none of it. */
    async iso(list: IsoList): Promise<{ rows: IsoRow[]; choices: IsoChoice[] } | null> {
      const [rows, choices] = await Promise.all([isoRows(list), isoList(ISO_LISTS[list].choices, IsoChoice)])
      return rows === null || rows.length === 0 ? null : { rows, choices: choices ?? [] }
    },

    isoRow: (list: IsoList, id: string): Promise<IsoRow> => one(ISO_LISTS[list].rows, id, IsoRow, async () => (await isoRows(list)) ?? []),

    async changeIso(list: IsoList, id: string, isoCode: string | null): Promise<IsoRow | null> {
      const path = `/${ISO_LISTS[list].rows}`
      return rowIn(await put(`${path}/${encodeURIComponent(id)}`, { id, isoCode }), IsoRow, path)
    },
  }
}
export type Source = ReturnType<typeof createSource>

type Identified = { id: string }
/** `first`: the answer to the first page, where it is known. */
type Pages<T> = { accept: string; schema: z.ZodType<T>; first?: HttpResponse }
/** The two schemas of a family, of which the code here only needs to know that they have an id. */
const schemasOf = (family: SettingFamily): { row: z.ZodType<Identified>; options: z.ZodType<Identified> } => FAMILY_SCHEMAS[family]

const resourcesIn = (response: HttpResponse) => ofTheRightKind(parseItems(response, SourceResource, '/resources'), '/resources')

/** What an answer adds to a check, and for an error who made it. */
function answerOf(response: HttpResponse): Pick<EndpointCheck, 'status' | 'receivedType' | 'madeBy'> {
  const receivedType = response.headers['content-type']
  return {
    status: response.status,
    ...(receivedType === undefined ? {} : { receivedType }),
    ...(isFine(response) ? {} : { madeBy: response.headers[HEADER.proxyGenerated] === 'true' ? 'proxy' : 'source' }),
  }
}

const isFine = ({ status }: HttpResponse) => status >= 200 && status <= 299
const pathOf = (path: string) => path.replace(/[?].*$/, '')

/** A list of which nothing can be read is the answer to another question: a wrong type under the right header. */
function ofTheRightKind<T extends { items: unknown[]; received: number }>(list: T, at: string): T {
  if (list.received > 0 && list.items.length === 0)
    throw new AppError('malformed', 'The answer is a list, but of something else than was asked for.', { at })
  return list
}

/** Some sources answer a PUT with nothing, or with something of their own. */
function rowIn<T>(response: HttpResponse, schema: z.ZodType<T>, at: string): T | null {
  if (response.status === 204) return null
  try {
    return parseJson(response, schema, at)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
