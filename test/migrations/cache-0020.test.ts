import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createCache } from '../../src/main/platform/db/migrations/cache/0010-create-cache'
import { settingsInOrder } from '../../src/main/platform/db/migrations/cache/0020-settings-in-order'

it('cache 0020 indexes the settings that there are, and leaves rows of other kinds alone', () => {
  const db = new Database(':memory:')
  createCache.up(db)
  db.exec("INSERT INTO snapshots VALUES (1, 'e', 't', 't', 'complete')")
  const add = db.prepare(
    "INSERT INTO versions (environment_id, kind, application_id, item_id, position, body, hash, from_snapshot) VALUES ('e', ?, 'a', ?, 0, ?, x'00', 1)",
  )
  add.run('mapping-settings', 'one', '{"row":{"title":"B"}}')
  add.run('mapping-settings', 'two', '{"row":{"title":"A"}}')
  add.run('application', 'three', '"not an object"')
  settingsInOrder.up(db)
  const ordered = db.prepare(
    `SELECT item_id FROM versions INDEXED BY current_settings_by_title
     WHERE until_snapshot IS NULL AND environment_id = 'e' AND kind = 'mapping-settings' AND application_id = 'a'
       AND kind IN ('mapping-settings', 'default-settings', 'configuration-settings',
                    'compound-configuration-settings', 'collection-configuration-settings')
     ORDER BY json_extract(body, '$.row.title'), item_id`,
  )
  expect(ordered.pluck().all()).toEqual(['two', 'one'])
})
