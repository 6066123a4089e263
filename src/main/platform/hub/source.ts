import type { z } from 'zod'
import type { EndpointCheck } from '#shared/contract/resources'
import { HEADER, optionsType, ROWS_TYPE, SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import { About, FAMILY_SCHEMAS, SourceResource, type Setting } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { HttpClient } from '../http/client'
import { failureOf } from '../http/failures'
import { parseItems, parseJson } from '../http/json'
import type { HttpResponse } from '../http/transport'
import type { Credential } from '../vault/vault'

const MAPPING_PAGE = 100

type Deps = { http: HttpClient; baseUri: string; credential: Credential | null; clock: Clock; signal: AbortSignal }

/** What one look at a source application's settings found: every call with its outcome, and what came back. */
export type SourceReading = {
  checks: EndpointCheck[]
  resources: SourceResource[] | null
  /** Per family the settings, or null where a call for it failed. */
  families: Record<SettingFamily, Setting[] | null>
}

/** Plane C of one source application, with Basic authentication. */
export function createSource({ http, baseUri, credential, clock, signal }: Deps) {
  const root = baseUri.replace(/\/+$/, '')
  const basic = credential ? { ...credential, scheme: 'Basic' as const } : undefined

  async function get(path: string, accept: string): Promise<HttpResponse> {
    const request = { method: 'GET', url: `${root}${path}`, headers: { accept }, policy: 'get', signal } as const
    return await http.send(basic ? { ...request, credential: basic } : request)
  }

  /** One call of the hyperlink rule: its outcome as a check, and the response when it is 2xx. */
  async function check(
    endpoint: EndpointCheck['endpoint'],
    accept: string,
  ): Promise<{ check: EndpointCheck; response: HttpResponse | null }> {
    const facts = { endpoint, acceptHeader: accept, at: clock.iso() }
    try {
      const response = await get(`/${endpoint}`, accept)
      if (response.status >= 200 && response.status <= 299) return { check: { ...facts, status: response.status }, response }
      const madeBy = response.headers[HEADER.proxyGenerated] === 'true' ? 'proxy' : 'source'
      return {
        check: { ...facts, status: response.status, madeBy, failure: sourceFailure(response, endpoint).toFailure() },
        response: null,
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      return { check: { ...facts, failure: error.toFailure() }, response: null }
    }
  }

  /** `GET /resources`. Throws AppError; `source-unauthorized` when user or password is refused. */
  async function resources(): Promise<SourceResource[]> {
    const response = await get('/resources', 'application/json')
    if (response.status !== 200) throw sourceFailure(response, 'resources')
    return parseItems(response, SourceResource, '/resources').items
  }

  /** `GET /about`: which programs answer there, in which version. Fails as `resources` does. */
  async function about(): Promise<z.infer<typeof About>> {
    const response = await get('/about', 'application/json')
    if (response.status !== 200) throw sourceFailure(response, 'about')
    return parseJson(response, About, '/about')
  }

  async function rows(family: SettingFamily): Promise<Identified[]> {
    const found: Identified[] = []
    for (let offset = 0; ; offset += MAPPING_PAGE) {
      const paged = family === 'mapping-settings'
      const response = await get(`/${family}${paged ? `?offset=${offset}&limit=${MAPPING_PAGE}` : ''}`, ROWS_TYPE)
      if (response.status < 200 || response.status > 299) throw sourceFailure(response, family)
      const page = parseItems(response, schemasOf(family).row, `/${family}`)
      found.push(...page.items)
      if (!paged || page.received < MAPPING_PAGE || offset + MAPPING_PAGE >= Number(response.headers[HEADER.totalCount])) return found
    }
  }

  async function family(name: SettingFamily): Promise<{ check: EndpointCheck; settings: Setting[] | null }> {
    const { check: asked, response } = await check(name, optionsType(name))
    if (!response) return { check: asked, settings: null }
    try {
      const options = response.status === 204 ? [] : parseItems(response, schemasOf(name).options, `/${name}`).items
      const byId = new Map(options.map((option) => [option.id, option]))
      const settings = (await rows(name)).map((row) => {
        // Row and options were parsed with the schemas of this family; the union cannot follow the index.
        return { family: name, row, options: byId.get(row.id) } as Setting
      })
      return { check: asked, settings }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      return {
        check: { ...asked, ...(error.status === undefined ? {} : { status: error.status }), failure: error.toFailure() },
        settings: null,
      }
    }
  }

  return {
    about,
    resources,

    /** All that the hyperlink rule and the export need. Failures are in the checks; only a stop throws. */
    async read(): Promise<SourceReading> {
      const listed = await check('resources', 'application/json')
      const found = await Promise.all(SETTING_FAMILIES.map(async (name) => [name, await family(name)] as const))
      return {
        checks: [listed.check, ...found.map(([, result]) => result.check)],
        resources: listed.response ? parseItems(listed.response, SourceResource, '/resources').items : null,
        // fromEntries forgets that every family is there.
        families: Object.fromEntries(found.map(([name, result]) => [name, result.settings])) as SourceReading['families'],
      }
    },
  }
}
export type Source = ReturnType<typeof createSource>

type Identified = { id: string }
/** The two schemas of a family, of which the code here only needs to know that they have an id. */
const schemasOf = (family: SettingFamily): { row: z.ZodType<Identified>; options: z.ZodType<Identified> } => FAMILY_SCHEMAS[family]

/** A refusal of the source application is not a refusal of the hub: it has its own code and its own words. */
function sourceFailure(response: HttpResponse, at: string): AppError {
  const failure = failureOf(response, `/${at}`)
  if (response.status === 401)
    return new AppError('source-unauthorized', 'The source application refused the user or the password.', { status: 401, at: `/${at}` })
  return ['invalid-input', 'conflict', 'not-found', 'unauthorized'].includes(failure.code)
    ? new AppError('remote', failure.message, { status: response.status, at: `/${at}` })
    : failure
}
