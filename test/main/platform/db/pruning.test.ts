import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTidy } from '../../../../src/main/features/snapshots/tidy'
import { openCache, type Db } from '../../../../src/main/platform/db/open'
import { createPast } from '../../../../src/main/platform/db/past'
import { createPruning } from '../../../../src/main/platform/db/pruning'
import { createSnapshotRepo, type SnapshotState } from '../../../../src/main/platform/db/snapshot.repo'
import { createFakeClock } from '../../../fakes/fake-clock'
import { temporaryFolder } from '../../../fakes/temporary-folder'

const DAY = 86_400_000
const KIND = 'application'
const ENVIRONMENTS = ['e1', 'e2']

function open() {
  const clock = createFakeClock()
  const db = openCache(join(temporaryFolder(), 'cache.db'), { clock }).db
  const repo = createSnapshotRepo(db)
  const pruning = createPruning(db)
  const tidy = createTidy({ pruning, clock, keep: () => '30-days' })
  return { clock, db, repo, pruning, tidy, past: createPast(db) }
}

type World = ReturnType<typeof open>
type Line = {
  id: number
  environment_id: string
  origin: 'sync' | 'part'
  state: SnapshotState | 'running'
  started_at: string
  pruned: 0 | 1
}
const lines = (db: Db) => db.prepare<[], Line>('SELECT * FROM snapshots ORDER BY id').all()
/** All that a snapshot shows. */
const shown = ({ past }: World, environmentId: string, snapshotId: number | null) =>
  past.rowsOf(environmentId, KIND, snapshotId).map(([id]) => past.row(id))

type Step =
  | { do: 'sync'; environment: number; items: Record<string, number>; state: SnapshotState }
  | { do: 'begin'; environment: number }
  | { do: 'write'; items: Record<string, number> }
  | { do: 'finish'; state: SnapshotState }
  | { do: 'wait'; days: number }
  | { do: 'tidy' }
const state = fc.constantFrom<SnapshotState>('complete', 'partial', 'failed')
const items = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }), { noNullPrototype: true })
const environment = fc.integer({ min: 0, max: 1 })
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ do: fc.constant('sync' as const), environment, items, state }),
  fc.record({ do: fc.constant('begin' as const), environment }),
  fc.record({ do: fc.constant('write' as const), items }),
  fc.record({ do: fc.constant('finish' as const), state }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('tidy' as const) }),
)

/** What must be kept, written down from the words of the preference and not from the SQL. */
function mustKeep(all: Line[], cutoff: string): Line[] {
  return all.filter((line) => {
    const its = all.filter(({ environment_id }) => environment_id === line.environment_id)
    const isNewest = line.id === its.at(-1)?.id
    const isNewestComplete = line.id === its.findLast(({ state, origin }) => state === 'complete' && origin === 'sync')?.id
    const isReading = its.some(({ state }) => state === 'running')
    return line.pruned === 0 && (line.started_at >= cutoff || isNewest || isNewestComplete || isReading)
  })
}

async function tidyAndCheck(world: World): Promise<void> {
  const { clock, db, tidy } = world
  const kept = mustKeep(lines(db), new Date(clock.now() - 30 * DAY).toISOString())
  const before = kept.map(({ id, environment_id }) => shown(world, environment_id, id))
  const now = ENVIRONMENTS.map((each) => shown(world, each, null))
  await tidy.run()
  expect(lines(db).filter(({ pruned }) => pruned === 0)).toEqual(kept)
  expect(kept.map(({ id, environment_id }) => shown(world, environment_id, id))).toEqual(before)
  expect(ENVIRONMENTS.map((each) => shown(world, each, null))).toEqual(now)
  // Nothing stays that none of them shows, and no line that nothing speaks of.
  const rows = db
    .prepare<[], { environment_id: string; from_snapshot: number; until_snapshot: number | null }>('SELECT * FROM versions')
    .all()
  expect(
    rows.filter(
      (row) =>
        row.until_snapshot !== null &&
        !kept.some(
          (line) => line.environment_id === row.environment_id && line.id >= row.from_snapshot && line.id < (row.until_snapshot ?? 0),
        ),
    ),
  ).toEqual([])
  const spokenOf = new Set(rows.flatMap((row) => [row.from_snapshot, row.until_snapshot]))
  const read = db.prepare<[], number>('SELECT snapshot_id FROM reads').pluck().all()
  expect(lines(db).filter(({ id, pruned }) => pruned === 1 && !spokenOf.has(id) && !read.includes(id))).toEqual([])
  expect(db.pragma('foreign_key_check')).toEqual([])
}

