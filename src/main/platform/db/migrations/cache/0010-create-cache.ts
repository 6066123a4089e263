import type { Migration } from '../migration'

export const createCache: Migration = {
  version: 10,
  name: 'create-cache',
  up: (db) => {
    db.exec(`
      CREATE TABLE snapshots (
        id             INTEGER PRIMARY KEY,
        environment_id TEXT NOT NULL,
        started_at     TEXT NOT NULL,
        finished_at    TEXT,
        state          TEXT NOT NULL CHECK (state IN ('running', 'complete', 'partial', 'failed'))
      ) STRICT;
      CREATE INDEX snapshots_of_environment ON snapshots (environment_id, id);

      -- A row is valid from one snapshot until another; NULL is now. A snapshot is the rows valid at its number, so it
      -- never changes and costs only what differs. application_id is '' for what belongs to the environment itself.
      CREATE TABLE versions (
        id             INTEGER PRIMARY KEY,
        environment_id TEXT NOT NULL,
        kind           TEXT NOT NULL,
        application_id TEXT NOT NULL DEFAULT '',
        item_id        TEXT NOT NULL,
        position       INTEGER NOT NULL,
        body           TEXT NOT NULL,
        hash           BLOB NOT NULL,
        from_snapshot  INTEGER NOT NULL REFERENCES snapshots,
        until_snapshot INTEGER REFERENCES snapshots CHECK (until_snapshot > from_snapshot)
      ) STRICT;
      CREATE UNIQUE INDEX current_versions ON versions (environment_id, kind, application_id, item_id) WHERE until_snapshot IS NULL;
      CREATE INDEX current_versions_in_order ON versions (environment_id, kind, application_id, position) WHERE until_snapshot IS NULL;
      CREATE INDEX past_versions ON versions (until_snapshot) WHERE until_snapshot IS NOT NULL;

      -- When each part was last read, and why not where it failed.
      CREATE TABLE reads (
        environment_id TEXT NOT NULL,
        application_id TEXT NOT NULL,
        part           TEXT NOT NULL,
        snapshot_id    INTEGER NOT NULL REFERENCES snapshots,
        at             TEXT NOT NULL,
        ok             INTEGER NOT NULL CHECK (ok IN (0, 1)),
        failure        TEXT,
        PRIMARY KEY (environment_id, application_id, part)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
