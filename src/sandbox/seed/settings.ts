import type { SettingFamily } from '#shared/wire/media-types'
import type { SourceOption } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import collectionRows from './data/collection-configuration-settings.json'
import collectionOptions from './data/collection-configuration-settings-options.json'
import compoundRows from './data/compound-configuration-settings.json'
import compoundOptions from './data/compound-configuration-settings-options.json'
import configurationRows from './data/configuration-settings.json'
import configurationOptions from './data/configuration-settings-options.json'
import defaultRows from './data/default-settings.json'
import defaultOptions from './data/default-settings-options.json'
import mappingRows from './data/mapping-settings.json'
import mappingOptions from './data/mapping-settings-options.json'
import valueConfigurationRows from './data/source-value-configuration-settings.json'
import valueConfigurationOptions from './data/source-value-configuration-settings-options.json'
import valueDefaultRows from './data/source-value-default-settings.json'
import valueDefaultOptions from './data/source-value-default-settings-options.json'
import valueMappingRows from './data/source-value-mapping-settings.json'
import valueMappingOptions from './data/source-value-mapping-settings-options.json'
import { canonicalMappings, sourceValueMappings } from './generated-mappings'
import { FIRST_NAMES, guidOf, LAST_NAMES, numberOf, titleOf } from './names'
import { addedBy, type SourceSlug } from './resources'

export type FamilySeed = { rows: Row[]; options: Row[] }
export type SettingsSeed = {
  families: Record<SettingFamily, FamilySeed>
  /** What the advanced search of a default row looks through, by row id. */
  searchable: Map<string, SourceOption[]>
}

/** The sample row whose staff list is too long for an option list. */
export const STAFF_ROW = 'f5148e22-6572-5442-a173-311daddbe581'
/** A row whose option list is long and has no search to shorten it. */
export const ADVISOR_ROW = guidOf('default-settings', 'advisor')
const PRIVACY_ROW = 'c2767abd-d228-5056-98b7-d26de4b3b62d'
const LONG_LIST = 1200

/** Settings of a source after that many upgrades, before anyone changed a row. */
export function settingsOf(slug: SourceSlug, level: number): SettingsSeed {
  const seed = baseSettings(slug)
  for (let step = 1; step <= level; step += 1) addNewSettings(seed, slug, step)
  return seed
}

function baseSettings(slug: SourceSlug): SettingsSeed {
  switch (slug) {
    case 'erp': {
      const staff = people('STAFF', defaultOptions.find((row) => row.id === STAFF_ROW)?.sourceOptions ?? [])
      const generated = canonicalMappings()
      const advisor = longDefault()
      const families = {
        'mapping-settings': { rows: [...mappingRows, ...generated.rows], options: [...mappingOptions, ...generated.options] },
        'default-settings': { rows: [...defaultRows, advisor.row], options: [...defaultOptions, advisor.options] },
        'configuration-settings': { rows: configurationRows, options: configurationOptions },
        'compound-configuration-settings': { rows: compoundRows, options: compoundOptions },
        'collection-configuration-settings': { rows: collectionRows, options: collectionOptions },
      }
      const privacy = defaultOptions.find((row) => row.id === PRIVACY_ROW)?.sourceOptions ?? []
      return {
        families: copyOf(families),
        searchable: new Map([
          [STAFF_ROW, staff],
          [PRIVACY_ROW, privacy],
        ]),
      }
    }
    case 'integration':
      return sourceValue(
        { rows: valueMappingRows, options: valueMappingOptions },
        { rows: valueDefaultRows, options: valueDefaultOptions },
        {
          rows: valueConfigurationRows,
          options: valueConfigurationOptions,
        },
      )
    case 'student': {
      const own = (row: Row): Row => ({ ...row, id: guidOf('student', row.id) })
      const isStudent = (row: { title: string }) => /COURSE|SECTION|STUD|ADM/.test(row.title)
      const ids = new Set([...valueDefaultRows, ...valueConfigurationRows].filter(isStudent).map((row) => row.id))
      const chosen = (rows: Row[]) => rows.filter((row) => ids.has(row.id)).map(own)
      return sourceValue(
        sourceValueMappings(),
        { rows: chosen(valueDefaultRows), options: chosen(valueDefaultOptions) },
        { rows: chosen(valueConfigurationRows), options: chosen(valueConfigurationOptions) },
      )
    }
  }
}

