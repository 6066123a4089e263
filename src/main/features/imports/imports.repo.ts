import { ImportPlan, type ImportId } from '#shared/contract/imports'
import type { EnvironmentId } from '#shared/contract/op'
import type { SavedSetting } from '#shared/contract/settings'
import type { Db } from '../../platform/db/open'
import { triedOf } from './import-steps'

export type OfImport = { environmentId: EnvironmentId; importId: ImportId }
/** What became of the line of this number. */
export type NumberedResult = { number: number; result: SavedSetting }
type State = ImportPlan['state']

type Row = { id: string; environment_id: string; file_name: string; made_at: string; state: State; counts: string }
type LineRow = { number: number; body: string; result: string | null }

/** All the SQL about imports: what a file asks for, and what became of each line. */
export function createImportsRepo(db: Db) {
  const one = db.prepare<[string, string], Row>('SELECT * FROM imports WHERE environment_id = ? AND id = ?')
  const unfinished = db.prepare<[string], Row>(
    "SELECT * FROM imports WHERE environment_id = ? AND state <> 'done' ORDER BY made_at DESC, id DESC",
  )
  const linesOf = db.prepare<[string], LineRow>('SELECT number, body, result FROM import_lines WHERE import_id = ? ORDER BY number')
  const insert = db.prepare<[Row]>(
    `INSERT INTO imports (id, environment_id, file_name, made_at, state, counts)
     VALUES (@id, @environment_id, @file_name, @made_at, @state, @counts)`,
  )
  const insertLine = db.prepare<[string, number, string]>(
    'INSERT INTO import_lines (import_id, number, body, result) VALUES (?, ?, ?, NULL)',
  )
  const setState = db.prepare<[State, string]>('UPDATE imports SET state = ? WHERE id = ?')
  const setResult = db.prepare<[string, string, number]>('UPDATE import_lines SET result = ? WHERE import_id = ? AND number = ?')
  const remove = db.prepare<[string, string]>('DELETE FROM imports WHERE environment_id = ? AND id = ?')

  const insertWhole = db.transaction((plan: ImportPlan) => {
    const { id, environmentId, fileName, madeAt, state, counts } = plan
    insert.run({ id, environment_id: environmentId, file_name: fileName, made_at: madeAt, state, counts: JSON.stringify(counts) })
    for (const { result: _none, ...body } of plan.lines) insertLine.run(id, body.number, JSON.stringify(body))
  })
  const setAllResults = db.transaction((importId: ImportId, results: readonly NumberedResult[]) => {
    for (const { number, result } of results) setResult.run(JSON.stringify(result), importId, number)
  })

  const toPlan = (row: Row): ImportPlan | null => {
    const plan = ImportPlan.safeParse({
      id: row.id,
      environmentId: row.environment_id,
      fileName: row.file_name,
      madeAt: row.made_at,
      counts: JSON.parse(row.counts) as unknown,
      state: row.state,
      tried: 0,
      // Written by this file; the schema looks at what is in it.
      lines: linesOf
        .all(row.id)
        .map(({ body, result }) => ({ ...(JSON.parse(body) as object), result: JSON.parse(result ?? 'null') as unknown })),
    })
    return plan.success ? { ...plan.data, tried: triedOf(plan.data.lines) } : null
  }

  return {
    find({ environmentId, importId }: OfImport): ImportPlan | null {
      const row = one.get(environmentId, importId)
      return row ? toPlan(row) : null
    },

    /** The newest first. One that another version wrote and this one cannot read is left out. */
    unfinished: (environmentId: EnvironmentId): ImportPlan[] => unfinished.all(environmentId).flatMap((row) => toPlan(row) ?? []),

    insert: (plan: ImportPlan): void => insertWhole(plan),

    setState: (importId: ImportId, state: State): void => void setState.run(state, importId),

    /** All or none: a crash leaves no half of a step. */
    setResults: (importId: ImportId, results: readonly NumberedResult[]): void => setAllResults(importId, results),

    remove: ({ environmentId, importId }: OfImport): void => void remove.run(environmentId, importId),

    /** Those that are done were told when they ended; nobody asks for them again. */
    forgetDone: (environmentId: EnvironmentId): void =>
      void db.prepare<[string]>("DELETE FROM imports WHERE environment_id = ? AND state = 'done'").run(environmentId),

    forgetEnvironment: (environmentId: EnvironmentId): void =>
      void db.prepare<[string]>('DELETE FROM imports WHERE environment_id = ?').run(environmentId),

    /** At the start nothing runs: what says so was cut off. */
    stopInterrupted: (): void => void db.prepare("UPDATE imports SET state = 'stopped' WHERE state = 'running'").run(),
  }
}
export type ImportsRepo = ReturnType<typeof createImportsRepo>
