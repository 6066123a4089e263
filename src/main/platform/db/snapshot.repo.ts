import type { Failure } from '#shared/errors'
import { SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import type { Db } from './open'
import { withStaging, type SnapshotOrigin } from './staging'
import { createVersionWriter, type Item, type Replaced, type Scope } from './version-writer'

export type { Item, Replaced, Scope } from './version-writer'
export type SnapshotState = 'complete' | 'partial' | 'failed'
export type { SnapshotOrigin } from './staging'

/** How the last attempt at reading a part of an application went. */
export type Read = { applicationId: string; part: string; snapshotId: number; at: string; failure: Failure | null }

type ReadRow = { application_id: string; part: string; snapshot_id: number; at: string; failure: string | null }

/** Rows fetched at a time while streaming; between two pages the connection is free for others. */
const PAGE = 500

/**
 * All the SQL about what hubs told us. A sync begins a snapshot, replaces what it read and finishes; what it could not
 * read stays as it was. Bodies come back as they were given: who stores a row checks it, who reads it knows its schema.
 */
export function createSnapshotRepo(db: Db) {
  // Whatever ran when the app ended last time runs no more.
  db.prepare("UPDATE snapshots SET state = 'failed' WHERE state = 'running'").run()

  const writer = createVersionWriter(db)
  const begin = db.prepare<[string, string, SnapshotOrigin]>(
    "INSERT INTO snapshots (environment_id, started_at, state, origin) VALUES (?, ?, 'running', ?)",
  )
  const finish = db.prepare<[string, string, number]>('UPDATE snapshots SET state = ?, finished_at = ? WHERE id = ?')
  const bodies = db.prepare<[string, string], string>(`${CURRENT('body')} ORDER BY application_id, position`).pluck()
  const ofApplications = db.prepare<[string, string], { application_id: string; body: string }>(
    `${CURRENT('application_id, body')} ORDER BY application_id, position`,
  )
  const bodiesOf = db.prepare<[string, string, string], string>(`${CURRENT('body')} AND application_id = ? ORDER BY position`).pluck()
  const one = db.prepare<[string, string, string, string], string>(`${CURRENT('body')} AND application_id = ? AND item_id = ?`).pluck()
  const page = db.prepare<[string, string, string, number, number], { id: number; item_id: string; position: number; body: string }>(
    `${CURRENT('id, item_id, position, body')} AND application_id = ? AND (position, id) > (?, ?) ORDER BY position, id LIMIT ${PAGE}`,
  )
  const byTitle = db.prepare<[string, string, string, string, string], { item_id: string; title: string; body: string }>(
    `SELECT item_id, json_extract(body, '$.row.title') AS title, body FROM versions INDEXED BY current_settings_by_title
     WHERE until_snapshot IS NULL AND environment_id = ? AND kind = ? AND application_id = ?
       AND kind IN (${SETTING_FAMILIES.map((family) => `'${family}'`).join(', ')})
       AND (json_extract(body, '$.row.title'), item_id) > (?, ?)
     ORDER BY json_extract(body, '$.row.title'), item_id LIMIT ${PAGE}`,
  )
  const kinds = db.prepare<[string], { kind: string; rows: number }>(
    'SELECT kind, count(*) AS rows FROM versions WHERE environment_id = ? AND until_snapshot IS NULL GROUP BY kind',
  )
  const having = db.prepare<[string, string], string>(CURRENT('DISTINCT application_id')).pluck()
  const countBy = db.prepare<[string, string, string, string], { application_id: string; rows: number }>(
    `${CURRENT('application_id, count(*) AS rows')} AND json_extract(body, ?) = ? GROUP BY application_id`,
  )
  const record = db.prepare<[string, string, string, number, string, number, string | null]>(
    `INSERT INTO reads (environment_id, application_id, part, snapshot_id, at, ok, failure) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET snapshot_id = excluded.snapshot_id, at = excluded.at, ok = excluded.ok, failure = excluded.failure`,
  )
  const reads = db.prepare<[string], ReadRow>(
    "SELECT * FROM reads WHERE environment_id = ? AND application_id <> '' ORDER BY at DESC, part",
  )
  const readsOf = db.prepare<[string, string], ReadRow>(
    'SELECT * FROM reads WHERE environment_id = ? AND application_id = ? ORDER BY at DESC, part',
  )
  const lastReadAt = db
    .prepare<[string], string>("SELECT at FROM reads WHERE environment_id = ? AND application_id = '' AND ok = 1 ORDER BY at DESC LIMIT 1")
    .pluck()
  const startedAt = db.prepare<[number], string>('SELECT started_at FROM snapshots WHERE id = ?').pluck()

  const forgetSnapshot = db.prepare<[number]>('DELETE FROM snapshots WHERE id = ?')

  const recordRead = (read: Read & { environmentId: string }) => {
    const failure = read.failure === null ? null : JSON.stringify(read.failure)
    record.run(read.environmentId, read.applicationId, read.part, read.snapshotId, read.at, read.failure === null ? 1 : 0, failure)
  }

  const repo = {
    begin: (environmentId: string, at: string, origin: SnapshotOrigin = 'part'): number =>
      Number(begin.run(environmentId, at, origin).lastInsertRowid),

    /**
     * What there is of a kind, as the hub has it now: only rows that differ are written, in one transaction. Replacing
     * something of the environment itself (no application) also notes that the environment was read.
     */
    replace: (snapshotId: number, scope: Scope, items: readonly Item[]): Replaced =>
      db.transaction(() => {
        const { environmentId, kind, applicationId } = scope
        const replaced = writer.replace(snapshotId, scope, items)
        if (applicationId === '')
          recordRead({ environmentId, applicationId, part: kind, snapshotId, at: startedAt.get(snapshotId) ?? '', failure: null })
        return replaced
      })(),

    /** One row anew; a row that was not there goes to the end. */
    upsert: (snapshotId: number, scope: Scope, item: Item): void => db.transaction(() => writer.upsert(snapshotId, scope, item))(),

    /** False when it was not there. */
    remove: (snapshotId: number, scope: Scope, itemId: string): boolean => db.transaction(() => writer.remove(snapshotId, scope, itemId))(),

    /** Ends everything of applications that the hub no longer has. */
    dropApplicationsBut: (snapshotId: number, environmentId: string, keep: ReadonlySet<string>): void =>
      db.transaction(() => writer.dropApplicationsBut(snapshotId, environmentId, keep))(),

    recordRead,
    finish: (snapshotId: number, state: SnapshotState, at: string): void => void finish.run(state, at, snapshotId),

    /** All of a kind in the hub's order: of one application, or application by application. */
    current: (environmentId: string, kind: string, applicationId?: string): unknown[] =>
      (applicationId === undefined ? bodies.all(environmentId, kind) : bodiesOf.all(environmentId, kind, applicationId)).map(parse),

    /** All of a kind in the environment with the application that each belongs to, in one query. */
    currentOfApplications: (environmentId: string, kind: string): { applicationId: string; body: unknown }[] =>
      ofApplications.all(environmentId, kind).map((row) => ({ applicationId: row.application_id, body: parse(row.body) })),

    /** The same of one application as text and bit by bit, for what is too much to hold at once. */
    *currentRaw(environmentId: string, kind: string, applicationId: string): Generator<{ id: string; body: string }> {
      for (let after = { position: -1, id: 0 }; ;) {
        const rows = page.all(environmentId, kind, applicationId, after.position, after.id)
        for (const row of rows) yield { id: row.item_id, body: row.body }
        const last = rows.at(-1)
        if (last === undefined || rows.length < PAGE) return
        after = last
      }
    },

    /** The settings of one family by title and id (by the bytes of UTF-8), page by page: few are held at once. */
    *settingsByTitle(environmentId: string, family: SettingFamily, applicationId: string): Generator {
      for (let after = { title: '', item_id: '' }; ;) {
        const rows = byTitle.all(environmentId, family, applicationId, after.title, after.item_id)
        for (const { body } of rows) yield parse(body)
        const last = rows.at(-1)
        if (last === undefined || rows.length < PAGE) return
        after = last
      }
    },

    /** One row, or null when it is not there. */
    one(environmentId: string, kind: string, applicationId: string, itemId: string): unknown {
      const body = one.get(environmentId, kind, applicationId, itemId)
      return body === undefined ? null : parse(body)
    },

    counts(environmentId: string): { applications: number; settings: number } {
      const rows = new Map(kinds.all(environmentId).map(({ kind, rows }) => [kind, rows]))
      const settings = SETTING_FAMILIES.reduce((sum, family) => sum + (rows.get(family) ?? 0), 0)
      return { applications: rows.get('application') ?? 0, settings }
    },

    /** The applications that have anything of a kind. */
    applicationsWith: (environmentId: string, kind: string): Set<string> => new Set(having.all(environmentId, kind)),

    /** By application, how many rows of a kind have this value at a JSON path. */
    countBy: (environmentId: string, kind: string, path: string, value: string): Map<string, number> =>
      new Map(countBy.all(environmentId, kind, path, value).map((row) => [row.application_id, row.rows])),

    /** How the parts of an application (or of all) were last read, the newest first. */
    reads: (environmentId: string, applicationId?: string): Read[] =>
      (applicationId === undefined ? reads.all(environmentId) : readsOf.all(environmentId, applicationId)).map(toRead),

    /** When the environment itself was last read, or null. */
    lastReadAt: (environmentId: string): string | null => lastReadAt.get(environmentId) ?? null,

    /** Everything of an environment, with its past. */
    forget: (environmentId: string): void =>
      db.transaction(() => {
        for (const table of ['versions', 'reads', 'snapshots'])
          db.prepare<[string]>(`DELETE FROM ${table} WHERE environment_id = ?`).run(environmentId)
      })(),

    close: (): void => void db.close(),
  }
  return withStaging<Parameters<typeof recordRead>[0], typeof repo>(repo, {
    transaction: (run) => db.transaction(run)(),
    forgetSnapshot: (snapshotId) => void forgetSnapshot.run(snapshotId),
  })
}
export type SnapshotRepo = ReturnType<typeof createSnapshotRepo>

const CURRENT = (columns: string) => `SELECT ${columns} FROM versions WHERE until_snapshot IS NULL AND environment_id = ? AND kind = ?`

const parse = (body: string): unknown => JSON.parse(body)

const toRead = (row: ReadRow): Read => ({
  applicationId: row.application_id,
  part: row.part,
  snapshotId: row.snapshot_id,
  at: row.at,
  // Written by recordRead from a Failure.
  failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
})
