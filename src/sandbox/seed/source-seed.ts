import { ISO_LISTS, type IsoList } from '#shared/wire/media-types'
import type { IsoChoice, IsoRow, SourceResource } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import countries from './data/countries.json'
import countryCodes from './data/country-iso-codes.json'
import currencies from './data/currencies.json'
import currencyCodes from './data/currency-iso-codes.json'
import languageCodes from './data/language-iso-codes.json'
import languages from './data/languages.json'
import regionCodes from './data/region-iso-codes.json'
import regions from './data/regions.json'
import about from './data/source-about.json'
import subregionCodes from './data/subregion-iso-codes.json'
import subregions from './data/subregions.json'
import { resourcesOf, type SourceSlug } from './resources'
import { settingsOf, type SettingsSeed } from './settings'
import { TEST_DIFFERENCES } from './tenant-differences'

export type IsoSeed = { rows: IsoRow[]; choices: IsoChoice[]; isServed: boolean }
export type SourceSeed = {
  slug: SourceSlug
  kind: 'canonical' | 'source-value'
  about: { name: string; version: string }[]
  resources: SourceResource[]
  settings: SettingsSeed
  /** `null` where the source does not know ISO lists at all. */
  iso: Record<IsoList, IsoSeed> | null
}

const ABOUT: Record<SourceSlug, { name: string; major: number; minor: number }> = {
  erp: { name: 'Ridgeline ERP Web API', major: Number(about[0]?.version.split('.')[0] ?? 2), minor: 2 },
  integration: { name: 'IntegrationApi', major: 9, minor: 36 },
  student: { name: 'StudentApi', major: 9, minor: 41 },
}

const ISO_ROWS: Record<IsoList, IsoRow[]> = {
  country: countries,
  currency: currencies,
  language: languages,
  region: regions,
  subregion: subregions,
}
const ISO_CHOICES: Record<IsoList, Row[]> = {
  country: countryCodes,
  currency: currencyCodes,
  language: languageCodes,
  region: regionCodes,
  subregion: subregionCodes,
}

const known = new Map<string, SourceSeed>()

/** Everything a source says of itself after that many upgrades, before anyone changed it. Made once and shared: do not write to it. */
export function sourceSeed(slug: SourceSlug, label: string, level: number): SourceSeed {
  const key = `${slug}/${label}/${level}`
  const found = known.get(key)
  if (found) return found
  const { name, major, minor } = ABOUT[slug]
  const settings = settingsOf(slug, level)
  if (label === 'Test') differ(settings, slug)
  const seed: SourceSeed = {
    slug,
    kind: slug === 'erp' ? 'canonical' : 'source-value',
    about: [{ name, version: `${major}.${minor + level}${slug === 'erp' ? '.0' : ''}` }],
    resources: resourcesOf(slug, level),
    settings,
    iso: isoSeed(slug, label),
  }
  known.set(key, seed)
  return seed
}

/** The canonical source serves all lists; of the others one serves no regions and one no list at all. */
function isoSeed(slug: SourceSlug, label: string): Record<IsoList, IsoSeed> | null {
  if (slug === 'student') return null
  const seedOf = (list: IsoList): IsoSeed => {
    const isServed = slug === 'erp' || !list.includes('region')
    if (!isServed) return { rows: [], choices: [], isServed }
    const rows = label === 'Test' ? ISO_ROWS[list].map((row) => ({ ...row, ...TEST_DIFFERENCES.iso[row.id] })) : ISO_ROWS[list]
    return { rows, choices: ISO_CHOICES[list].map(choiceOf), isServed }
  }
  return {
    country: seedOf('country'),
    currency: seedOf('currency'),
    language: seedOf('language'),
    region: seedOf('region'),
    subregion: seedOf('subregion'),
  }
}

/** The samples come out of JSON, where the compiler sees any text for a status. */
function choiceOf(row: Row): IsoChoice {
  const { title, isoCode, status, ...rest } = row
  return { ...rest, title: String(title), isoCode: String(isoCode), status: status === 'inactive' ? 'inactive' : 'active' }
}

function differ(settings: SettingsSeed, slug: SourceSlug): void {
  for (const { source, family, id, change } of TEST_DIFFERENCES.settings) {
    if (source !== slug) continue
    const rows = settings.families[family].rows
    const index = rows.findIndex((row) => row.id === id)
    const row = rows[index]
    if (row) rows[index] = { ...row, ...change }
  }
}

/** The list that an endpoint belongs to, and whether it is its rows or its choices. */
export function isoEndpoint(name: string): { list: IsoList; part: 'rows' | 'choices' } | undefined {
  for (const list of Object.keys(ISO_LISTS) as IsoList[]) {
    // `Object.keys` loses the literal type of a constant's keys.
    if (ISO_LISTS[list].rows === name) return { list, part: 'rows' }
    if (ISO_LISTS[list].choices === name) return { list, part: 'choices' }
  }
  return undefined
}
