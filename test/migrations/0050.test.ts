import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createChainCheck } from '../../src/main/features/activity/activity-chain'
import { createActivityRepo } from '../../src/main/features/activity/activity.repo'
import { createJournal } from '../../src/main/platform/db/migrations/journal/0010-create-journal'
import { keysAndRotations } from '../../src/main/platform/db/migrations/journal/0020-keys-and-rotations'
import { importsAndUpgrades } from '../../src/main/platform/db/migrations/journal/0030-imports-and-upgrades'
import { knownKeys } from '../../src/main/platform/db/migrations/journal/0040-known-keys'
import { chainActivity } from '../../src/main/platform/db/migrations/journal/0050-chain-activity'

function upToBefore() {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  for (const migration of [createJournal, keysAndRotations, importsAndUpgrades, knownKeys]) migration.up(db)
  return db
}
const fill = (db: Database.Database) => {
  db.exec(`
    INSERT INTO environments (id, name, type, kind, hub_url, tenant_id, tenant_name, tenant_label, protection, position, created_at, updated_at)
      VALUES ('e1', 'Maple', 'test', 'hub', 'https://hub.example', 't', 'Maple', 'Test', 'open', 1, 'now', 'now');
    INSERT INTO activity (id, at, environment_id, what, subject, request_id) VALUES
      (3, '2026-01-01', 'e1', 'keys.add', 'Café “Ö” 💡' || char(10) || char(1), 'r-1'),
      (4, '2026-01-02', 'gone', 'keys.copy', '', NULL),
      (9, '2026-01-03', NULL, 'health.exportInventory', '12 API keys', NULL);
  `)
}

describe('journal 0050', () => {
  it('takes what there was into the chain, in its order and with every word', () => {
    const db = upToBefore()
    fill(db)
    chainActivity.up(db)
    const repo = createActivityRepo(db)
    expect(repo.chainAfter(0, 10)).toMatchObject([
      { id: 1, at: '2026-01-01', environmentName: 'Maple', subject: 'Café “Ö” 💡\n\u0001', requestId: 'r-1', outcome: 'done' },
      { id: 2, environmentId: 'gone', environmentName: null, what: 'keys.copy', subject: '' },
      { id: 3, environmentId: null, before: null, after: null, code: null },
    ])
  })

  it('writes the hashes that the app computes, so that the first check finds it whole and the next entry follows', () => {
    const db = upToBefore()
    fill(db)
    chainActivity.up(db)
    const repo = createActivityRepo(db)
    const [first] = repo.chainAfter(0, 1)
    repo.add({ ...first!, what: 'keys.remove' })
    const check = createChainCheck()
    expect(repo.chainAfter(0, 10).map((entry) => check.next(entry))).toEqual([null, null, null, null])
    expect(check.end(repo.highestId())).toMatchObject({ isWhole: true, count: 4 })
  })

  it('makes a strict table that keeps its index and takes no fork and no third outcome', () => {
    const db = upToBefore()
    fill(db)
    chainActivity.up(db)
    const strict = db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'activity'").pluck()
    expect(strict.get()).toBe(1)
    expect(db.prepare("SELECT count(*) FROM pragma_index_list('activity') WHERE name = 'activity_of_environment'").pluck().get()).toBe(1)
    const copy = (change: string) =>
      db.exec(`INSERT INTO activity SELECT 99, at, environment_id, environment_name, application_id, application_name, what, subject,
        before, after, ${change} FROM activity WHERE id = 2`)
    expect(() => copy("outcome, code, request_id, previous_hash, 'other'")).toThrow(/UNIQUE/)
    expect(() => copy("'perhaps', code, request_id, 'x', 'other'")).toThrow(/CHECK/)
  })

  it('of an empty log begins an empty chain', () => {
    const db = upToBefore()
    chainActivity.up(db)
    expect(createChainCheck().end(createActivityRepo(db).highestId())).toMatchObject({ isWhole: true, count: 0 })
  })
})
