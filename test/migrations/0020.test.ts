import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { createJournal } from '../../src/main/platform/db/migrations/journal/0010-create-journal'
import { keysAndRotations } from '../../src/main/platform/db/migrations/journal/0020-keys-and-rotations'

describe('journal 0020', () => {
  let db: Database.Database
  const secret = (ref: string, kind: string, owner = '') =>
    db
      .prepare(
        "INSERT INTO secrets (ref, environment_id, kind, owner_id, username, audience, created_at) VALUES (?, 'e', ?, ?, 'u', 'https://x', 't')",
      )
      .run(ref, kind, owner)
  const secrets = () => db.prepare('SELECT * FROM secrets ORDER BY ref').all()
  const rotation = (id: string, key: string, state: string) =>
    db
      .prepare(
        `INSERT INTO rotations (id, environment_id, application_id, application_name, state, old_key_id, old_key_hint, restriction_json,
           started_at, changed_at) VALUES (?, 'e', 'a', 'A', ?, ?, 'h', '{}', 't', 't')`,
      )
      .run(id, state, key)

  beforeEach(() => {
    db = new Database(':memory:')
    createJournal.up(db)
    secret('r1', 'administration-token')
    secret('r2', 'source-password', 'a')
  })

  it('keeps every secret that there was', () => {
    const before = secrets()
    keysAndRotations.up(db)
    expect(secrets()).toEqual(before)
    expect(before).toHaveLength(2)
  })

  it('takes the key of a rotation as a secret, and still no other kind and no second one', () => {
    expect(() => secret('r3', 'api-key', 'k')).toThrow(/CHECK/)
    keysAndRotations.up(db)
    secret('r3', 'api-key', 'k')
    expect(() => secret('r4', 'api-key', 'k')).toThrow(/UNIQUE/)
    expect(() => secret('r5', 'something-else')).toThrow(/CHECK/)
  })

  it('makes only strict tables', () => {
    keysAndRotations.up(db)
    const tables = db
      .prepare<[], { name: string; strict: number }>(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all()
    const names = [
      'activity',
      'address_sets',
      'application_drafts',
      'environments',
      'fingerprint_key',
      'key_notes',
      'loose_secrets',
      'preferences',
      'rotations',
      'secrets',
    ]
    expect(tables).toEqual(names.map((name) => ({ name, strict: 1 })))
  })

  it('lets a key have one rotation that is not finished, and many that are', () => {
    keysAndRotations.up(db)
    rotation('1', 'k', 'done')
    rotation('2', 'k', 'abandoned')
    rotation('3', 'k', 'planned')
    rotation('4', 'other', 'created')
    expect(() => rotation('5', 'k', 'verified')).toThrow(/UNIQUE/)
  })
})
