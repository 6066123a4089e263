import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createJournal } from '../../src/main/platform/db/migrations/journal/0010-create-journal'
import { keysAndRotations } from '../../src/main/platform/db/migrations/journal/0020-keys-and-rotations'
import { importsAndUpgrades } from '../../src/main/platform/db/migrations/journal/0030-imports-and-upgrades'
import { knownKeys } from '../../src/main/platform/db/migrations/journal/0040-known-keys'

it('journal 0040 takes every environment there was for one with an administration token, and adds strict tables', () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  for (const migration of [createJournal, keysAndRotations, importsAndUpgrades]) migration.up(db)
  const add = (id: string, more = '', value = '') =>
    db.exec(
      `INSERT INTO environments (id, name, type, kind, hub_url, tenant_id, tenant_name, tenant_label, protection, position, created_at, updated_at${more})
       VALUES ('${id}', '${id}', 'test', 'hub', 'https://hub.example.edu', 't', 'n', 'l', 'open', 1, 'at', 'at'${value})`,
    )
  add('before')
  knownKeys.up(db)
  add('after', ', connection', ", 'application-keys'")
  expect(() => add('wrong', ', connection', ", 'by hand'")).toThrow(/CHECK/)
  expect(db.prepare('SELECT id, connection FROM environments ORDER BY id').all()).toEqual([
    { id: 'after', connection: 'application-keys' },
    { id: 'before', connection: 'administration' },
  ])
  expect(
    db.prepare("SELECT name, strict FROM pragma_table_list WHERE name IN ('known_keys', 'known_sources') ORDER BY name").all(),
  ).toEqual(['known_keys', 'known_sources'].map((name) => ({ name, strict: 1 })))
})
