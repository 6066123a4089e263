import type { Db } from './open'

/** Rows looked at in one go: a few milliseconds. */
const ROWS = 500
const SNAPSHOTS = 20
const PAGES = 200

type Cursor = { until_snapshot: number; id: number }

/**
 * All the SQL about letting go of the past. What a kept snapshot shows never changes: a row goes only when no kept snapshot of
 * its environment lies between its beginning and its end. The line of a snapshot that is no longer kept stays as long as a
 * row that is kept began or ended with it, so that a history keeps its dates.
 */
export function createPruning(db: Db) {
  const drop = db.prepare<[string]>(
    `UPDATE snapshots SET pruned = 1
     WHERE pruned = 0 AND state <> 'running' AND started_at < ?
       -- The newest of each environment, and its newest complete reading, stay for ever.
       AND id < (SELECT max(id) FROM snapshots AS newest WHERE newest.environment_id = snapshots.environment_id)
       AND id <> ifnull((SELECT max(id) FROM snapshots AS whole WHERE whole.environment_id = snapshots.environment_id
                          AND state = 'complete' AND origin = 'sync'), 0)
       -- What a reading that is under way still has to compare with is left alone.
       AND NOT EXISTS (SELECT 1 FROM snapshots AS open WHERE open.environment_id = snapshots.environment_id AND open.state = 'running')`,
  )
  const looked = db.prepare<[number, number], Cursor & { needed: 0 | 1 }>(
    `SELECT id, until_snapshot, EXISTS (
         SELECT 1 FROM snapshots WHERE environment_id = versions.environment_id AND pruned = 0
           AND id >= versions.from_snapshot AND id < versions.until_snapshot) AS needed
     FROM versions WHERE until_snapshot IS NOT NULL AND (until_snapshot, id) > (?, ?) ORDER BY until_snapshot, id LIMIT ${ROWS}`,
  )
  const erase = db.prepare<[number]>('DELETE FROM versions WHERE id = ?')
  const left = db
    .prepare<[], number>(
      `SELECT id FROM snapshots WHERE pruned = 1
         AND NOT EXISTS (SELECT 1 FROM versions WHERE from_snapshot = snapshots.id)
         AND NOT EXISTS (SELECT 1 FROM versions WHERE until_snapshot = snapshots.id)
         AND id NOT IN (SELECT snapshot_id FROM reads) LIMIT ${SNAPSHOTS}`,
    )
    .pluck()
  const remove = db.prepare<[number]>('DELETE FROM snapshots WHERE id = ?')
  const kept = db.prepare<[], number>('SELECT count(*) FROM snapshots WHERE pruned = 0').pluck()

  return {
    /** Those from before are no longer kept. Returns how many that were; what only they showed goes by the steps below. */
    dropBefore: (at: string): number => drop.run(at).changes,

    /** Erases rows that nothing needs, from a place on; returns where to go on, or null at the end. */
    eraseRows(after: Cursor | null): Cursor | null {
      const rows = looked.all(after?.until_snapshot ?? 0, after?.id ?? 0)
      db.transaction(() => {
        for (const { id, needed } of rows) if (needed === 0) erase.run(id)
      })()
      return rows.length < ROWS ? null : (rows.at(-1) ?? null)
    },

    /** Erases lines of snapshots that nothing needs; whether there may be more. */
    eraseSnapshots(): boolean {
      const ids = left.all()
      db.transaction(() => {
        for (const id of ids) remove.run(id)
      })()
      return ids.length === SNAPSHOTS
    },

    /** Gives room back to the disk; whether there is more to give. A file from before this was possible uses its room again instead. */
    giveBackRoom(): boolean {
      const free = Number(db.pragma('freelist_count', { simple: true }))
      if (free === 0 || db.pragma('auto_vacuum', { simple: true }) !== 2) return false
      db.pragma(`incremental_vacuum(${PAGES})`)
      return free > PAGES
    },

    /** Bytes of the file, and the snapshots in it. */
    size: (): { bytes: number; snapshots: number } => ({
      bytes: Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
      snapshots: kept.get() ?? 0,
    }),
  }
}
export type Pruning = ReturnType<typeof createPruning>
