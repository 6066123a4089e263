import fc from 'fast-check'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCache, type Db } from '../../../../src/main/platform/db/open'
import { createSnapshotRepo, type Item, type SnapshotRepo } from '../../../../src/main/platform/db/snapshot.repo'
import { createFakeClock } from '../../../fakes/fake-clock'
import { temporaryFolder } from '../../../fakes/temporary-folder'

const AT = '2026-11-24T12:00:00.000Z'
const applications = { environmentId: 'e1', kind: 'application', applicationId: '' }
const keysOf = (applicationId: string) => ({ environmentId: 'e1', kind: 'api-key', applicationId })

let db: Db
let repo: SnapshotRepo
beforeEach(() => {
  db = openCache(join(temporaryFolder(), 'cache.db'), { clock: createFakeClock() }).db
  repo = createSnapshotRepo(db)
})
afterEach(() => repo.close())

const items = (...ids: string[]): Item[] => ids.map((id) => ({ id, body: { id } }))
const ids = (bodies: unknown[]) => bodies.map((body) => (body as { id: string }).id)
const rowsWritten = () => Number(db.prepare('SELECT total_changes()').pluck().get())
/** A snapshot of the past, as the schema promises it: the rows valid at its number. */
const asOf = (snapshot: number, environmentId = 'e1') =>
  db
    .prepare<[string, number, number], string>(
      `SELECT body FROM versions WHERE environment_id = ? AND from_snapshot <= ? AND (until_snapshot IS NULL OR until_snapshot > ?)
       ORDER BY kind, application_id, item_id`,
    )
    .pluck()
    .all(environmentId, snapshot, snapshot)

describe('replacing', () => {
  it('gives back what was put in, in its order', () => {
    const snapshot = repo.begin('e1', AT)
    expect(repo.replace(snapshot, applications, items('b', 'a', 'c'))).toEqual({ added: 3, changed: 0, removed: 0, same: 0 })
    expect(ids(repo.current('e1', 'application'))).toEqual(['b', 'a', 'c'])
    expect(repo.one('e1', 'application', '', 'a')).toEqual({ id: 'a' })
    expect(repo.one('e1', 'application', '', 'x')).toBeNull()
  })

  it('counts what is new, other, gone and the same', () => {
    repo.replace(repo.begin('e1', AT), applications, items('a', 'b', 'c'))
    const next = repo.begin('e1', AT)
    expect(
      repo.replace(next, applications, [
        { id: 'a', body: { id: 'a' } },
        { id: 'b', body: { id: 'b', more: 1 } },
        { id: 'd', body: { id: 'd' } },
      ]),
    ).toEqual({
      added: 1,
      changed: 1,
      removed: 1,
      same: 1,
    })
    expect(repo.current('e1', 'application')).toEqual([{ id: 'a' }, { id: 'b', more: 1 }, { id: 'd' }])
  })

  it('takes other order of fields for the same', () => {
    repo.replace(repo.begin('e1', AT), applications, [{ id: 'a', body: { x: 1, y: { p: [1, { q: 1, r: 2 }], o: undefined } } }])
    expect(repo.replace(repo.begin('e1', AT), applications, [{ id: 'a', body: { y: { p: [1, { r: 2, q: 1 }] }, x: 1 } }])).toMatchObject({
      same: 1,
      changed: 0,
    })
  })

  it('takes the last of two items with one id', () => {
    repo.replace(repo.begin('e1', AT), applications, [
      { id: 'a', body: 1 },
      { id: 'a', body: 2 },
    ])
    expect(repo.current('e1', 'application')).toEqual([2])
  })

  it('changes the order without making versions', () => {
    repo.replace(repo.begin('e1', AT), applications, items('a', 'b', 'c', 'd'))
    expect(repo.replace(repo.begin('e1', AT), applications, items('d', 'a', 'c', 'b'))).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      same: 4,
    })
    expect(ids(repo.current('e1', 'application'))).toEqual(['d', 'a', 'c', 'b'])
    expect(db.prepare('SELECT count(*) FROM versions').pluck().get()).toBe(4)
  })

  it('is all or nothing', () => {
    repo.replace(repo.begin('e1', AT), applications, items('a'))
    const bad = [
      { id: 'b', body: {} },
      { id: 'c', body: undefined },
    ]
    expect(() => repo.replace(repo.begin('e1', AT), applications, bad)).toThrow(TypeError)
    expect(ids(repo.current('e1', 'application'))).toEqual(['a'])
  })

  it('keeps environments, kinds and applications apart', () => {
    const [one, two] = [repo.begin('e1', AT), repo.begin('e2', AT)]
    repo.replace(one, keysOf('a'), items('k1'))
    repo.replace(one, keysOf('b'), items('k2'))
    repo.replace(two, { ...keysOf('a'), environmentId: 'e2' }, items('k3'))
    repo.replace(one, keysOf('a'), [])
    expect([repo.current('e1', 'api-key'), repo.current('e1', 'api-key', 'a'), repo.current('e2', 'api-key', 'a')]).toEqual([
      [{ id: 'k2' }],
      [],
      [{ id: 'k3' }],
    ])
  })
})

