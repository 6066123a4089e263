import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../../src/main/app-error'
import { CorruptDatabase, guardDatabase, translated } from '../../../../src/main/platform/db/guard'

const sqlite = (code: string) => new Database.SqliteError('what SQLite said', code)

it.each([
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_BUSY',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EROFS',
  'EACCES',
])('reads %s as the disk', (code) => {
  const error = translated(Object.assign(new Error('no'), { code }))
  expect(error).toMatchObject({ code: 'disk', message: expect.stringMatching(/\. Nothing was lost|Another program/) as string })
})

it.each(['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB'])('reads %s as damage', (code) => {
  expect(translated(sqlite(code))).toBeInstanceOf(CorruptDatabase)
})

it.each([sqlite('SQLITE_CONSTRAINT_UNIQUE'), sqlite('SQLITE_ERROR'), new TypeError('a bug'), new AppError('conflict', 'x'), 'text'])(
  'leaves %s as it is',
  (error) => {
    expect(translated(error)).toBe(error)
  },
)

describe('a guarded connection', () => {
  let db: Database.Database
  let damage: number
  beforeEach(() => {
    damage = 0
    db = new Database(':memory:')
    guardDatabase(db, () => (damage += 1))
    db.exec('CREATE TABLE t (x TEXT) STRICT')
  })

  /** The database has no room for another page. */
  const fill = () => db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
  const big = 'x'.repeat(100_000)
  const disk = expect.objectContaining({ name: 'AppError', code: 'disk' }) as Error

  it('says that the disk is full, from wherever that shows, and recovers', () => {
    const insert = db.prepare('INSERT INTO t VALUES (?)')
    const returning = db.prepare<[string], string>('INSERT INTO t VALUES (?) RETURNING x').pluck()
    fill()
    expect(() => insert.run(big)).toThrow(disk)
    expect(() => returning.get(big)).toThrow(disk)
    expect(() => returning.all(big)).toThrow(disk)
    expect(() => db.exec(`INSERT INTO t VALUES ('${big}')`)).toThrow(disk)
    expect(() => db.transaction(() => insert.run(big))()).toThrow(disk)
    expect(() => db.transaction(() => insert.run(big)).immediate()).toThrow(disk)
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0)
    db.pragma('max_page_count = 1000000')
    expect(insert.run(big).changes).toBe(1)
  })

  it('rolls a transaction back when it throws, also within another', () => {
    const insert = db.prepare('INSERT INTO t VALUES (?)')
    const inner = db.transaction((fail: boolean) => {
      insert.run('inner')
      if (fail) throw new AppError('conflict', 'no')
      return 7
    })
    expect(() => inner(true)).toThrow(/no/)
    const outer = db.transaction(() => {
      insert.run('outer')
      expect(() => inner(true)).toThrow()
      return inner(false)
    })
    expect(outer()).toBe(7)
    expect(db.prepare('SELECT x FROM t').pluck().all()).toEqual(['outer', 'inner'])
  })

  it('still plucks, iterates and binds', () => {
    db.prepare('INSERT INTO t VALUES (?), (?)').run('a', 'b')
    expect(db.prepare('SELECT x FROM t').pluck().all()).toEqual(['a', 'b'])
    expect([...db.prepare('SELECT x FROM t').raw().iterate()]).toEqual([['a'], ['b']])
    for (const row of db.prepare('SELECT x FROM t').iterate()) {
      expect(row).toEqual({ x: 'a' })
      break
    }
    db.exec('DELETE FROM t') // leaving the loop gave the connection back
    expect(damage).toBe(0)
  })

  it('tells once of damage, however many guards it passes', () => {
    db.function('broken', () => {
      throw sqlite('SQLITE_CORRUPT')
    })
    const select = db.prepare('SELECT broken()')
    expect(() => db.transaction(() => select.get())()).toThrow(CorruptDatabase)
    expect(damage).toBe(1)
  })
})
