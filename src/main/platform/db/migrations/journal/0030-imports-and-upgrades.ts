import type { Migration } from '../migration'

export const importsAndUpgrades: Migration = {
  version: 30,
  name: 'imports-and-upgrades',
  up: (db) => {
    db.exec(`
      -- A plan that an imported file gave: what would change, and what became of each line.
      CREATE TABLE imports (
        id             TEXT PRIMARY KEY,
        environment_id TEXT NOT NULL,
        file_name      TEXT NOT NULL,
        made_at        TEXT NOT NULL,
        state          TEXT NOT NULL CHECK (state IN ('ready', 'running', 'stopped', 'done')),
        counts         TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX imports_of_environment ON imports (environment_id, made_at);
      CREATE TABLE import_lines (
        import_id TEXT NOT NULL REFERENCES imports ON DELETE CASCADE,
        number    INTEGER NOT NULL,
        body      TEXT NOT NULL,
        result    TEXT,
        PRIMARY KEY (import_id, number)
      ) STRICT, WITHOUT ROWID;

      -- What auto-configure did and the new settings that a person goes through; one at a time for an application.
      CREATE TABLE upgrade_walks (
        environment_id TEXT NOT NULL,
        application_id TEXT NOT NULL,
        body           TEXT NOT NULL,
        PRIMARY KEY (environment_id, application_id)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
