import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { journalMigrations } from '../../src/main/platform/db/migrations'
import { refreshesAndAnalytics } from '../../src/main/platform/db/migrations/journal/0060-refreshes-and-analytics'

const upToBefore = () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  for (const each of journalMigrations) if (each.version < refreshesAndAnalytics.version) each.up(db)
  return db
}

it('journal 0060 adds strict tables and leaves what there was', () => {
  const db = upToBefore()
  db.prepare("INSERT INTO preferences VALUES ('theme', '\"dark\"')").run()
  refreshesAndAnalytics.up(db)
  expect(db.prepare('SELECT * FROM preferences').all()).toEqual([{ name: 'theme', value: '"dark"' }])
  const added = db.prepare("SELECT name, strict FROM pragma_table_list WHERE name IN ('refreshes', 'analytics_client') ORDER BY name").all()
  expect(added).toEqual(['analytics_client', 'refreshes'].map((name) => ({ name, strict: 1 })))
})

it('journal 0060 takes known intervals, and one client', () => {
  const db = upToBefore()
  refreshesAndAnalytics.up(db)
  expect(() => db.exec("INSERT INTO refreshes VALUES ('e', 'each second')")).toThrow(/CHECK/)
  expect(() => db.exec("INSERT INTO analytics_client VALUES (2, 'c')")).toThrow(/CHECK/)
})
