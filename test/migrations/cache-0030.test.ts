import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createCache } from '../../src/main/platform/db/migrations/cache/0010-create-cache'
import { settingsInOrder } from '../../src/main/platform/db/migrations/cache/0020-settings-in-order'
import { searchAndPast } from '../../src/main/platform/db/migrations/cache/0030-search-and-past'

function before() {
  const db = new Database(':memory:')
  createCache.up(db)
  settingsInOrder.up(db)
  db.exec("INSERT INTO snapshots VALUES (1, 'e', 't', 't', 'complete'), (2, 'e', 't', 't', 'complete')")
  const add = db.prepare(
    "INSERT INTO versions (environment_id, kind, application_id, item_id, position, body, hash, from_snapshot, until_snapshot) VALUES ('e', ?, 'a', ?, 0, ?, x'00', 1, ?)",
  )
  add.run('application', 'one', '{"name":"Housing"}', null)
  add.run('application', 'two', '{"name":"Old"}', 2)
  add.run('mapping-settings', 'three', '{"row":{"title":"B"}}', null)
  add.run('iso-row/country', 'four', '{"title":"Chile"}', null)
  add.run('endpoint-check', 'five', '{}', null)
  return db
}

it('cache 0030 keeps the snapshots that there are and lists what is to be indexed, which the past and bookkeeping are not', () => {
  const db = before()
  searchAndPast.up(db)
  expect(db.prepare('SELECT origin, pruned FROM snapshots').all()).toEqual([
    { origin: 'sync', pruned: 0 },
    { origin: 'sync', pruned: 0 },
  ])
  expect(db.prepare('SELECT item_id FROM unindexed JOIN versions USING (id) ORDER BY id').pluck().all()).toEqual(['one', 'three', 'four'])
})

it('cache 0030 takes out of the index what ends, changes or goes', () => {
  const db = before()
  searchAndPast.up(db)
  db.exec(
    `DELETE FROM unindexed; INSERT INTO found_applications (rowid, text) VALUES (1, 'Housing'); INSERT INTO titles_of_applications VALUES (1, 'Housing');
     INSERT INTO found_settings (rowid, text) VALUES (3, 'Bee line'); INSERT INTO found_titles_of_settings (rowid, text) VALUES (3, 'Bee line')`,
  )
  const hits = (table: string) => db.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`).pluck()
  expect([hits('found_applications').all('"HOUS"'), hits('found_settings').all('"line"')]).toEqual([[1], [3]])
  db.exec(
    "UPDATE versions SET body = '{}' WHERE id = 1; UPDATE versions SET until_snapshot = 2 WHERE id = 3; DELETE FROM versions WHERE id = 4",
  )
  expect([hits('found_applications').all('"hous"'), hits('found_settings').all('"line"')]).toEqual([[], []])
  expect(hits('found_titles_of_settings').all('"line"')).toEqual([])
  expect(db.prepare('SELECT id FROM titles_of_applications').all()).toEqual([])
  expect(db.prepare('SELECT id FROM unindexed').pluck().all()).toEqual([1])
})
