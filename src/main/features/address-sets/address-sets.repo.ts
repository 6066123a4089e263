import { AddressSetId, type AddressSet } from '#shared/contract/address-sets'
import type { Db } from '../../platform/db/open'

type Row = { id: string; name: string; addresses_json: string; note: string; updated_at: string }

/** All the SQL about the address sets that are kept here. */
export function createAddressSetsRepo(db: Db) {
  const all = db.prepare<[], Row>('SELECT * FROM address_sets ORDER BY name')
  const one = db.prepare<[string], Row>('SELECT * FROM address_sets WHERE id = ?')
  const named = db.prepare<[string], Row>('SELECT * FROM address_sets WHERE name = ?')
  const put = db.prepare(
    `INSERT INTO address_sets (id, name, addresses_json, note, updated_at) VALUES (@id, @name, @addresses, @note, @updatedAt)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, addresses_json = excluded.addresses_json, note = excluded.note,
       updated_at = excluded.updated_at`,
  )
  const remove = db.prepare<[string]>('DELETE FROM address_sets WHERE id = ?')

  return {
    list: (): AddressSet[] => all.all().map(toSet),
    get: (id: AddressSetId): AddressSet | null => mapped(one.get(id)),
    byName: (name: string): AddressSet | null => mapped(named.get(name)),
    put: ({ id, name, addresses, note, updatedAt }: AddressSet) =>
      void put.run({ id, name, addresses: JSON.stringify(addresses), note, updatedAt }),
    remove: (id: AddressSetId) => void remove.run(id),
  }
}
export type AddressSetsRepo = ReturnType<typeof createAddressSetsRepo>

const mapped = (row: Row | undefined) => (row ? toSet(row) : null)
const toSet = (row: Row): AddressSet => ({
  id: AddressSetId.parse(row.id),
  name: row.name,
  // Written by put from a list of texts.
  addresses: JSON.parse(row.addresses_json) as string[],
  note: row.note,
  origin: 'own',
  updatedAt: row.updated_at,
})
