import type { Representation } from '#shared/wire/integration-plane'
import type { SourceResource } from '#shared/wire/source-plane'
import resourceVersions from './data/resource-versions.json'
import sampleResources from './data/resources-source-api.json'
import { numberOf } from './names'

const VERSIONS: Record<string, string[]> = resourceVersions
const SETTING_NAMES = [
  'collection-configuration-settings',
  'compound-configuration-settings',
  'configuration-settings',
  'default-settings',
  'mapping-settings',
]
const ISO_NAMES = [
  'countries', 'currencies', 'languages', 'regions', 'subregions', 'country-iso-codes', 'currency-iso-codes', 'language-iso-codes',
  'region-iso-codes', 'subregion-iso-codes',
] // prettier-ignore

/** Resources that settings and other seeded data speak of: a source that has such settings must list them. */
const NEEDED = [
  'academic-levels', 'academic-periods', 'address-types', 'addresses', 'admission-application-submissions',
  'admission-application-supporting-item-types', 'admission-application-supporting-items', 'admission-applications', 'admission-decisions',
  'buildings', 'course-levels', 'course-title-types', 'courses', 'email-types', 'employees', 'ethnicities', 'grade-definitions', 'grants',
  'housing-assignments', 'housing-requests', 'institution-jobs', 'instructional-methods', 'ledger-activities', 'marital-statuses',
  'meal-plans', 'organizations', 'payroll-deduction-arrangements', 'person-guardians', 'person-hold-types', 'person-holds',
  'person-name-types', 'persons', 'phone-types', 'races', 'residency-types', 'room-types', 'rooms', 'section-instructors',
  'section-registration-statuses', 'section-registrations', 'section-statuses', 'sections', 'sites', 'social-media-types', 'student-charges',
  'student-payments', 'student-statuses', 'student-types', 'students', 'subjects', 'veteran-statuses',
] // prettier-ignore

const INTEGRATION_NAMES = [
  'address-types', 'addresses', 'buildings', 'email-types', 'employees', 'ethnicities', 'institution-jobs', 'ledger-activities',
  'marital-statuses', 'organizations', 'person-hold-types', 'persons', 'phone-types', 'races', 'rooms', 'sites', 'building-codes',
] // prettier-ignore
const STUDENT_NAMES = [
  'academic-levels', 'academic-periods', 'admission-applications-submissions', 'admission-application-supporting-items', 'courses',
  'section-registrations', 'section-statuses', 'sections', 'student-charges', 'student-payments', 'student-statuses', 'student-types',
  'students', 'subjects', 'sections-inquiry',
] // prettier-ignore

const WRITABLE =
  /^(persons|courses|sections|buildings|rooms|organizations|person-holds|section-registrations|student-(charges|payments)|x-.*)$/
const WHOLLY_DEPRECATED = new Set(['academic-honors', 'account-receivable-types', 'vocations', 'student-tags', 'visa-types'])
const mediaTypeOf = (version: string) => `application/vnd.hedtech.integration.v${version}+json`

export type SourceSlug = 'erp' | 'integration' | 'student'

/** Names that no source lists at first: what upgrades bring. */
const UNLISTED = Object.keys(VERSIONS).filter((name) => numberOf(4, 'listed', name) === 0 && !NEEDED.includes(name))

function namesOf(slug: SourceSlug): string[] {
  switch (slug) {
    case 'erp':
      return [
        ...NEEDED,
        ...Object.keys(VERSIONS).filter((name) => !UNLISTED.includes(name)),
        ...ISO_NAMES,
        ...SETTING_NAMES,
        'x-parking-permits',
      ]
    case 'integration':
      return [...INTEGRATION_NAMES, ...ISO_NAMES.filter((name) => !name.includes('region')), ...SETTING_NAMES]
    case 'student':
      return [...STUDENT_NAMES, ...SETTING_NAMES]
  }
}