describe('of 20,000 rows', () => {
  const many = (changed: (n: number) => boolean = () => false): Item[] =>
    Array.from({ length: 20_000 }, (_, n) => ({
      id: `id-${n}`,
      body: { id: `id-${n}`, name: `Setting ${n}`, text: 'x'.repeat(300), changed: changed(n) },
    }))

  it('a refresh writes only the one in a hundred that differ', () => {
    repo.replace(repo.begin('e1', AT), keysOf('a'), many())
    const next = repo.begin('e1', AT)
    const before = rowsWritten()
    expect(
      repo.replace(
        next,
        keysOf('a'),
        many((n) => n % 100 === 0),
      ),
    ).toEqual({ added: 0, changed: 200, removed: 0, same: 19_800 })
    expect(rowsWritten() - before).toBe(400) // the old one ends, the new one begins
  })

  it('one more at the front or in the middle leaves the others where they are', () => {
    const all = many()
    repo.replace(repo.begin('e1', AT), keysOf('a'), all)
    const next = repo.begin('e1', AT)
    const before = rowsWritten()
    const more = [{ id: 'first', body: 1 }, ...all.slice(0, 500), { id: 'middle', body: 2 }, ...all.slice(500), { id: 'last', body: 3 }]
    repo.replace(next, keysOf('a'), more)
    expect(rowsWritten() - before).toBeLessThan(10)
    expect(repo.current('e1', 'api-key', 'a')[0]).toBe(1)
    expect(repo.current('e1', 'api-key', 'a')[501]).toBe(2)
    expect(repo.current('e1', 'api-key', 'a').at(-1)).toBe(3)
  })

  it('comes bit by bit as text, while others write', () => {
    const all = many()
    const snapshot = repo.begin('e1', AT)
    repo.replace(snapshot, keysOf('a'), all)
    let n = 0
    for (const { id, body } of repo.currentRaw('e1', 'api-key', 'a')) {
      if (n % 1000 === 0) repo.upsert(snapshot, keysOf('other'), { id: `w${n}`, body: n })
      expect([id, body.length > 300]).toEqual([`id-${n}`, true])
      n += 1
    }
    expect(n).toBe(20_000)
  })
})

