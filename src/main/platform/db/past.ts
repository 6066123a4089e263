import type { Db } from './open'

export type KeptSnapshot = {
  id: number
  startedAt: string
  state: 'running' | 'complete' | 'partial' | 'failed'
  origin: 'sync' | 'part'
  added: number
  changed: number
  gone: number
}

/** A version of a row, and when it was first and last so; `until` null is now. */
export type PastVersion = { from: number; ended: number | null; seenAt: string; until: string | null; body: unknown }

type ListedRow = {
  id: number
  started_at: string
  state: KeptSnapshot['state']
  origin: KeptSnapshot['origin']
  begun: number
  ended: number
  changed: number
}
type VersionRow = { from_snapshot: number; until_snapshot: number | null; seen_at: string; until: string | null; body: string }
type BodyRow = { item_id: string; body: string }

/** What a person knows of; the rest is bookkeeping that changes with every reading. */
const TOLD = `(kind IN ('application', 'api-key', 'owned-resource', 'mapping-settings', 'default-settings', 'configuration-settings',
                       'compound-configuration-settings', 'collection-configuration-settings') OR kind GLOB 'iso-row/*')`
/** Later than every snapshot. */
const NOW = Number.MAX_SAFE_INTEGER

/** All the SQL about what was: snapshots as they are kept, what each of them shows, and the versions of a row. */
export function createPast(db: Db) {
  const listed = db.prepare<[string, number], ListedRow>(
    `SELECT id, started_at, state, origin,
       (SELECT count(*) FROM versions WHERE from_snapshot = snapshots.id AND ${TOLD}) AS begun,
       (SELECT count(*) FROM versions WHERE until_snapshot = snapshots.id AND ${TOLD}) AS ended,
       (SELECT count(*) FROM versions AS old WHERE until_snapshot = snapshots.id AND ${TOLD} AND EXISTS (
          SELECT 1 FROM versions AS new INDEXED BY versions_of_item
          WHERE new.environment_id = old.environment_id AND new.kind = old.kind AND new.application_id = old.application_id
            AND new.item_id = old.item_id AND new.from_snapshot = snapshots.id)) AS changed
     FROM snapshots WHERE environment_id = ? AND pruned = 0 ORDER BY id DESC LIMIT ?`,
  )
  const startedAt = db
    .prepare<[number, string], string>('SELECT started_at FROM snapshots WHERE id = ? AND environment_id = ? AND pruned = 0')
    .pluck()
  const ids = db
    .prepare<[string, string, number, number], [id: number, applicationId: string]>(
      `SELECT id, application_id FROM versions INDEXED BY versions_of_item
       WHERE environment_id = ? AND kind = ? AND from_snapshot <= ? AND (until_snapshot IS NULL OR until_snapshot > ?)
       ORDER BY application_id, item_id`,
    )
    .raw()
  const body = db.prepare<[number], BodyRow>('SELECT item_id, body FROM versions WHERE id = ?')
  const VERSION = `SELECT from_snapshot, until_snapshot, begun.started_at AS seen_at, ended.started_at AS until, body FROM versions
    JOIN snapshots AS begun ON begun.id = from_snapshot LEFT JOIN snapshots AS ended ON ended.id = until_snapshot`
  const versions = db.prepare<[string, string, string, string], VersionRow>(
    `${VERSION} WHERE versions.environment_id = ? AND kind = ? AND application_id = ? AND item_id = ? ORDER BY from_snapshot`,
  )
  const first = db
    .prepare<[string, string, string], number | null>(
      'SELECT min(from_snapshot) FROM versions INDEXED BY versions_of_item WHERE environment_id = ? AND kind = ? AND application_id = ?',
    )
    .pluck()
  const changed = db.prepare<[string, string, string, number, number], { item_id: string; last: number }>(
    `SELECT item_id, max(ifnull(until_snapshot, 0), from_snapshot) AS last FROM versions INDEXED BY versions_of_item
     WHERE environment_id = ? AND kind = ? AND application_id = ? AND (until_snapshot IS NOT NULL OR from_snapshot > ?)
     ORDER BY last DESC LIMIT ?`,
  )

  const kept = db
    .prepare<[string, number, number], number>(
      'SELECT 1 FROM snapshots WHERE environment_id = ? AND id >= ? AND id < ? AND pruned = 0 LIMIT 1',
    )
    .pluck()

  const toVersion = (row: VersionRow): PastVersion => ({
    from: row.from_snapshot,
    ended: row.until_snapshot,
    seenAt: row.seen_at,
    until: row.until,
    body: JSON.parse(row.body) as unknown,
  })

  return {
    /** The newest first, each with what differs from the one before it. */
    list: (environmentId: string, most: number): KeptSnapshot[] =>
      listed.all(environmentId, most).map(({ id, started_at, state, origin, begun, ended, changed }) => ({
        id,
        startedAt: started_at,
        state,
        origin,
        added: begun - changed,
        changed,
        gone: ended - changed,
      })),

    /** When a snapshot that is kept was begun; null when there is no such one of this environment. */
    startedAt: (environmentId: string, snapshotId: number): string | null => startedAt.get(snapshotId, environmentId) ?? null,

    /** The rows of a kind that a snapshot shows (null: those of now), application by application. Only their numbers: see `row`. */
    rowsOf: (environmentId: string, kind: string, snapshotId: number | null): [id: number, applicationId: string][] =>
      ids.all(environmentId, kind, snapshotId ?? NOW, snapshotId ?? NOW),

    /** Null when it went meanwhile. */
    row(id: number): { itemId: string; body: unknown } | null {
      const found = body.get(id)
      return found ? { itemId: found.item_id, body: JSON.parse(found.body) as unknown } : null
    },

    /** All versions of one row, the oldest first. */
    versions: (environmentId: string, kind: string, applicationId: string, itemId: string): PastVersion[] =>
      versions.all(environmentId, kind, applicationId, itemId).map(toVersion),

    /** The snapshot in which a kind was first read; null before that. */
    firstOf: (environmentId: string, kind: string, applicationId: string): number | null =>
      first.get(environmentId, kind, applicationId) ?? null,

    /** Whether a snapshot from one on and before another is kept: what it does not show was not there. */
    isKnownBetween: (environmentId: string, from: number, until: number): boolean => kept.get(environmentId, from, until) !== undefined,

    /** The items of a kind that came, changed or went since the kind was first read, the last change first. */
    changedItems(environmentId: string, kind: string, applicationId: string, most: number): string[] {
      const since = first.get(environmentId, kind, applicationId)
      if (typeof since !== 'number') return []
      return [...new Set(changed.all(environmentId, kind, applicationId, since, most).map((row) => row.item_id))]
    },
  }
}
export type Past = ReturnType<typeof createPast>
