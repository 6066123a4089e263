import type { Database, Statement } from 'better-sqlite3'
import { AppError } from '../../app-error'

/** The file is damaged: it opens, but a page of it is not what it was. The next start sets it aside. */
export class CorruptDatabase extends AppError {
  override readonly name = 'CorruptDatabase'

  constructor(cause: unknown) {
    super('disk', 'A file of Hubkeeper on this computer is damaged. Close and open Hubkeeper: it will set the file aside and go on.', {
      cause,
    })
  }
}

const CORRUPT = /^SQLITE_(CORRUPT|NOTADB)/
/** Of SQLite, or of the system while files are made and moved. */
const DISK = /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM)|E[A-Z]+$)/

/** An error of SQLite as one that says what happened: damaged, or not writable. Any other comes back as it is. */
export function translated(error: unknown): unknown {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (CORRUPT.test(code)) return new CorruptDatabase(error)
  if (DISK.test(code)) return new AppError('disk', diskSentence(code), { cause: error })
  return error
}

function diskSentence(code: string): string {
  if (/BUSY|LOCKED/.test(code)) return 'Another program holds a file of Hubkeeper. Close it and try again.'
  if (/READONLY|CANTOPEN|PERM|EROFS|EACCES|ENOTDIR|EEXIST|EISDIR/.test(code))
    return 'Hubkeeper may not write to its own folder on this computer. Nothing was lost; give it the right to, and try again.'
  return 'The disk of this computer is full or does not take writes. Nothing was lost; free some space and try again.'
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

/** Runs something on a database; what SQLite throws comes out translated, and `onCorrupt` hears of damage. */
export function guarded<T>(run: () => T, onCorrupt: () => void = () => undefined): T {
  try {
    return run()
  } catch (error) {
    const known = translated(error)
    if (known instanceof CorruptDatabase && known !== error) onCorrupt()
    throw known
  }
}

/**
 * Guards every query of a connection, so that no repo can forget to: scribbled pages open without complaint and are only
 * seen when a query comes upon them. The methods are replaced on this one object; its type stays what repos know.
 */
export function guardDatabase(db: Database, onCorrupt: () => void): Database {
  const guard =
    <A extends unknown[], R>(run: (...input: A) => R) =>
    (...input: A): R =>
      guarded(() => run(...input), onCorrupt)

  const guardStatement = (statement: Statement): Statement => {
    statement.run = guard(statement.run.bind(statement))
    statement.get = guard(statement.get.bind(statement))
    statement.all = guard(statement.all.bind(statement))
    const iterate = guard(statement.iterate.bind(statement))
    statement.iterate = (...input) => {
      const rows = iterate(...input)
      rows.next = guard(rows.next.bind(rows))
      return rows
    }
    return statement
  }

  const prepare = guard(db.prepare.bind(db))
  // The overloads of prepare() differ only in what the caller says of parameters and rows.
  db.prepare = ((source: string) => guardStatement(prepare(source))) as Database['prepare']
  db.exec = guard(db.exec.bind(db))
  db.pragma = guard(db.pragma.bind(db))

  const transaction = db.transaction.bind(db)
  db.transaction = ((body: (...input: unknown[]) => unknown) => {
    const made = transaction(body)
    const [deferred, immediate, exclusive] = [made.deferred.bind(made), made.immediate.bind(made), made.exclusive.bind(made)]
    // COMMIT runs in here too, and is where a full disk shows.
    const variants = { default: guard(deferred), deferred: guard(deferred), immediate: guard(immediate), exclusive: guard(exclusive) }
    return Object.assign(guard(deferred), variants)
  }) as Database['transaction']
  return db
}