describe('a snapshot', () => {
  it('never changes once a later one began', () => {
    const first = repo.begin('e1', AT)
    repo.replace(first, applications, items('a', 'b'))
    repo.finish(first, 'complete', AT)
    const then = asOf(first)
    const second = repo.begin('e1', AT)
    repo.replace(second, applications, [
      { id: 'b', body: { id: 'b', other: true } },
      { id: 'c', body: { id: 'c' } },
    ])
    repo.upsert(second, applications, { id: 'd', body: 1 })
    repo.remove(second, applications, 'c')
    expect(asOf(first)).toEqual(then)
    expect(asOf(second)).toEqual(['{"id":"b","other":true}', '1'])
  })

  it('holds nothing of what it took back itself', () => {
    const snapshot = repo.begin('e1', AT)
    repo.replace(snapshot, applications, items('a'))
    repo.replace(snapshot, applications, [{ id: 'a', body: 2 }])
    repo.replace(snapshot, applications, items('b'))
    expect(db.prepare('SELECT item_id, until_snapshot FROM versions').raw().all()).toEqual([['b', null]])
  })

  it('that runs long does not undo what a later one wrote', () => {
    repo.replace(repo.begin('e1', AT), keysOf('a'), items('k1', 'k2'))
    const sync = repo.begin('e1', AT)
    const heard = items('k1', 'k2') // what the sync read, before this:
    const add = repo.begin('e1', AT)
    repo.upsert(add, keysOf('a'), { id: 'k3', body: { id: 'k3' } })
    repo.upsert(add, keysOf('a'), { id: 'k1', body: { id: 'k1', renamed: true } })
    repo.remove(add, keysOf('a'), 'k2')
    repo.replace(sync, keysOf('a'), heard)
    expect(new Set(repo.current('e1', 'api-key', 'a'))).toEqual(new Set([{ id: 'k3' }, { id: 'k1', renamed: true }]))
    repo.upsert(sync, keysOf('a'), { id: 'k2', body: 'old' })
    repo.remove(sync, keysOf('a'), 'k3')
    expect(repo.current('e1', 'api-key', 'a')).toHaveLength(2)
  })

  it('that ran when the app ended is over', () => {
    repo.begin('e1', AT)
    createSnapshotRepo(db)
    expect(db.prepare('SELECT state FROM snapshots').pluck().all()).toEqual(['failed'])
  })

  it('is as a simple model says, whatever is done', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const item = fc.record({ id, body: fc.integer({ min: 0, max: 2 }) })
    const act = fc.oneof(
      fc.record({ do: fc.constant('replace' as const), items: fc.uniqueArray(item, { selector: (one) => one.id, maxLength: 5 }) }),
      fc.record({ do: fc.constant('upsert' as const), item }),
      fc.record({ do: fc.constant('remove' as const), id }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(act, { maxLength: 3 }), { maxLength: 6 }), (rounds) => {
        repo.forget('e1')
        let model = new Map<string, unknown>()
        const past: [number, string[]][] = []
        for (const acts of rounds) {
          const snapshot = repo.begin('e1', AT)
          for (const one of acts) {
            if (one.do === 'replace') {
              repo.replace(snapshot, keysOf('a'), one.items)
              model = new Map(one.items.map(({ id: of, body }) => [of, body]))
            } else if (one.do === 'upsert') {
              repo.upsert(snapshot, keysOf('a'), one.item)
              model.set(one.item.id, one.item.body)
            } else {
              expect(repo.remove(snapshot, keysOf('a'), one.id)).toBe(model.delete(one.id))
            }
            expect(repo.current('e1', 'api-key', 'a')).toEqual([...model.values()])
          }
          past.push([snapshot, asOf(snapshot)])
        }
        for (const [snapshot, then] of past) expect(asOf(snapshot)).toEqual(then)
        expect(db.prepare('SELECT 1 FROM versions WHERE until_snapshot <= from_snapshot').get()).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is known of the reading', () => {
  const failure = { code: 'unreachable', message: 'No.', reason: 'timeout' } as const
  const read = (applicationId: string, part: string, at: string, failed = false) => {
    repo.recordRead({ environmentId: 'e1', applicationId, part, snapshotId: repo.begin('e1', at), at, failure: failed ? failure : null })
  }

  it('is the last of each part, the newest first', () => {
    read('a', 'keys', '2026-11-01T00:00:00.000Z')
    read('a', 'settings', '2026-11-02T00:00:00.000Z')
    read('a', 'keys', '2026-11-03T00:00:00.000Z', true)
    read('b', 'keys', '2026-11-04T00:00:00.000Z')
    expect(repo.reads('e1', 'a')).toEqual([
      { applicationId: 'a', part: 'keys', snapshotId: 3, at: '2026-11-03T00:00:00.000Z', failure },
      { applicationId: 'a', part: 'settings', snapshotId: 2, at: '2026-11-02T00:00:00.000Z', failure: null },
    ])
    expect(repo.reads('e1').map(({ applicationId }) => applicationId)).toEqual(['b', 'a', 'a'])
  })

  it('is of the environment only when the environment itself was read', () => {
    expect(repo.lastReadAt('e1')).toBeNull()
    repo.replace(repo.begin('e1', '2026-11-01T00:00:00.000Z'), applications, items('a'))
    repo.replace(repo.begin('e1', '2026-11-09T00:00:00.000Z'), keysOf('a'), items('k'))
    repo.upsert(repo.begin('e1', '2026-11-09T00:00:00.000Z'), applications, { id: 'a', body: 2 })
    expect(repo.lastReadAt('e1')).toBe('2026-11-01T00:00:00.000Z')
    expect(repo.reads('e1')).toEqual([])
  })

  it('counts applications, settings and what has a value', () => {
    const snapshot = repo.begin('e1', AT)
    repo.replace(snapshot, applications, items('a', 'b'))
    repo.replace(snapshot, { environmentId: 'e1', kind: 'mapping-settings', applicationId: 'a' }, items('1', '2'))
    repo.replace(snapshot, { environmentId: 'e1', kind: 'default-settings', applicationId: 'b' }, items('1'))
    repo.replace(
      snapshot,
      keysOf('a'),
      ['open', 'open', 'listed'].map((mode, n) => ({ id: String(n), body: { restriction: { mode } } })),
    )
    expect(repo.counts('e1')).toEqual({ applications: 2, settings: 3 })
    expect(repo.counts('e2')).toEqual({ applications: 0, settings: 0 })
    expect([...repo.countBy('e1', 'api-key', '$.restriction.mode', 'open')]).toEqual([['a', 2]])
  })
})

it('drops what belongs to applications that are gone', () => {
  const snapshot = repo.begin('e1', AT)
  repo.replace(snapshot, applications, items('a', 'b'))
  for (const application of ['a', 'b']) {
    repo.replace(snapshot, keysOf(application), items('k'))
    repo.recordRead({ environmentId: 'e1', applicationId: application, part: 'keys', snapshotId: snapshot, at: AT, failure: null })
  }
  const next = repo.begin('e1', AT)
  repo.dropApplicationsBut(next, 'e1', new Set(['b']))
  expect([repo.current('e1', 'api-key', 'a'), repo.current('e1', 'api-key', 'b'), repo.reads('e1').length]).toEqual([[], [{ id: 'k' }], 1])
  expect(ids(repo.current('e1', 'application'))).toEqual(['a', 'b']) // the list itself is another's to replace
  expect(asOf(snapshot)).toHaveLength(4)
})

it('forgets an environment with its past, and no other', () => {
  for (const environmentId of ['e1', 'e2']) {
    const [first, second] = [repo.begin(environmentId, AT), repo.begin(environmentId, AT)]
    repo.replace(first, { ...applications, environmentId }, items('a', 'b'))
    repo.replace(second, { ...applications, environmentId }, items('b', 'c'))
  }
  repo.forget('e1')
  expect(
    ['versions', 'reads', 'snapshots'].map((table) =>
      db.prepare(`SELECT count(*) FROM ${table} WHERE environment_id = 'e1'`).pluck().get(),
    ),
  ).toEqual([0, 0, 0])
  expect([repo.current('e1', 'application'), repo.lastReadAt('e1'), ids(repo.current('e2', 'application'))]).toEqual([[], null, ['b', 'c']])
})

it('reads the present from indexes, in order, without sorting', () => {
  const plan = (sql: string) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
  const where = "SELECT body FROM versions WHERE until_snapshot IS NULL AND environment_id = 'e' AND kind = 'k'"
  for (const sql of [`${where} ORDER BY application_id, position`, `${where} AND application_id = 'a' ORDER BY position`]) {
    expect(plan(sql)).toHaveLength(1)
    expect(plan(sql)[0]).toContain('current_versions_in_order')
  }
  expect(plan(`${where} AND application_id = 'a' AND item_id = 'i'`)[0]).toMatch(/USING INDEX current_versions \(/)
})
