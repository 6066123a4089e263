import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { createCache } from '../../src/main/platform/db/migrations/cache/0010-create-cache'
import { createJournal } from '../../src/main/platform/db/migrations/journal/0010-create-journal'
import type { Migration } from '../../src/main/platform/db/migrations/migration'

const fromNothing = (migration: Migration) => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migration.up(db)
  return db
}
const tables = (db: Database.Database) =>
  db
    .prepare<[], { name: string; strict: number }>(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()

describe('journal 0010', () => {
  let db: Database.Database
  beforeEach(() => {
    db = fromNothing(createJournal)
  })
  const secret = (ref: string, owner: string, kind = 'source-password') =>
    db
      .prepare("INSERT INTO secrets (ref, environment_id, kind, owner_id, audience, created_at) VALUES (?, 'e', ?, ?, 'https://x', 't')")
      .run(ref, kind, owner)
  const environment = (id: string, name: string) =>
    db.prepare("INSERT INTO environments VALUES (?, ?, 'test', 'hub', 'u', 't', 'n', 'l', 'open', 1, 'c', 'u')").run(id, name)

  it('makes the tables, all of them strict', () => {
    expect(tables(db)).toEqual(['activity', 'environments', 'loose_secrets', 'preferences', 'secrets'].map((name) => ({ name, strict: 1 })))
  })

  it('lets no two environments have one name, in whatever case', () => {
    environment('1', 'Production')
    expect(() => environment('2', 'PRODUCTION')).toThrow(/UNIQUE/)
  })

  it('lets an owner have one secret of a kind, also where the owner is nobody', () => {
    secret('r1', '')
    secret('r2', 'a')
    expect(() => secret('r3', '')).toThrow(/UNIQUE/)
    expect(() => secret('r4', 'a')).toThrow(/UNIQUE/)
    expect(() => secret('r5', 'a', 'something-else')).toThrow(/CHECK/)
  })
})

describe('cache 0010', () => {
  let db: Database.Database
  beforeEach(() => {
    db = fromNothing(createCache)
    db.exec("INSERT INTO snapshots VALUES (1, 'e', 't', NULL, 'running'), (2, 'e', 't', NULL, 'running')")
  })
  const version = (item: string, from: number, until: number | null) =>
    db.prepare("INSERT INTO versions VALUES (NULL, 'e', 'k', '', ?, 0, '{}', x'00', ?, ?)").run(item, from, until)

  it('makes the tables, all of them strict', () => {
    expect(tables(db)).toEqual(['reads', 'snapshots', 'versions'].map((name) => ({ name, strict: 1 })))
  })

  it('lets an item have one present and many pasts', () => {
    version('a', 1, 2)
    version('a', 2, null)
    expect(() => version('a', 1, null)).toThrow(/UNIQUE/)
  })

  it('lets nothing end before it began, or begin in no snapshot', () => {
    expect(() => version('a', 2, 2)).toThrow(/CHECK/)
    expect(() => version('a', 2, 1)).toThrow(/CHECK/)
    expect(() => version('a', 3, null)).toThrow(/FOREIGN KEY/)
  })
})
