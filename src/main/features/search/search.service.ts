import type { Service } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentType } from '#shared/contract/environments'
import { IsoListName } from '#shared/contract/iso'
import type { EnvironmentId } from '#shared/contract/op'
import { FoundKind, type Found, type search as contract } from '#shared/contract/search'
import { settingFacts } from '#shared/rules/facts'
import { resourcesOf } from '#shared/rules/setting-lines'
import type { WireApplication, WireOwnedResource } from '#shared/wire/administration-plane'
import type { IsoRow, Setting } from '#shared/wire/source-plane'
import type { SearchIndex } from './search-index'
import type { FoundRow, SearchRepo, Words } from './search.repo'

type Deps = {
  repo: SearchRepo
  index: SearchIndex
  environments: () => { id: EnvironmentId; name: string; type: EnvironmentType }[]
  applicationName: (environmentId: EnvironmentId, applicationId: string) => string
}

/** Of each kind; whoever sees so many types more. */
const MOST = 50

/** One search over the applications, resources, settings and ISO codes of all environments, from the cache. */
export function createSearchService({ repo, index, environments, applicationName }: Deps) {
  return {
    async find({ query }, { signal }) {
      const words = wordsOf(query)
      await index.catchUp()
      signal.throwIfAborted()
      const known = new Map<string, ReturnType<Deps['environments']>[number]>(environments().map((each) => [each.id, each]))
      const names = new Map<string, string>()
      const nameOf = (environmentId: EnvironmentId, applicationId: string) => {
        const key = `${environmentId} ${applicationId}`
        const name = names.get(key) ?? applicationName(environmentId, applicationId)
        names.set(key, name)
        return name
      }
      const groups = FoundKind.options.map((kind) => {
        const rows = repo.find(kind, words, MOST + 1)
        const found = rows.slice(0, MOST).flatMap((row): Found[] => {
          const environment = known.get(row.environmentId)
          if (!environment) return [] // it was removed a moment ago
          // Stored under the id that the hub gave.
          const applicationId = (kind === 'application' ? row.itemId : row.applicationId) as ApplicationId
          const where = {
            environmentId: environment.id,
            environmentName: environment.name,
            environmentType: environment.type,
            applicationId,
            applicationName: nameOf(environment.id, applicationId),
          }
          return [{ kind, ...where, ...told(kind, row) }]
        })
        return { kind, found, isCut: rows.length > MOST }
      })
      return { groups: groups.filter(({ found }) => found.length > 0) }
    },
  } satisfies Service<typeof contract>
}

/** What a find says of itself. Bodies were parsed with these schemas before they were stored. */
function told(
  kind: FoundKind,
  { kind: stored, body, itemId }: FoundRow,
): Pick<Found, 'title' | 'detail' | 'resource' | 'setting' | 'list'> {
  switch (kind) {
    case 'application': {
      const { name, description } = body as WireApplication
      return { title: name, detail: description, resource: '' }
    }
    case 'resource':
      return { title: itemId, detail: (body as WireOwnedResource).versions.join(', '), resource: itemId }
    case 'setting': {
      const setting = body as Setting
      const resources = resourcesOf(setting)
      const values = settingFacts(setting).flatMap(({ lines }) => lines)
      return {
        title: setting.row.title,
        detail: [resources.map(({ resource }) => resource).join(', '), values.join(', ')].filter((text) => text !== '').join(' · '),
        resource: resources[0]?.resource ?? '',
        setting: { family: setting.family, id: itemId },
      }
    }
    case 'code': {
      const { title, code, isoCode } = body as IsoRow
      return {
        title,
        detail: [code, isoCode].filter(Boolean).join(' → '),
        resource: '',
        list: IsoListName.parse(stored.slice('iso-row/'.length)),
      }
    }
  }
}

/** More words narrow nothing, and the index takes only so many. */
const MOST_WORDS = 30

/** The words of a query. The index knows three characters and more, counted without accents; a NUL would end its text. */
export function wordsOf(query: string): Words {
  const words = query
    .replaceAll('\0', ' ')
    .toWellFormed()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
  const isLong = (word: string) => Array.from(word.normalize('NFD').replace(/\p{M}/gu, '')).length >= 3
  return { long: words.filter(isLong), short: words.filter((word) => !isLong(word)).map((word) => word.toLowerCase()) }
}
