import type { ApplicationDetail, ApplicationRow } from '#shared/contract/applications'
import type { Environment } from '#shared/contract/environments'
import type { AddressSet, BehindKey } from '#shared/contract/address-sets'
import { NO_NOTES, type ApiKey } from '#shared/contract/keys'
import type { EndpointCheck, OwnedResource, SettingLine } from '#shared/contract/resources'
import { optionsType, SETTING_FAMILIES } from '#shared/wire/media-types'

const MINUTE = 60_000
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
// Ids are branded; these are made up here and mean nothing to a hub.
const id = (text: string) => text as never

const NAMES = [
  'Housing Portal',
  'Student Records',
  'Campus Card',
  'Library Gateway',
  'Payroll Sync',
  'Admissions CRM',
  'Degree Audit',
  'Parking',
]

export const environment = (index: number, over: Partial<Environment> = {}): Environment => ({
  id: id(`00000000-0000-4000-8000-00000000000${index}`),
  name: ['Maple Valley College', 'Maple Valley Test', 'Sandbox Production', 'Sandbox Test'][index] ?? `Environment ${index}`,
  type: (['production', 'test', 'production', 'test'] as const)[index] ?? 'development',
  kind: index > 1 ? 'sandbox' : 'hub',
  hubUrl: 'https://integrate.example.edu',
  tenant: { id: 't', name: 'Maple Valley College', label: 'Production' },
  protection: index % 2 === 0 ? 'read-only' : 'open',
  readAt: ago(3 * MINUTE),
  counts: { applications: 2000, settings: 5318 },
  ...over,
})

export const applicationRows = (count: number): ApplicationRow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: id(`app-${index}`),
    name:
      index === 3
        ? 'Integration of the Registrar’s very long-named reporting warehouse with the identity provider (pilot 2)'
        : `${NAMES[index % NAMES.length] ?? ''}${index < NAMES.length ? '' : ` ${Math.floor(index / NAMES.length) + 1}`}`,
    description: `Connects number ${index}`,
    origin: index % 3 === 0 ? 'catalog' : 'manual',
    sourceKind: index % 2 === 1 ? 'canonical' : null,
    ownedResourceCount: index % 2 === 1 ? (index * 7) % 340 : 0,
    apiKeyCount: 1 + (index % 4),
    unrestrictedKeyCount: index % 5 === 0 ? 1 + (index % 2) : 0,
    hasSettings: index % 2 === 1,
    missingCredentials: index % 7 === 1,
    modifiedOn: ago(index * 9 * 60 * MINUTE),
  }))

export function applicationDetail(row: ApplicationRow): ApplicationDetail {
  return {
    row,
    readAt: ago(3 * MINUTE),
    application: {
      ...row,
      ...(row.sourceKind ? { baseUri: 'https://erp.maplevalley.example.edu:8443/integration-api/api' } : {}),
      authentication: row.sourceKind ? { type: 'basic', username: 'integration', passwordSet: true } : { type: 'none', passwordSet: false },
      metadata: { createdBy: 'import', createdOn: ago(4e10), modifiedBy: 'admin@maplevalley.example.edu', modifiedOn: row.modifiedOn },
    },
    gaps: row.id.endsWith('1')
      ? [{ part: 'settings', failure: { code: 'source-unauthorized', message: 'Refused.', status: 401, requestId: '3f6c2d18' } }]
      : [],
  }
}

export const apiKeys = (applicationId: string): ApiKey[] => [
  key(applicationId, '3a388…7121', ['198.51.100.7', '203.0.113.64-203.0.113.95', '10.0.0.0/26'], 114),
  { ...key(applicationId, '7727a…dd5b', [], 2880), addedBy: 'import', restriction: { mode: 'unrestricted' } },
  key(applicationId, 'ca365…e9b5', [], 0),
  key(applicationId, '50237…1470', ['2001:db8:10::/64'], 71),
]

