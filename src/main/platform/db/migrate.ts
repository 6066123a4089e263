import type { Database } from 'better-sqlite3'
import { AppError } from '../../app-error'
import type { Migration } from './migrations/migration'

type Options = {
  migrations: readonly Migration[]
  /** Marks the file as ours, in the transaction of its first step. */
  applicationId: number
  /** Called once before the first pending step of a file that already holds data. */
  backUp: () => void
}

export const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }))

/** Brings the file up to date, one transaction for each step. A step that fails leaves the step before it standing. */
export function migrate(db: Database, { migrations, applicationId, backUp }: Options): void {
  assertInOrder(migrations)
  const current = versionOf(db)
  if (current > (migrations.at(-1)?.version ?? 0))
    throw new AppError(
      'database-too-new',
      'This data was written by a newer version of Hubkeeper. Install that version to open it; nothing was changed.',
    )

  const pending = migrations.filter(({ version }) => version > current)
  if (pending.length === 0) return
  if (current > 0) backUp()

  // Off for the whole run, and outside the transactions because the pragma does nothing inside one:
  // rebuilding a table with it on deletes the rows of its children.
  db.pragma('foreign_keys = OFF')
  try {
    for (const migration of pending)
      db.transaction(() => {
        migration.up(db)
        const orphans = db.prepare('SELECT 1 FROM pragma_foreign_key_check LIMIT 1').get()
        if (orphans !== undefined) throw new Error(`Migration ${migration.name} leaves orphan rows`)
        db.pragma(`application_id = ${applicationId}`)
        db.pragma(`user_version = ${migration.version}`)
      }).immediate()
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function assertInOrder(migrations: readonly Migration[]): void {
  for (const [index, { version, name }] of migrations.entries())
    if (version <= (migrations[index - 1]?.version ?? 0)) throw new Error(`Migration ${name} is out of order`)
}
