import { randomBytes, randomUUID } from 'node:crypto'
import type { Tenant } from '#shared/wire/administration-plane'
import type { HubError } from '#shared/wire/integration-plane'
import type { ApplicationState, KeyState, SandboxState, SourceState, TenantState } from '../state/model'
import { APPLICATIONS, type ApplicationSeed, ERP, type KeySeed, STUDENT, TEST_RESTRICTIONS } from './applications'
import sampleErrors from './data/platform-errors-page.json'
import { guidOf, LAST_NAMES, numberOf } from './names'
import { isDeprecated, resourcesOf, type SourceSlug, versionsOf } from './resources'
import { sourceSeed } from './source-seed'

const DAY = 86_400_000
const LABELS = ['Production', 'Test'] as const
const SLUGS: SourceSlug[] = ['erp', 'integration', 'student']
const LARGE = { applications: 2000, keys: 5 }

/** A new sandbox. Keys, tokens and passwords are random; ids and everything else are the same each time. */
export function createSeed({ now, size }: { now: number; size: 'full' | 'large' }): SandboxState {
  return { version: 1, startedOn: iso(now), tenants: LABELS.map((label) => createTenant(label, now, size)) }
}

const iso = (at: number) => new Date(at).toISOString()

function createTenant(label: (typeof LABELS)[number], now: number, size: 'full' | 'large'): TenantState {
  const identity: Tenant = {
    id: guidOf('tenant', label),
    accountId: 'MapleValley',
    alias: 'maplevalley',
    name: 'Maple Valley College',
    label,
    region: 'us',
    capabilities: [
      'applications',
      'api-keys',
      'owned-resources',
      'proxy-access',
      'upgrade-actions',
      'address-lists',
      'audit-logs',
      'catalog',
    ],
  }
  const sources = SLUGS.map((slug): SourceState => createSource(slug, label))
  const seeds = size === 'large' && label === 'Production' ? [...APPLICATIONS, ...manyApplications()] : APPLICATIONS
  const chosen = seeds.filter(({ only }) => only === undefined || only === label)
  const idOf = (name: string) => guidOf('application', label, name)
  const owned = new Map(chosen.map((seed) => [seed.name, ownedBy(seed)]))
  const applications = chosen.map((seed): ApplicationState => createApplication(seed, { label, now, sources, idOf, owned }))
  return {
    identity,
    administrationToken: `sandbox-admin-${randomBytes(24).toString('base64url')}`,
    signingSecret: randomBytes(32).toString('base64url'),
    tokenEpoch: 0,
    origin: PLACEHOLDER_ORIGIN,
    applications,
    sources,
    auditLog: firstAuditEntries(applications),
    errors: firstErrors(applications, now, label),
    notifications: [],
    lastNotification: 55_840,
    replies: {},
  }
}

/** Base URIs of the seed stand under this until the port is known. */
export const PLACEHOLDER_ORIGIN = 'sandbox:'

function createSource(slug: SourceSlug, label: string): SourceState {
  const password = () => randomBytes(12).toString('base64url')
  const writer = APPLICATIONS.find((seed) => seed.source === slug)?.username ?? 'hub'
  const users = [
    { username: writer, password: password(), canWrite: true },
    { username: 'hub_reader', password: password(), canWrite: false },
  ]
  // One source of Test was upgraded since it was last configured, so that an upgrade action waits there.
  return { slug, users, level: slug === 'student' && label === 'Test' ? 1 : 0, rows: {}, records: {} }
}

function ownedBy(seed: ApplicationSeed): ApplicationState['ownedResources'] {
  const listed = seed.source && seed.ownsAll ? resourcesOf(seed.source, 0) : []
  const fromSource = listed.map(({ name, representations }) => ({
    name,
    versions: versionsOf(representations),
    deprecated: isDeprecated(representations),
  }))
  const alone = (seed.owns ?? []).map((name) => ({ name, versions: [], deprecated: false }))
  return [...fromSource, ...alone]
}

type Making = {
  label: string
  now: number
  sources: SourceState[]
  idOf: (name: string) => string
  owned: Map<string, ApplicationState['ownedResources']>
}