describe('pruning', () => {
  it('never changes what a kept snapshot shows, and leaves nothing that no kept one needs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = open()
        const { clock, repo } = world
        const running: { id: number; scope: { environmentId: string; kind: string; applicationId: string } }[] = []
        const scopeOf = (index: number) => ({ environmentId: ENVIRONMENTS[index] ?? 'e1', kind: KIND, applicationId: '' })
        const asItems = (given: Record<string, number>) =>
          Object.entries(given).map(([id, value]) => ({ id, body: { name: `${id}${value}` } }))
        for (const each of steps) {
          clock.pass(1000)
          const open = running.at(-1)
          if (each.do === 'sync') {
            const id = repo.begin(scopeOf(each.environment).environmentId, clock.iso(), 'sync')
            repo.replace(id, scopeOf(each.environment), asItems(each.items))
            repo.finish(id, each.state, clock.iso())
          } else if (each.do === 'begin') {
            const scope = scopeOf(each.environment)
            running.push({ id: repo.begin(scope.environmentId, clock.iso()), scope })
          } else if (each.do === 'write' && open) repo.replace(open.id, open.scope, asItems(each.items))
          else if (each.do === 'finish' && open) {
            repo.finish(open.id, each.state, clock.iso())
            running.pop()
          } else if (each.do === 'wait') clock.pass(each.days * DAY)
          else if (each.do === 'tidy') await tidyAndCheck(world)
        }
        await tidyAndCheck(world)
        repo.close()
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  it('keeps the newest complete snapshot of each environment, however old', async () => {
    const { clock, repo, tidy, past } = open()
    const scope = { environmentId: 'e1', kind: KIND, applicationId: '' }
    const made = (['complete', 'complete', 'partial', 'partial'] as const).map((state, index) => {
      const id = repo.begin('e1', clock.iso(), 'sync')
      repo.replace(id, scope, [{ id: 'a', body: { name: `Name ${index}` } }])
      repo.finish(id, state, clock.iso())
      clock.pass(DAY)
      return id
    })
    clock.pass(1000 * DAY)
    expect(await tidy.run()).toBe(2)
    expect(past.list('e1', 10).map(({ id }) => id)).toEqual([made[3], made[1]])
    expect(past.rowsOf('e1', KIND, made[1] ?? 0).map(([id]) => past.row(id)?.body)).toEqual([{ name: 'Name 1' }])
    repo.close()
  })

  it('keeps the date since when a row is as it is', async () => {
    const { clock, repo, tidy, past } = open()
    const since = clock.iso()
    const scope = { environmentId: 'e1', kind: KIND, applicationId: '' }
    for (let time = 0; time < 5; time += 1) {
      const id = repo.begin('e1', clock.iso(), 'sync')
      repo.replace(id, scope, [{ id: 'a', body: { name: 'Same' } }])
      repo.finish(id, 'complete', clock.iso())
      clock.pass(100 * DAY)
    }
    expect(await tidy.run()).toBe(4)
    expect(past.versions('e1', KIND, '', 'a')).toMatchObject([{ seenAt: since, until: null }])
    repo.close()
  })

  it('keeps the line of a snapshot that says when something was read', async () => {
    const { clock, repo, tidy, db } = open()
    const empty = repo.begin('e1', clock.iso(), 'sync')
    repo.replace(empty, { environmentId: 'e1', kind: KIND, applicationId: '' }, [])
    repo.finish(empty, 'partial', clock.iso())
    repo.finish(repo.begin('e1', clock.iso(), 'sync'), 'failed', clock.iso())
    clock.pass(100 * DAY)
    expect(await tidy.run()).toBe(1)
    expect(lines(db)).toMatchObject([{ id: empty, pruned: 1 }, { pruned: 0 }])
    expect(repo.lastReadAt('e1')).not.toBeNull()
    repo.close()
  })

  it('leaves everything alone for ever when asked to, and stops with the app', async () => {
    const { clock, repo, pruning } = open()
    const scope = { environmentId: 'e1', kind: KIND, applicationId: '' }
    for (let time = 0; time < 3; time += 1) repo.replace(repo.begin('e1', clock.iso()), scope, [{ id: 'a', body: { name: String(time) } }])
    clock.pass(5000 * DAY)
    const tidy = createTidy({ pruning, clock, keep: () => 'for-ever' })
    expect(await tidy.run()).toBe(0)
    expect(pruning.size().snapshots).toBe(3)
    await tidy.stop()
    repo.close()
  })

  it('gives the room back to the disk', async () => {
    const { clock, repo, pruning, tidy } = open()
    const scope = { environmentId: 'e1', kind: KIND, applicationId: '' }
    for (let time = 0; time < 6; time += 1) {
      const id = repo.begin('e1', clock.iso(), 'sync')
      repo.replace(
        id,
        scope,
        Array.from({ length: 300 }, (_, row) => ({ id: `${row}`, body: { name: `${time}`, text: 'x'.repeat(3000) } })),
      )
      repo.finish(id, 'complete', clock.iso())
    }
    const { bytes } = pruning.size()
    clock.pass(100 * DAY)
    expect(await tidy.run()).toBe(5)
    expect(pruning.size().bytes).toBeLessThan(bytes / 3)
    repo.close()
  })
})
