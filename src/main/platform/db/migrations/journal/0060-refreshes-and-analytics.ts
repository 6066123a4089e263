import type { Migration } from '../migration'

export const refreshesAndAnalytics: Migration = {
  version: 60,
  name: 'refreshes-and-analytics',
  up: (db) => {
    db.exec(`
      -- Environments that are read by themselves; one without a row is not.
      CREATE TABLE refreshes (
        environment_id TEXT PRIMARY KEY,
        every          TEXT NOT NULL CHECK (every IN ('15-minutes', 'hour', '4-hours', 'day'))
      ) STRICT;

      -- The random number under which usage is counted; no row unless that is allowed.
      CREATE TABLE analytics_client (
        only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
        client_id TEXT NOT NULL
      ) STRICT;
    `)
  },
}