/** What `GET /resources` of a source lists after that many upgrades, in order of name. */
export function resourcesOf(slug: SourceSlug, level: number): SourceResource[] {
  const byName = new Map<string, SourceResource>()
  for (const name of namesOf(slug)) byName.set(name, resourceOf(name))
  for (let step = 1; step <= level; step += 1) upgrade(byName, slug, step)
  return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The resources that a step of the upgrade adds; new settings speak of the first. */
export function addedBy(slug: SourceSlug, step: number): string[] {
  const start = (numberOf(UNLISTED.length, slug) + step * 3) % UNLISTED.length
  return [0, 1, 2].map((index) => UNLISTED[(start + index) % UNLISTED.length] ?? 'x-added')
}

/** One added set, one removal, one new major version for two resources. */
function upgrade(byName: Map<string, SourceResource>, slug: SourceSlug, step: number): void {
  for (const name of addedBy(slug, step)) byName.set(name, resourceOf(name))
  const removable = [...byName.keys()].filter(
    (name) => !NEEDED.includes(name) && !SETTING_NAMES.includes(name) && !ISO_NAMES.includes(name),
  )
  const removed = removable[numberOf(removable.length, slug, 'removed', String(step))]
  if (removed && !addedBy(slug, step).includes(removed)) byName.delete(removed)
  for (const name of ['courses', 'persons', 'sections', 'addresses'].filter((candidate) => byName.has(candidate)).slice(0, 2)) {
    const newest = Math.max(
      ...versionsOf(byName.get(name)?.representations ?? []).map((version) => Number(/^v(\d+)/.exec(version)?.[1] ?? 0)),
    )
    byName.set(name, { name, representations: representationsOf(name, [...(VERSIONS[name] ?? []), `${newest + 1}.0.0`]) })
  }
}

function resourceOf(name: string): SourceResource {
  const sample: SourceResource | undefined = sampleResources.find((resource) => resource.name === name)
  // The sample of `persons` names one version; the others are what clients of older versions still ask for.
  if (sample && name !== 'persons') return sample
  if (ISO_NAMES.includes(name))
    return { name, representations: representationsOf(name, ['1.0.0'], name.endsWith('codes') ? ['get'] : ['get', 'put']) }
  return { name, representations: representationsOf(name, VERSIONS[name] ?? ['1.0.0']) }
}

function representationsOf(
  name: string,
  named: string[],
  methods = WRITABLE.test(name) ? ['get', 'post', 'put', 'delete'] : ['get'],
): Representation[] {
  // Beside full versions of a major one, its bare name is the first of them.
  const versions = named.map((version) => (named.some((other) => other.startsWith(`${version}.`)) ? `${version}.0.0` : version))
  const filters = FILTERS[name]
  const extras = { methods, ...(filters ? { filters } : {}) }
  const newestMajor = versions.at(-1)?.split('.')[0]
  const representations = versions.flatMap((version, index): Representation[] => {
    const [major = version] = version.split('.')
    const isOld = WHOLLY_DEPRECATED.has(name) || (versions.length > 2 && index === 0 && major !== newestMajor)
    const notice = isOld
      ? { deprecationNotice: { deprecatedOn: '2023-03-31', sunsetOn: '2027-03-31', description: 'A later version takes its place.' } }
      : {}
    const representation = { 'X-Media-Type': mediaTypeOf(version), ...extras, ...notice }
    // The bare major stands for the newest of it and is listed once, after that one.
    const isNewestOfMajor = version.includes('.') && versions[index + 1]?.split('.')[0] !== major
    return isNewestOfMajor ? [representation, { ...representation, 'X-Media-Type': mediaTypeOf(major) }] : [representation]
  })
  return [...representations, { 'X-Media-Type': 'application/json', ...extras }]
}

const FILTERS: Record<string, string[]> = {
  persons: ['names.lastName', 'credentials.value', 'roles.role'],
  courses: ['title', 'subject.id', 'number'],
  sections: ['course.id', 'academicPeriod.id'],
  'institution-jobs': ['person.id', 'endOn'],
}

/** Short names of the versions among representations, e.g. `v6`, `v16.1.0`; the bare major of a full version is left out. */
export function versionsOf(representations: readonly { 'X-Media-Type': string }[]): string[] {
  const versions = representations.flatMap(
    (representation) => /\.integration\.(v[\d.]+)\+json$/.exec(representation['X-Media-Type'])?.[1] ?? [],
  )
  return versions.filter((version) => version.includes('.') || !versions.some((other) => other.startsWith(`${version}.`)))
}

/** A resource is deprecated when its newest version is. */
export function isDeprecated(representations: readonly Representation[]): boolean {
  const named = representations.filter((representation) => representation['X-Media-Type'] !== 'application/json')
  return named.length > 0 && named.at(-1)?.deprecationNotice?.deprecatedOn !== undefined
}
