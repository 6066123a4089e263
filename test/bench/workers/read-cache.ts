import Database from 'better-sqlite3'
import { serve, timed } from './serve'

/** What a program does that has the database in its own process and no window: the references of 7 and 8. */
let opened: Database.Database | null = null
const open = (path: string) => (opened ??= new Database(path, { readonly: true }))

serve(
  {
    /** All applications of the tenant that has them, at once. */
    all: ({ path, rows }: { path: string; rows: number }) => {
      const all = open(path).prepare(
        "SELECT body FROM versions WHERE until_snapshot IS NULL AND kind = 'application' AND environment_id = (SELECT max(environment_id) FROM snapshots) ORDER BY position",
      )
      return timed(() => {
        if (all.all().length !== rows) throw new Error('There are other rows than was said')
      })
    },
    /** A scan of every setting for words that none of them has. */
    scan: ({ path, rows, words }: { path: string; rows: number; words: string }) => {
      const settings = "FROM versions WHERE until_snapshot IS NULL AND kind = 'mapping-settings'"
      if (open(path).prepare(`SELECT count(*) ${settings}`).pluck().get() !== rows) throw new Error('There are other rows than was said')
      const scan = open(path).prepare(`SELECT id ${settings} AND body LIKE ?`)
      return timed(() => {
        if (scan.all(`%${words}%`).length > 0) throw new Error('Something was found')
      })
    },
  },
  () => opened?.close(),
)