function sourceValue(mapping: FamilySeed, defaults: FamilySeed, configuration: FamilySeed): SettingsSeed {
  const none = { rows: [], options: [] }
  const families = {
    'mapping-settings': mapping,
    'default-settings': defaults,
    'configuration-settings': configuration,
    'compound-configuration-settings': none,
    'collection-configuration-settings': none,
  }
  return { families: copyOf(families), searchable: new Map() }
}

/** Fresh lists, so that an upgrade step does not grow the imported samples. */
function copyOf(families: Record<SettingFamily, FamilySeed>): Record<SettingFamily, FamilySeed> {
  const copy = ({ rows, options }: FamilySeed) => ({ rows: [...rows], options: [...options] })
  return {
    'mapping-settings': copy(families['mapping-settings']),
    'default-settings': copy(families['default-settings']),
    'configuration-settings': copy(families['configuration-settings']),
    'compound-configuration-settings': copy(families['compound-configuration-settings']),
    'collection-configuration-settings': copy(families['collection-configuration-settings']),
  }
}

function people(origin: string, first: SourceOption[]): SourceOption[] {
  const others = Array.from({ length: LONG_LIST - first.length }, (_, index) => {
    const text = String(index)
    const last = LAST_NAMES[numberOf(LAST_NAMES.length, origin, 'last', text)] ?? 'Vance'
    const name = FIRST_NAMES[numberOf(FIRST_NAMES.length, origin, 'first', text)] ?? 'Ada'
    return { title: `${last}, ${name}`, value: String(1_000_000 + index), origin }
  })
  return [...first, ...others]
}

function longDefault(): { row: Row; options: Row } {
  const ethos = [{ resource: 'student-advisor-relationships', propertyName: 'advisor.id' }]
  const advisors = people('FACULTY', [])
  const row = {
    id: ADVISOR_ROW,
    title: 'Default Advisor',
    description: 'The advisor written on a relationship that names none.',
    ethos,
    source: { title: advisors[0]?.title, value: advisors[0]?.value },
  }
  return { row, options: { id: ADVISOR_ROW, ethos, sourceOptions: advisors } }
}

/** Settings that come with an upgrade: one mapping row and one default, both for the first new resource. */
function addNewSettings({ families }: SettingsSeed, slug: SourceSlug, step: number): void {
  const [resource = 'persons'] = addedBy(slug, step)
  const id = guidOf('mapping-settings', slug, 'upgrade', String(step))
  const mapped = { resources: [{ resource, propertyName: 'category' }] }
  const choice = [
    { title: 'Regular', value: 'REG', origin: 'CATEGORIES' },
    { title: 'Special', value: 'SPC', origin: 'CATEGORIES' },
  ]
  const isCanonical = slug === 'erp'
  families['mapping-settings'].rows.push({
    id,
    title: isCanonical ? `${titleOf(resource)} Categories` : `${resource.toUpperCase()}.CATEGORY`,
    ethos: isCanonical ? mapped : { ...mapped, enumeration: 'regular' },
    source: isCanonical ? { title: 'Regular', value: 'REG' } : { value: 'UPDATE_ME' },
  })
  const enumerations = isCanonical ? ['regular', 'special', 'other'] : ['regular']
  families['mapping-settings'].options.push({ id, ethos: { ...mapped, enumerations }, ...(isCanonical ? {} : { sourceOptions: choice }) })
  const defaultId = guidOf('default-settings', slug, 'upgrade', String(step))
  const ethos = [{ resource, propertyName: 'category' }]
  families['default-settings'].rows.push({
    id: defaultId,
    title: `Default ${titleOf(resource)} Category`,
    description: 'Came with the upgrade; not set yet.',
    ethos,
  })
  families['default-settings'].options.push({ id: defaultId, ethos, sourceOptions: choice })
}
