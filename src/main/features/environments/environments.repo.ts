import { EnvironmentId } from '#shared/contract/op'
import type { Environment, EnvironmentType, Protection } from '#shared/contract/environments'
import type { Db } from '../../platform/db/open'

/** A profile as it is stored: what does not follow from the cache or the clock. */
export type Profile = Pick<Environment, 'id' | 'name' | 'type' | 'kind' | 'connection' | 'hubUrl' | 'tenant' | 'protection'>

type Row = {
  id: string
  name: string
  type: EnvironmentType
  kind: Profile['kind']
  connection: Profile['connection']
  hub_url: string
  tenant_id: string
  tenant_name: string
  tenant_label: string
  protection: Protection
}

/** All the SQL about environment profiles. */
export function createEnvironmentsRepo(db: Db) {
  const all = db.prepare<[], Row>('SELECT * FROM environments ORDER BY position, name COLLATE NOCASE')
  const one = db.prepare<[string], Row>('SELECT * FROM environments WHERE id = ?')
  const named = db.prepare<[string], Row>('SELECT * FROM environments WHERE name = ? COLLATE NOCASE')
  const insert = db.prepare(
    `INSERT INTO environments (id, name, type, kind, connection, hub_url, tenant_id, tenant_name, tenant_label, protection, position, created_at, updated_at)
     VALUES (@id, @name, @type, @kind, @connection, @hubUrl, @tenantId, @tenantName, @tenantLabel, @protection,
             (SELECT COALESCE(MAX(position), 0) + 1 FROM environments), @at, @at)`,
  )
  const setHubUrl = db.prepare<[string, string, string]>('UPDATE environments SET hub_url = ?, updated_at = ? WHERE id = ?')
  const setProtection = db.prepare<[string, string, string]>('UPDATE environments SET protection = ?, updated_at = ? WHERE id = ?')
  const remove = db.prepare<[string]>('DELETE FROM environments WHERE id = ?')

  return {
    list: (): Profile[] => all.all().map(toProfile),
    get: (id: EnvironmentId): Profile | null => mapped(one.get(id)),
    byName: (name: string): Profile | null => mapped(named.get(name)),
    add: ({ tenant, ...profile }: Profile, at: string) =>
      void insert.run({ ...profile, tenantId: tenant.id, tenantName: tenant.name, tenantLabel: tenant.label, at }),
    setHubUrl: (id: EnvironmentId, url: string, at: string) => void setHubUrl.run(url, at, id),
    setProtection: (id: EnvironmentId, protection: Protection, at: string) => void setProtection.run(protection, at, id),
    remove: (id: EnvironmentId) => void remove.run(id),
  }
}
export type EnvironmentsRepo = ReturnType<typeof createEnvironmentsRepo>

const mapped = (row: Row | undefined) => (row ? toProfile(row) : null)
const toProfile = (row: Row): Profile => ({
  id: EnvironmentId.parse(row.id),
  name: row.name,
  type: row.type,
  kind: row.kind,
  connection: row.connection,
  hubUrl: row.hub_url,
  tenant: { id: row.tenant_id, name: row.tenant_name, label: row.tenant_label },
  protection: row.protection,
})