function createApplication(seed: ApplicationSeed, { label, now, sources, idOf, owned }: Making): ApplicationState {
  const created = now - Math.max(...seed.keys.map(({ days }) => days)) * DAY
  const source = sources.find(({ slug }) => slug === seed.source)
  const baseUri = seed.source ? `${PLACEHOLDER_ORIGIN}/source/${seed.source}/api` : seed.baseUri
  const password = seed.hasPassword === false ? undefined : (source?.users[0]?.password ?? randomBytes(9).toString('base64url'))
  const resourcesFor = (owner: string, names: string[]) => (names.includes('*') ? (owned.get(owner) ?? []).map(({ name }) => name) : names)
  const seeded = seed.source ? sourceSeed(seed.source, label, 0) : undefined
  const keys = seed.keys.map((key, index) =>
    createKey(index === 0 && label === 'Test' ? { ...key, restriction: TEST_RESTRICTIONS[seed.name] ?? key.restriction } : key, now),
  )
  return {
    id: idOf(seed.name),
    name: seed.name,
    description: seed.description,
    origin: seed.origin ?? 'manual',
    ...(seed.catalogId ? { catalogId: seed.catalogId } : {}),
    sourceKind: seeded?.kind ?? null,
    ...(baseUri ? { baseUri } : {}),
    authentication: seed.username ? { type: 'basic', username: seed.username, ...(password ? { password } : {}) } : { type: 'none' },
    ownedResources: owned.get(seed.name) ?? [],
    apiKeys: keys,
    subscriptions: Object.entries(seed.subscriptions ?? {}).flatMap(([owner, names]) =>
      names.map((resourceName) => ({ resourceName, applicationId: idOf(owner) })),
    ),
    proxyAccess: Object.entries(seed.access ?? {}).map(([owner, names]) => ({
      applicationId: idOf(owner),
      resources: resourcesFor(owner, names),
    })),
    metadata: {
      createdBy: seed.keys[0]?.addedBy ?? 'system',
      createdOn: iso(created),
      modifiedBy: seed.keys.at(-1)?.addedBy ?? 'system',
      modifiedOn: iso(now - Math.min(...seed.keys.map(({ days }) => days)) * DAY),
    },
    revision: 1,
    ...(seed.ownsAll && seed.source && seeded
      ? {
          configured: {
            about: seeded.about[0]?.version ?? '',
            versions: Object.fromEntries(seeded.resources.map(({ name, representations }) => [name, versionsOf(representations)])),
            settingIds: Object.values(seeded.settings.families).flatMap(({ rows }) => rows.map(({ id }) => id)),
          },
        }
      : {}),
    upgrades: [],
    queue: { acknowledged: 0, delivered: 0 },
  }
}

function createKey(seed: KeySeed, now: number): KeyState {
  return {
    id: randomUUID(),
    value: randomUUID(),
    addedBy: seed.addedBy,
    addedOn: iso(now - seed.days * DAY),
    restriction: seed.restriction,
    revision: 1,
    ...(seed.usedDaysAgo === undefined ? {} : { lastUsedOn: iso(now - seed.usedDaysAgo * DAY) }),
  }
}

/** For benches: many applications with a few keys each, a tenth of the keys unrestricted. */
function manyApplications(): ApplicationSeed[] {
  return Array.from({ length: LARGE.applications - APPLICATIONS.length + 2 }, (_, index): ApplicationSeed => {
    const text = String(index)
    const name = `${LAST_NAMES[numberOf(LAST_NAMES.length, 'large', text)] ?? 'Vance'} Connector ${text.padStart(4, '0')}`
    const keys = Array.from({ length: LARGE.keys }, (__, key): KeySeed => {
      const days = numberOf(2500, 'days', text, String(key))
      const last = numberOf(250, 'address', text, String(key))
      return {
        addedBy: 'd.whitlock@maplevalley.example',
        days,
        restriction: last < 25 ? { mode: 'unrestricted' } : { mode: 'restricted', addresses: [`198.51.100.${last}`] },
      }
    })
    return { name, description: 'Made for measurements.', access: { [ERP]: ['persons', 'courses'], [STUDENT]: ['students'] }, keys }
  })
}

function firstAuditEntries(applications: ApplicationState[]): TenantState['auditLog'] {
  const entries = applications.flatMap((application) =>
    application.apiKeys.map((key) => ({
      id: randomUUID(),
      on: key.addedOn,
      user: key.addedBy,
      category: 'application',
      subCategory: 'api-key',
      description: `Added an API key to ${application.name}`,
      status: 'success',
      requestId: randomUUID(),
    })),
  )
  return entries.sort((one, other) => (one.on < other.on ? 1 : -1)).slice(0, 500)
}

function firstErrors(applications: ApplicationState[], now: number, label: string): HubError[] {
  const reporters = applications.filter(({ proxyAccess }) => proxyAccess.length > 0).slice(0, 6)
  return Array.from({ length: 37 }, (_, index): HubError => {
    const sample = sampleErrors[index % sampleErrors.length] ?? sampleErrors[0]
    const reporter = reporters[index % reporters.length]
    return {
      id: guidOf('error', label, String(index)),
      dateTime: iso(now - (index + 1) * 3_700_000),
      severity: sample?.severity === 'info' || sample?.severity === 'warning' ? sample.severity : 'error',
      responseCode: sample?.responseCode ?? 500,
      description: sample?.description ?? 'Unknown',
      ...(reporter ? { applicationId: reporter.id, applicationName: reporter.name } : {}),
      ...(sample ? { resource: { name: sample.resource.name } } : {}),
    }
  })
}
