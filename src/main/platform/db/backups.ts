import Database from 'better-sqlite3'
import { closeSync, copyFileSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Clock } from '../clock'

const KEPT = 3

/** A moment as part of a file's name; sorts as time does. */
export const stampOf = (clock: Clock): string => clock.iso().replace(/[-:.]/g, '')

/** The backups of one database, in a folder beside it: `backups/journal-20261124T213411000Z.db`. */
export function createBackups(databasePath: string, clock: Clock) {
  const folder = join(dirname(databasePath), 'backups')
  const stem = basename(databasePath, '.db')
  const pattern = new RegExp(`^${stem}-(\\d{8}T\\d{9}Z)\\.db$`)

  /** Paths of all, the newest first. */
  function list(): string[] {
    try {
      return readdirSync(folder)
        .filter((name) => pattern.test(name))
        .sort()
        .reverse()
        .map((name) => join(folder, name))
    } catch {
      return [] // there is no folder yet
    }
  }

  return {
    list,

    /** Copies the open database whole, under a name that counts only once it is on the disk. Returns the path. */
    make(db: Database.Database): string {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${stem}-${stampOf(clock)}.db`)
      const unfinished = `${path}.tmp`
      rmSync(unfinished, { force: true })
      try {
        db.prepare('VACUUM INTO ?').run(unfinished)
        syncFile(unfinished)
        renameSync(unfinished, path)
      } catch (error) {
        rmSync(unfinished, { force: true })
        throw error
      }
      for (const old of list().slice(KEPT)) rmSync(old, { force: true })
      return path
    },

    /** Puts the newest good backup in the database's place. False when there is none. */
    restore(isGood: (path: string) => boolean): boolean {
      const good = list().find(isGood)
      if (good === undefined) return false
      const unfinished = `${databasePath}.tmp`
      copyFileSync(good, unfinished)
      syncFile(unfinished)
      renameSync(unfinished, databasePath)
      return true
    },
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Whether a file opens as a whole and healthy database of ours. Looks at every page, so only for files that are not in use. */
export function isGoodDatabase(path: string, applicationId: number, newestVersion: number): boolean {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    const version = Number(db.pragma('user_version', { simple: true }))
    return (
      db.pragma('application_id', { simple: true }) === applicationId &&
      version > 0 &&
      version <= newestVersion &&
      db.pragma('quick_check(1)', { simple: true }) === 'ok'
    )
  } catch {
    return false // whatever it is, it is no backup to go back to
  } finally {
    db?.close()
  }
}