export const key = (applicationId: string, hint: string, addresses: string[], days: number): ApiKey => ({
  id: id(`key-${hint}`),
  applicationId: id(applicationId),
  hint,
  addedBy: 'admin@maplevalley.example.edu',
  addedOn: ago(days * 24 * 60 * MINUTE),
  restriction: { mode: 'restricted', addresses },
  notes:
    days === 114
      ? {
          label: 'Night job',
          note: '',
          usages: [{ id: '00000000-0000-4000-8000-000000000001', place: 'portal-server /etc/portal.env', owner: 'J. Lind', note: '' }],
          addressSetId: 'set-1',
        }
      : NO_NOTES,
})

export const addressSets = (): AddressSet[] => [
  {
    id: id('set-1'),
    name: 'Campus egress',
    addresses: ['198.51.100.0/28', '2001:db8:10::/64'],
    note: '',
    origin: 'own',
    updatedAt: ago(864e5),
  },
  { id: id('set-2'), name: 'Cloud gateways', addresses: ['203.0.113.64/27'], note: '', origin: 'published', updatedAt: ago(864e5) },
]

export const behindKeys = (): BehindKey[] =>
  [0, 2, 4].map((index) => ({
    applicationId: id(`app-${index}`),
    applicationName: NAMES[index] ?? '',
    keyId: id(index === 0 ? 'key-3a388…7121' : `key-${index}`),
    hint: '3a388…7121',
    label: index === 0 ? 'Night job' : '',
    setId: id('set-1'),
    setName: 'Campus egress',
    before: ['198.51.100.7', '10.0.0.0/26'],
    after: ['198.51.100.0/28', '2001:db8:10::/64', '10.0.0.0/26'],
  }))

export const ownedResources = (): OwnedResource[] =>
  Array.from({ length: 163 }, (_, index) => ({
    name: `${['persons', 'academic-programs', 'addresses', 'student-transcript-grades-options', 'sections'][index % 5] ?? ''}${index < 5 ? '' : `-${index}`}`,
    versions: ['6', '8.1.0', '12.3.0'].slice(0, 1 + (index % 3)),
    deprecated: index % 11 === 4,
    configurable: index % 4 !== 3,
    ...(index % 4 === 3 ? { noLinkReason: index % 8 === 3 ? ('not-listed-by-source' as const) : ('no-settings' as const) } : {}),
    settingCount: index % 4 === 3 ? 0 : 1 + (index % 6),
  }))

export const endpointChecks = (failing: boolean): EndpointCheck[] =>
  (['resources', ...SETTING_FAMILIES] as const).map((endpoint, index) => ({
    endpoint,
    acceptHeader: endpoint === 'resources' ? 'application/json' : optionsType(endpoint),
    at: ago(3 * MINUTE),
    status: failing && index === 3 ? 406 : 200,
    ...(failing && index === 3
      ? { madeBy: 'source' as const, failure: { code: 'remote' as const, message: 'Not acceptable', status: 406 } }
      : {}),
  }))

export const settingLines = (count: number): SettingLine[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    family: index % 3 === 0 ? 'mapping-settings' : index % 3 === 1 ? 'default-settings' : 'configuration-settings',
    tab: index % 3 === 0 ? 'value-transformation' : index % 3 === 1 ? 'resource-defaults' : 'api-behaviors',
    title: `Default course level ${index}`,
    description: 'Which level a course gets when it has none.',
    property: index % 2 === 0 ? 'courseLevels.courseLevel.id' : 'academicLevel.id',
    hubValue: index % 3 === 0 ? 'undergraduate' : '',
    sourceTitle: index % 5 === 1 ? '' : 'Undergraduate level, all campuses',
    sourceValue: index % 5 === 1 ? 'UPDATE_ME' : 'UG',
    origin: 'UTPCLEV',
    state: (['set', 'update-me', 'not-set', 'not-in-use', 'unmapped'] as const)[index % 5] ?? 'set',
    sharedWith: index % 4 === 0 ? ['sections', 'courses'] : [],
  }))
