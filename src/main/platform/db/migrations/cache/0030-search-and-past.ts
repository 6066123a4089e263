import type { Migration } from '../migration'

const SETTINGS = `('mapping-settings', 'default-settings', 'configuration-settings',
                   'compound-configuration-settings', 'collection-configuration-settings')`

/** What can be searched, each kind of find with indexes of its own: the few applications never wait for the many settings. */
const GROUPS: [string, (kind: string) => string][] = [
  ['applications', (kind) => `${kind} = 'application'`],
  ['resources', (kind) => `${kind} = 'owned-resource'`],
  ['settings', (kind) => `${kind} IN ${SETTINGS}`],
  ['codes', (kind) => `${kind} GLOB 'iso-row/*'`],
]

export const searchAndPast: Migration = {
  version: 30,
  name: 'search-and-past',
  up: (db) => {
    db.exec(`
      -- 'sync': everything was read; 'part': one thing was read or changed. What is from before cannot be told apart.
      ALTER TABLE snapshots ADD COLUMN origin TEXT NOT NULL DEFAULT 'sync' CHECK (origin IN ('sync', 'part'));
      -- A snapshot that is no longer whole. Its line stays while a kept row began or ended with it, so that dates stay true.
      ALTER TABLE snapshots ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0 CHECK (pruned IN (0, 1));

      -- The past of one row, and a whole snapshot, both without a look at the rows themselves.
      CREATE INDEX versions_of_item ON versions (environment_id, kind, application_id, item_id, from_snapshot, until_snapshot);
      -- What began with a snapshot; also for the foreign key when a snapshot goes.
      CREATE INDEX versions_begun ON versions (from_snapshot, kind);

      -- Rows that are to be indexed: writing one down is cheap, indexing its text is not, and is done a few at a time.
      CREATE TABLE unindexed (id INTEGER PRIMARY KEY) STRICT;
    `)
    const all = (kind: string) => GROUPS.map(([, is]) => `(${is(kind)})`).join(' OR ')
    // Trigrams find what stands inside of words; without a copy of the text, as the rows have it.
    const index = (name: string) =>
      `CREATE VIRTUAL TABLE ${name} USING fts5(text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');`
    for (const [group, is] of GROUPS) {
      const forget = `DELETE FROM found_${group} WHERE rowid = old.id; DELETE FROM found_titles_of_${group} WHERE rowid = old.id;
                      DELETE FROM titles_of_${group} WHERE id = old.id;`
      // All of the text; titles by themselves, which are looked into first; and titles to read, for words too short for an index.
      // What comes is written down by who writes it: a trigger for each would double the time of a first reading.
      db.exec(`
        ${index(`found_${group}`)}
        ${index(`found_titles_of_${group}`)}
        CREATE TABLE titles_of_${group} (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;

        CREATE TRIGGER ${group}_change AFTER UPDATE OF body ON versions WHEN ${is('new.kind')}
        BEGIN ${forget} INSERT OR IGNORE INTO unindexed VALUES (old.id); END;

        CREATE TRIGGER ${group}_end AFTER UPDATE OF until_snapshot ON versions WHEN new.until_snapshot IS NOT NULL AND ${is('new.kind')}
        BEGIN ${forget} DELETE FROM unindexed WHERE id = old.id; END;

        CREATE TRIGGER ${group}_gone AFTER DELETE ON versions WHEN old.until_snapshot IS NULL AND ${is('old.kind')}
        BEGIN ${forget} DELETE FROM unindexed WHERE id = old.id; END;
      `)
    }
    db.exec(`INSERT INTO unindexed SELECT id FROM versions WHERE until_snapshot IS NULL AND (${all('kind')})`)
  },
}
