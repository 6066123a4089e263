import { createHash } from 'node:crypto'
import type { Migration } from '../migration'

type Old = {
  at: string
  environment_id: string | null
  environment_name: string | null
  what: string
  subject: string
  request_id: string | null
}

const OLD = `
  SELECT at, environment_id, environments.name AS environment_name, what, subject, request_id
  FROM activity LEFT JOIN environments ON environments.id = environment_id
  ORDER BY activity.id`

export const chainActivity: Migration = {
  version: 50,
  name: 'chain-activity',
  up: (db) => {
    db.exec(`
      -- Hash-chained; see docs/decisions/0007. AUTOINCREMENT remembers the highest number that was given, so that entries
      -- taken from the end are missed. No two entries can follow the same one: the chain cannot fork.
      CREATE TABLE activity_anew (
        id               INTEGER PRIMARY KEY AUTOINCREMENT,
        at               TEXT NOT NULL,
        environment_id   TEXT,
        environment_name TEXT,
        application_id   TEXT,
        application_name TEXT,
        what             TEXT NOT NULL,
        subject          TEXT NOT NULL,
        before           TEXT,
        after            TEXT,
        outcome          TEXT NOT NULL CHECK (outcome IN ('done', 'failed')),
        code             TEXT,
        request_id       TEXT,
        previous_hash    TEXT NOT NULL UNIQUE,
        hash             TEXT NOT NULL UNIQUE
      ) STRICT;
    `)
    const before = db.prepare<[], Old>(OLD).all()
    const insert = db.prepare(
      `INSERT INTO activity_anew (id, at, environment_id, environment_name, what, subject, outcome, request_id, previous_hash, hash)
       VALUES (@id, @at, @environmentId, @environmentName, @what, @subject, 'done', @requestId, @previousHash, @hash)`,
    )
    let previousHash = '0'.repeat(64)
    for (const [index, row] of before.entries()) {
      // In the order of the alphabet, as the hash wants it.
      const entry = {
        after: null,
        applicationId: null,
        applicationName: null,
        at: row.at,
        before: null,
        code: null,
        environmentId: row.environment_id,
        environmentName: row.environment_name,
        id: index + 1,
        outcome: 'done',
        previousHash,
        requestId: row.request_id,
        subject: row.subject,
        what: row.what,
      }
      const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex')
      const { id, at, environmentId, environmentName, what, subject, requestId } = entry
      insert.run({ id, at, environmentId, environmentName, what, subject, requestId, previousHash, hash })
      previousHash = hash
    }
    db.exec(`
      DROP TABLE activity;
      ALTER TABLE activity_anew RENAME TO activity;
      CREATE INDEX activity_of_environment ON activity (environment_id, id);
    `)
  },
}
