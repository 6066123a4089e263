import type { Migration } from '../migration'

export const keysAndRotations: Migration = {
  version: 20,
  name: 'keys-and-rotations',
  up: (db) => {
    db.exec(`
      -- SQLite cannot change a CHECK: the table is built anew with the kind of a rotation's new key.
      CREATE TABLE secrets_anew (
        ref            TEXT PRIMARY KEY,
        environment_id TEXT NOT NULL,
        kind           TEXT NOT NULL CHECK (kind IN ('administration-token', 'source-password', 'sandbox-state', 'api-key')),
        owner_id       TEXT NOT NULL DEFAULT '',
        username       TEXT,
        audience       TEXT NOT NULL,
        created_at     TEXT NOT NULL,
        UNIQUE (environment_id, kind, owner_id)
      ) STRICT;
      INSERT INTO secrets_anew SELECT ref, environment_id, kind, owner_id, username, audience, created_at FROM secrets;
      DROP TABLE secrets;
      ALTER TABLE secrets_anew RENAME TO secrets;

      -- The key of the keyed fingerprints, made once; see docs/decisions/0004.
      CREATE TABLE fingerprint_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;

      -- What this computer knows of an API key beside the hub. The fingerprint tells the key, and nothing tells its value.
      CREATE TABLE key_notes (
        fingerprint    TEXT PRIMARY KEY,
        environment_id TEXT NOT NULL,
        application_id TEXT NOT NULL,
        label          TEXT NOT NULL DEFAULT '',
        note           TEXT NOT NULL DEFAULT '',
        usages_json    TEXT NOT NULL DEFAULT '[]',
        address_set_id TEXT,
        -- Which entries of the restriction came from the set, so that what a person added beside it is told apart.
        set_entries_json TEXT NOT NULL DEFAULT '[]',
        updated_at     TEXT NOT NULL
      ) STRICT;
      CREATE INDEX key_notes_of_environment ON key_notes (environment_id, application_id);

      CREATE TABLE address_sets (
        id             TEXT PRIMARY KEY,
        name           TEXT NOT NULL COLLATE NOCASE UNIQUE,
        addresses_json TEXT NOT NULL,
        note           TEXT NOT NULL DEFAULT '',
        updated_at     TEXT NOT NULL
      ) STRICT;

      -- Create New App as far as it was filled in. body_json has no password: its schema has no field for one.
      CREATE TABLE application_drafts (
        id              TEXT PRIMARY KEY,
        environment_id  TEXT NOT NULL,
        body_json       TEXT NOT NULL,
        saved_at        TEXT NOT NULL,
        -- Written before the request: whoever finds it asks the hub before sending again. sent_json is what was sent,
        -- without the password; idempotency_key goes with exactly that.
        sent_at         TEXT,
        sent_json       TEXT,
        idempotency_key TEXT
      ) STRICT;

      CREATE TABLE rotations (
        id                    TEXT PRIMARY KEY,
        environment_id        TEXT NOT NULL,
        application_id        TEXT NOT NULL,
        application_name      TEXT NOT NULL,
        state                 TEXT NOT NULL,
        old_key_id            TEXT NOT NULL,
        old_key_hint          TEXT NOT NULL,
        old_key_label         TEXT NOT NULL DEFAULT '',
        new_key_id            TEXT,
        new_key_hint          TEXT,
        restriction_json      TEXT NOT NULL,
        -- The intent of 'creating': the request's key, which keys there were before it, and when it was written: a hub
        -- knows a request again for a day only.
        idempotency_key       TEXT,
        key_ids_before_json   TEXT,
        asked_at              TEXT,
        places_json           TEXT NOT NULL DEFAULT '[]',
        proof_json            TEXT,
        orphans_json          TEXT NOT NULL DEFAULT '[]',
        ends_on               TEXT,
        last_failure_json     TEXT,
        started_at            TEXT NOT NULL,
        changed_at            TEXT NOT NULL
      ) STRICT;
      CREATE INDEX rotations_of_environment ON rotations (environment_id, started_at);
      -- One unfinished rotation a key.
      CREATE UNIQUE INDEX rotations_unfinished ON rotations (environment_id, application_id, old_key_id)
        WHERE state NOT IN ('done', 'abandoned');
    `)
  },
}
