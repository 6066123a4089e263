import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { contentHash } from './canonical-json'
import type { Db } from './open'

export type Scope = { environmentId: string; kind: string; applicationId: string }
export type Item = { id: string; body: unknown }
export type Replaced = { added: number; changed: number; removed: number; same: number }

/** Bare columns: to make an object of each of 20,000 rows takes longer than to read them. The hash stays behind, as it is seldom asked for. */
type Row = [id: number, itemId: string, position: number, body: string, fromSnapshot: number]
const ROW = 'SELECT id, item_id, position, body, from_snapshot FROM versions'

/** Room between two rows, so that a row put between them leaves the others where they are. */
const STRIDE = 1024

/**
 * Writes rows that are valid from one snapshot until another. Two rules keep snapshots true while several are open (a long
 * sync, and a key added meanwhile): a row never ends before it began, and a snapshot never touches what a later one wrote.
 * Every function runs inside the caller's transaction.
 */
export function createVersionWriter(db: Db) {
  const currentRows = db
    .prepare<[string, string, string], Row>(
      `${ROW} WHERE environment_id = ? AND kind = ? AND application_id = ? AND until_snapshot IS NULL ORDER BY position`,
    )
    .raw()
  const currentRow = db
    .prepare<[string, string, string, string], Row>(
      `${ROW} WHERE environment_id = ? AND kind = ? AND application_id = ? AND item_id = ? AND until_snapshot IS NULL`,
    )
    .raw()
  const hashOf = db.prepare<[number], Buffer>('SELECT hash FROM versions WHERE id = ?').pluck()
  const insert = db.prepare<[string, string, string, string, number, string, Buffer, number]>(
    'INSERT INTO versions (environment_id, kind, application_id, item_id, position, body, hash, from_snapshot) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const toIndex = db.prepare<[number | bigint]>('INSERT INTO unindexed VALUES (?)')
  const end = db.prepare<[number, number]>('UPDATE versions SET until_snapshot = ? WHERE id = ?')
  const rewrite = db.prepare<[string, Buffer, number]>('UPDATE versions SET body = ?, hash = ? WHERE id = ?')
  const place = db.prepare<[number, number]>('UPDATE versions SET position = ? WHERE id = ?')
  const erase = db.prepare<[number]>('DELETE FROM versions WHERE id = ?')
  const lastPosition = db
    .prepare<[string, string, string], number>(
      'SELECT max(position) FROM versions WHERE environment_id = ? AND kind = ? AND application_id = ? AND until_snapshot IS NULL',
    )
    .pluck()
  const newestSnapshot = db.prepare<[string], number>('SELECT max(id) FROM snapshots WHERE environment_id = ?').pluck()
  const endedSince = db
    .prepare<[number, string, string, string], string>(
      'SELECT item_id FROM versions WHERE until_snapshot > ? AND environment_id = ? AND kind = ? AND application_id = ?',
    )
    .pluck()
  const applicationRows = db.prepare<[string], { id: number; application_id: string; from_snapshot: number }>(
    "SELECT id, application_id, from_snapshot FROM versions WHERE environment_id = ? AND application_id <> '' AND until_snapshot IS NULL",
  )
  const readApplications = db
    .prepare<[string], string>("SELECT DISTINCT application_id FROM reads WHERE environment_id = ? AND application_id <> ''")
    .pluck()
  const dropReads = db.prepare<[string, string]>('DELETE FROM reads WHERE environment_id = ? AND application_id = ?')

  /** A row that began in this very snapshot was never part of another: it goes without a trace. */
  const endRow = (snapshotId: number, id: number, fromSnapshot: number) => {
    if (fromSnapshot === snapshotId) erase.run(id)
    else end.run(snapshotId, id)
  }

  const insertRow = (
    snapshotId: number,
    { environmentId, kind, applicationId }: Scope,
    item: Item & { position: number; text: string },
    hash = contentHash(item.body),
  ) => {
    const { lastInsertRowid } = insert.run(environmentId, kind, applicationId, item.id, item.position, item.text, hash, snapshotId)
    if (isSearchable(kind)) toIndex.run(lastInsertRowid)
  }

  /** Brings one row to a new body. Returns whether that was a change. */
  function changeRow(snapshotId: number, scope: Scope, row: Row, item: Item & { position: number; text: string }): boolean {
    const [id, , , stored, fromSnapshot] = row
    if (stored === item.text) return false
    const hash = contentHash(item.body)
    if (hashOf.get(id)?.equals(hash)) return false // the same fields in another order
    if (fromSnapshot === snapshotId) rewrite.run(item.text, hash, id)
    else {
      end.run(snapshotId, id)
      insertRow(snapshotId, scope, item, hash)
    }
    return true
  }

  /** Items that a later snapshot already ended: what we hold of them is older than that. */
  function endedLater(snapshotId: number, { environmentId, kind, applicationId }: Scope): Set<string> {
    if (newestSnapshot.get(environmentId) === snapshotId) return new Set()
    return new Set(endedSince.all(snapshotId, environmentId, kind, applicationId))
  }

  return {
    replace(snapshotId: number, scope: Scope, items: readonly Item[]): Replaced {
      const rows = currentRows.all(scope.environmentId, scope.kind, scope.applicationId)
      // Mostly nothing came, went or moved. Then the two stand side by side already, and nothing is looked up by its id.
      const isInStep = rows.length === items.length && rows.every(([, itemId], index) => itemId === items[index]?.id)
      const existing = new Map(isInStep ? [] : rows.map((row) => [row[1], row]))
      const gone = isInStep ? new Set() : endedLater(snapshotId, scope)
      const replaced: Replaced = { added: 0, changed: 0, removed: 0, same: 0 }
      let position = -1
      let index = 0
      for (const { id, body } of isInStep ? items : lastOfEach(items)) {
        const row = isInStep ? rows[index++] : existing.get(id)
        existing.delete(id)
        if (row === undefined) {
          if (gone.has(id)) continue
          // At the end there is room without limit; in between, the smallest step leaves most of it to the next.
          position += existing.size === 0 ? STRIDE : 1
          insertRow(snapshotId, scope, { id, body, position, text: textOf(body) })
          replaced.added += 1
          continue
        }
        const [rowId, , storedPosition, storedText, fromSnapshot] = row
        // A row keeps its place as long as it is still after the one before it.
        const moved = storedPosition <= position
        position = moved ? position + 1 : storedPosition
        const text = fromSnapshot <= snapshotId ? textOf(body) : storedText // what a later snapshot wrote stays
        if (text !== storedText && changeRow(snapshotId, scope, row, { id, body, position, text })) replaced.changed += 1
        else replaced.same += 1
        if (moved) place.run(position, rowId)
      }
      for (const [rowId, , , , fromSnapshot] of existing.values()) {
        if (fromSnapshot > snapshotId) continue
        endRow(snapshotId, rowId, fromSnapshot)
        replaced.removed += 1
      }
      return replaced
    },

    upsert(snapshotId: number, scope: Scope, { id, body }: Item): void {
      const { environmentId, kind, applicationId } = scope
      const row = currentRow.get(environmentId, kind, applicationId, id)
      const text = textOf(body)
      if (row === undefined) {
        if (endedLater(snapshotId, scope).has(id)) return
        const position = (lastPosition.get(environmentId, kind, applicationId) ?? -1) + STRIDE
        insertRow(snapshotId, scope, { id, body, position, text })
      } else if (row[4] <= snapshotId) changeRow(snapshotId, scope, row, { id, body, position: row[2], text })
    },

    remove(snapshotId: number, { environmentId, kind, applicationId }: Scope, itemId: string): boolean {
      const row = currentRow.get(environmentId, kind, applicationId, itemId)
      if (row === undefined || row[4] > snapshotId) return false
      endRow(snapshotId, row[0], row[4])
      return true
    },

    dropApplicationsBut(snapshotId: number, environmentId: string, keep: ReadonlySet<string>): void {
      for (const row of applicationRows.all(environmentId))
        if (!keep.has(row.application_id) && row.from_snapshot <= snapshotId) endRow(snapshotId, row.id, row.from_snapshot)
      for (const applicationId of readApplications.all(environmentId))
        if (!keep.has(applicationId)) dropReads.run(environmentId, applicationId)
    },
  }
}

/** Of items with one id the last, at the place of the first. */
const lastOfEach = (items: readonly Item[]): Iterable<Item> => new Map(items.map((item) => [item.id, item])).values()

/** As the triggers of migration 0030 have it. */
const SEARCHABLE = new Set<string>(['application', 'owned-resource', ...SETTING_FAMILIES])
const isSearchable = (kind: string) => SEARCHABLE.has(kind) || kind.startsWith('iso-row/')

/** Bodies are records; undefined has no JSON and would be stored as nothing. */
function textOf(body: unknown): string {
  const text = JSON.stringify(body) as string | undefined
  if (text === undefined) throw new TypeError('A body must be something that JSON can hold')
  return text
}
