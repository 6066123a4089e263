import type { Db } from '../../platform/db/open'

/** All the SQL about usage analytics: the random number under which it is counted, while that is allowed. */
export function createAnalyticsRepo(db: Db) {
  const read = db.prepare<[], string>('SELECT client_id FROM analytics_client').pluck()
  const add = db.prepare<[string]>('INSERT OR IGNORE INTO analytics_client (only_row, client_id) VALUES (1, ?)')
  const remove = db.prepare('DELETE FROM analytics_client')
  return {
    clientId: (): string | null => read.get() ?? null,
    keepClientId: (id: string): void => void add.run(id),
    forgetClientId: (): void => void remove.run(),
  }
}
export type AnalyticsRepo = ReturnType<typeof createAnalyticsRepo>
