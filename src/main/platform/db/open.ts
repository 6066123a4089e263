import Database from 'better-sqlite3'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { Log } from '../log'
import { createBackups, isGoodDatabase, stampOf } from './backups'
import { CorruptDatabase, guardDatabase, guarded, translated } from './guard'
import { migrate, versionOf } from './migrate'
import { cacheMigrations, journalMigrations } from './migrations'
import type { Migration } from './migrations/migration'

export type Db = Database.Database

/** Said once, after something had to be mended. */
export type DatabaseNotice = 'cache-rebuilt' | 'journal-restored'
export type OpenedDatabase = { db: Db; notice: DatabaseNotice | null }

export type OpenDeps = { clock: Clock; log?: Log; migrations?: readonly Migration[] }

type Kind = {
  /** In the file's header, so that a file of something else is never taken for ours. */
  applicationId: number
  synchronous: 'FULL' | 'NORMAL'
  /** Whether a start looks at every page: right for the journal, which is small and cannot be had again. */
  checkUpToBytes: number
  givesBackRoom: boolean
}

const JOURNAL: Kind = { applicationId: 0x48_62_4b_6a, synchronous: 'FULL', checkUpToBytes: 2 * 1024 * 1024, givesBackRoom: false }
const CACHE: Kind = { applicationId: 0x48_62_4b_63, synchronous: 'NORMAL', checkUpToBytes: 0, givesBackRoom: true }

/**
 * Opens what cannot be had again: profiles, preferences, activity. A damaged file is set aside and the newest good backup
 * takes its place. Backups are made before a migration and at the end of a session that changed something.
 * @throws AppError `database-too-new` (nothing is touched), `disk`
 */
export function openJournal(path: string, deps: OpenDeps): OpenedDatabase {
  const migrations = deps.migrations ?? journalMigrations
  const backups = createBackups(path, deps.clock)
  const opened = (notice: DatabaseNotice | null) => {
    const db = connect(path, { kind: JOURNAL, migrations, backUp: (open) => backups.make(open) })
    return { db: withBackupAtClosing(db, backups, deps.log), notice }
  }
  try {
    // An emptied file passes every check of SQLite; that there were backups tells it from a first start.
    if (isEmptied(path) && backups.list().length > 0) throw new CorruptDatabase(new Error('The file is empty'))
    return opened(null)
  } catch (error) {
    if (!(error instanceof CorruptDatabase)) throw error
    deps.log?.error('journal.damaged', { error })
    const newest = migrations.at(-1)?.version ?? 0
    const restored = guarded(() => {
      setAside(path, deps.clock)
      return backups.restore((backup) => isGoodDatabase(backup, JOURNAL.applicationId, newest))
    })
    deps.log?.warn('journal.restored', { fromBackup: restored })
    return opened('journal-restored')
  }
}

/**
 * Opens what hubs told us; it can be rebuilt by a refresh, so a damaged file is set aside and a new one begun.
 * @throws AppError `database-too-new` (nothing is touched), `disk`
 */
export function openCache(path: string, deps: OpenDeps): OpenedDatabase {
  const opened = () => connect(path, { kind: CACHE, migrations: deps.migrations ?? cacheMigrations, backUp: () => undefined })
  try {
    return { db: opened(), notice: null }
  } catch (error) {
    if (!(error instanceof CorruptDatabase)) throw error
    deps.log?.error('cache.damaged', { error })
    guarded(() => setAside(path, deps.clock))
    return { db: opened(), notice: 'cache-rebuilt' }
  }
}

type Connecting = { kind: Kind; migrations: readonly Migration[]; backUp: (db: Db) => string | undefined }

function connect(path: string, { kind, migrations, backUp }: Connecting): Db {
  let db: Db | undefined
  try {
    createPrivate(path)
    db = new Database(path, { timeout: 5000 })
    guardDatabase(db, () => suspect(path))
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    assertOurs(db, kind)
    // Before anything is written: a file from the future is left as it is, down to its journal mode.
    if (versionOf(db) <= (migrations.at(-1)?.version ?? 0)) {
      assertWhole(db, path, kind)
      // Only before the first table is made: a cache gives back the room of what it no longer keeps, a little at a time.
      if (kind.givesBackRoom) db.pragma('auto_vacuum = INCREMENTAL')
      db.pragma('journal_mode = WAL')
      db.pragma(`synchronous = ${kind.synchronous}`)
      db.pragma('foreign_keys = ON')
    }
    migrateOrSay(db, { kind, migrations, backUp })
    return db
  } catch (error) {
    db?.close()
    throw translated(error)
  }
}

/** Other users of the computer have no business in here; SQLite gives its side files the same mode. */
function createPrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

/** Reads the header and the schema: milliseconds, and it finds what is not SQLite, not whole or not ours. */
function assertOurs(db: Db, kind: Kind): void {
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get())
  const applicationId = db.pragma('application_id', { simple: true })
  if (tables === 0 ? versionOf(db) !== 0 : applicationId !== kind.applicationId)
    throw new CorruptDatabase(new Error('The file is not one of Hubkeeper'))
}

/** Looks at every page where that is cheap, or where a query came upon damage the last time. */
function assertWhole(db: Db, path: string, kind: Kind): void {
  const isSuspect = existsSync(suspectPath(path))
  if (!isSuspect && statSync(path).size > kind.checkUpToBytes) return
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') throw new CorruptDatabase(new Error(`quick_check: ${String(found)}`))
  if (isSuspect) rmSync(suspectPath(path), { force: true })
}

function migrateOrSay(db: Db, { kind, migrations, backUp }: Connecting): void {
  let backup: string | undefined
  try {
    migrate(db, {
      migrations,
      applicationId: kind.applicationId,
      backUp: () => {
        backup = backUp(db)
      },
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    const kept = backup === undefined ? 'Nothing was changed.' : `Nothing was lost: the data from before is in backups/${basename(backup)}.`
    throw new AppError('internal', `Hubkeeper could not bring its data up to date. ${kept}`, { cause: error })
  }
}

const suspectPath = (path: string) => `${path}.suspect`

/** Leaves word for the next start, which looks at every page then. */
function suspect(path: string): void {
  try {
    writeFileSync(suspectPath(path), '')
  } catch {
    // The disk that damaged the file may refuse this one too; the damage will be met again by the next query.
  }
}

const isEmptied = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.size === 0

/** Moves a damaged file out of the way with its side files; nothing is deleted. */
function setAside(path: string, clock: Clock): void {
  const stamp = stampOf(clock)
  for (const side of ['', '-wal', '-shm']) if (existsSync(path + side)) renameSync(path + side, `${path}.corrupt-${stamp}${side}`)
  rmSync(suspectPath(path), { force: true })
}

function withBackupAtClosing(db: Db, backups: ReturnType<typeof createBackups>, log: Log | undefined): Db {
  const close = db.close.bind(db)
  db.close = () => {
    try {
      const changes = Number(db.prepare('SELECT total_changes()').pluck().get())
      if (changes > 0) backups.make(db)
    } catch (error) {
      log?.warn('journal.not-backed-up', { error }) // closing goes on: the file itself is whole
    }
    return close()
  }
  return db
}
