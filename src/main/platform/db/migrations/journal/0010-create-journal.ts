import type { Migration } from '../migration'

export const createJournal: Migration = {
  version: 10,
  name: 'create-journal',
  up: (db) => {
    db.exec(`
      CREATE TABLE environments (
        id           TEXT PRIMARY KEY,
        name         TEXT NOT NULL COLLATE NOCASE UNIQUE,
        type         TEXT NOT NULL,
        kind         TEXT NOT NULL,
        hub_url      TEXT NOT NULL,
        tenant_id    TEXT NOT NULL,
        tenant_name  TEXT NOT NULL,
        tenant_label TEXT NOT NULL,
        protection   TEXT NOT NULL,
        position     INTEGER NOT NULL,
        created_at   TEXT NOT NULL,
        updated_at   TEXT NOT NULL
      ) STRICT;

      -- One row for each that differs from its default; the value is JSON.
      CREATE TABLE preferences (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

      -- Where secrets are, never what they are. owner_id is '' and not NULL where there is none: NULLs are never equal,
      -- so the constraint would let any number of them in. environment_id refers to no row, since the sandbox's own
      -- secret belongs to no environment.
      CREATE TABLE secrets (
        ref            TEXT PRIMARY KEY,
        environment_id TEXT NOT NULL,
        kind           TEXT NOT NULL CHECK (kind IN ('administration-token', 'source-password', 'sandbox-state')),
        owner_id       TEXT NOT NULL DEFAULT '',
        username       TEXT,
        audience       TEXT NOT NULL,
        created_at     TEXT NOT NULL,
        UNIQUE (environment_id, kind, owner_id)
      ) STRICT;

      -- References we may have put in the keychain and no row points at. The sweep empties it.
      CREATE TABLE loose_secrets (ref TEXT PRIMARY KEY, added_at TEXT NOT NULL) STRICT;

      CREATE TABLE activity (
        id             INTEGER PRIMARY KEY,
        at             TEXT NOT NULL,
        environment_id TEXT,
        what           TEXT NOT NULL,
        subject        TEXT NOT NULL,
        detail_json    TEXT,
        request_id     TEXT
      ) STRICT;
      CREATE INDEX activity_of_environment ON activity (environment_id, id);
    `)
  },
}
