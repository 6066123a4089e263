import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { EnvironmentId } from '#shared/contract/op'
import { createEnvironmentsRepo } from '../../src/main/features/environments/environments.repo'
import { createRefreshesRepo } from '../../src/main/features/refreshes/refreshes.repo'
import { createPreferencesRepo } from '../../src/main/features/preferences/preferences.repo'
import { systemClock } from '../../src/main/platform/clock'
import { openCache, openJournal } from '../../src/main/platform/db/open'
import { createSnapshotRepo, type SnapshotRepo } from '../../src/main/platform/db/snapshot.repo'

const KEYS_EACH = 5
/** Of each of the two tenants. */
const SIZE = { applications: 2_000, settings: 20_000 }
type Size = typeof SIZE
const OWNERS = 20

/**
 * A data folder as after a sync of two very large tenants: the app starts with one of them, and together they have the
 * 20,000 API keys that the table is measured on.
 */
export function seedProfile(folder: string, hubUrl: string, size: Size = SIZE): void {
  mkdirSync(folder, { recursive: true })
  const at = systemClock.iso()
  const tenants = ['Large tenant', 'Second tenant'].map((name) => ({ name, id: EnvironmentId.parse(randomUUID()) }))

  const journal = openJournal(join(folder, 'journal.db'), { clock: systemClock })
  const environments = createEnvironmentsRepo(journal.db)
  for (const { id, name } of tenants)
    environments.add(
      {
        id,
        name,
        type: 'test',
        kind: 'hub',
        hubUrl,
        tenant: { id: `tenant-${name}`, name: 'Maple Valley College', label: 'Test' },
        connection: 'administration',
        protection: 'open',
      },
      at,
    )
  const refreshes = createRefreshesRepo(journal.db)
  for (const { id } of tenants) refreshes.set(id, '15-minutes')
  createPreferencesRepo(journal.db).write({ analytics: 'declined', lastEnvironmentId: tenants[0]?.id ?? null })
  journal.db.close()

  const snapshots = createSnapshotRepo(openCache(join(folder, 'cache.db'), { clock: systemClock }).db)
  for (const { id } of tenants) seedTenant(snapshots, id, at, size)
  snapshots.close()
}

function seedTenant(snapshots: SnapshotRepo, environmentId: EnvironmentId, at: string, size: Size): void {
  const snapshot = snapshots.begin(environmentId, at)
  const ids = Array.from({ length: size.applications }, (_, index) => `application-${index}`)
  snapshots.replace(
    snapshot,
    { environmentId, kind: 'application', applicationId: '' },
    ids.map((id, index) => ({ id, body: application(id, index, at) })),
  )
  for (const [index, applicationId] of ids.entries()) {
    const keys = Array.from({ length: KEYS_EACH }, (_, key) => ({
      id: `${applicationId}-${key}`,
      hint: `${index.toString(16).padStart(5, '0')}…${key.toString(16).padStart(4, '0')}`,
      addedBy: 'admin@example.edu',
      addedOn: at,
      restriction: key === 0 && index % 7 === 0 ? { mode: 'unrestricted' } : { mode: 'restricted', addresses: ['192.0.2.0/24'] },
    }))
    snapshots.replace(
      snapshot,
      { environmentId, kind: 'api-key', applicationId },
      keys.map((key) => ({ id: key.id, body: key })),
    )
  }
  for (let owner = 0; owner < OWNERS; owner += 1) {
    const applicationId = `application-${owner}`
    const rows = Array.from({ length: size.settings / OWNERS }, (_, row) => ({
      family: 'mapping-settings',
      row: {
        id: `${applicationId}-${row}`,
        title: `Setting ${row}`,
        ethos: { resources: [{ resource: `resource-${row % 300}`, propertyName: 'type' }], enumeration: 'home' },
        source: { title: `Value ${row}`, value: `V${row}` },
      },
    }))
    snapshots.replace(
      snapshot,
      { environmentId, kind: 'mapping-settings', applicationId },
      rows.map((body) => ({ id: body.row.id, body })),
    )
  }
  snapshots.finish(snapshot, 'complete', at)
}

const application = (id: string, index: number, at: string) => ({
  id,
  name: `Application ${String(index).padStart(4, '0')}`,
  description: 'Seeded for the bench.',
  origin: index % 3 === 0 ? 'catalog' : 'manual',
  sourceKind: index < OWNERS ? 'canonical' : null,
  authentication: { type: 'none', passwordSet: false },
  ownedResourceCount: index < OWNERS ? 300 : 0,
  apiKeyCount: KEYS_EACH,
  hasSettings: index < OWNERS,
  metadata: { createdBy: 'admin@example.edu', createdOn: at, modifiedBy: 'admin@example.edu', modifiedOn: at },
})

const [folder, hubUrl, applications, settings] = process.argv.slice(2)
if (folder && hubUrl)
  seedProfile(folder, hubUrl, applications && settings ? { applications: Number(applications), settings: Number(settings) } : SIZE)
