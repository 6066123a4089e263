import type { Db } from '../../platform/db/open'

/** All the SQL about the local activity log: what was done where, never a secret. */
export function createActivityRepo(db: Db) {
  const insert = db.prepare<[string, string | null, string, string]>(
    'INSERT INTO activity (at, environment_id, what, subject) VALUES (?, ?, ?, ?)',
  )
  return {
    add: (entry: { at: string; environmentId: string | null; what: string; subject: string }) =>
      void insert.run(entry.at, entry.environmentId, entry.what, entry.subject),
  }
}
export type ActivityRepo = ReturnType<typeof createActivityRepo>
