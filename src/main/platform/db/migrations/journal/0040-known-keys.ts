import type { Migration } from '../migration'

export const knownKeys: Migration = {
  version: 40,
  name: 'known-keys',
  up: (db) => {
    db.exec(`
      ALTER TABLE environments ADD COLUMN connection TEXT NOT NULL DEFAULT 'administration'
        CHECK (connection IN ('administration', 'application-keys'));

      -- The keys of an environment that is connected by them: which there are, never what they are. request_id: the
      -- request for a new key that a person answered in the hub's console.
      CREATE TABLE known_keys (
        environment_id   TEXT NOT NULL,
        application_id   TEXT NOT NULL,
        application_name TEXT NOT NULL,
        key_id           TEXT NOT NULL,
        hint             TEXT NOT NULL,
        added_at         TEXT NOT NULL,
        request_id       TEXT,
        PRIMARY KEY (environment_id, key_id)
      ) STRICT, WITHOUT ROWID;

      -- Where the source applications of such an environment are: only a person knows.
      CREATE TABLE known_sources (
        environment_id TEXT NOT NULL,
        application_id TEXT NOT NULL,
        base_uri       TEXT NOT NULL,
        PRIMARY KEY (environment_id, application_id)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
