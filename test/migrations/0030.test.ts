import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createJournal } from '../../src/main/platform/db/migrations/journal/0010-create-journal'
import { keysAndRotations } from '../../src/main/platform/db/migrations/journal/0020-keys-and-rotations'
import { importsAndUpgrades } from '../../src/main/platform/db/migrations/journal/0030-imports-and-upgrades'

const upToBefore = () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  createJournal.up(db)
  keysAndRotations.up(db)
  return db
}

it('journal 0030 adds strict tables and leaves what there was', () => {
  const db = upToBefore()
  db.prepare("INSERT INTO activity (at, environment_id, what, subject) VALUES ('t', 'e', 'w', 's')").run()
  const before = db.prepare('SELECT * FROM activity').all()
  importsAndUpgrades.up(db)
  expect(db.prepare('SELECT * FROM activity').all()).toEqual(before)
  const added = db
    .prepare("SELECT name, strict FROM pragma_table_list WHERE name IN ('imports', 'import_lines', 'upgrade_walks') ORDER BY name")
    .all()
  expect(added).toEqual(['import_lines', 'imports', 'upgrade_walks'].map((name) => ({ name, strict: 1 })))
})

it('journal 0030 lets the lines of an import go with it', () => {
  const db = upToBefore()
  importsAndUpgrades.up(db)
  db.exec("INSERT INTO imports VALUES ('i', 'e', 'f.csv', 't', 'ready', '{}'); INSERT INTO import_lines VALUES ('i', 1, '{}', NULL)")
  expect(() => db.exec("INSERT INTO imports VALUES ('j', 'e', 'f.csv', 't', 'no such state', '{}')")).toThrow(/CHECK/)
  db.exec("DELETE FROM imports WHERE id = 'i'")
  expect(db.prepare('SELECT * FROM import_lines').all()).toEqual([])
})
