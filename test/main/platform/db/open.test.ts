import Database from 'better-sqlite3'
import {
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CorruptDatabase } from '../../../../src/main/platform/db/guard'
import { cacheMigrations, journalMigrations } from '../../../../src/main/platform/db/migrations'
import type { Migration } from '../../../../src/main/platform/db/migrations/migration'
import { openCache, openJournal, type Db } from '../../../../src/main/platform/db/open'
import { createFakeClock } from '../../../fakes/fake-clock'
import { temporaryFolder } from '../../../fakes/temporary-folder'

let folder: string
let path: string
const clock = createFakeClock()
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'data.db')
})

const opens = [
  ['journal', openJournal, journalMigrations],
  ['cache', openCache, cacheMigrations],
] as const
const pragma = (db: Db, name: string) => db.pragma(name, { simple: true })
const addPreference = (db: Db, name: string) => db.prepare('INSERT INTO preferences VALUES (?, ?)').run(name, '1')
const preferences = (db: Db) => db.prepare<[], string>('SELECT name FROM preferences ORDER BY name').pluck().all()
const backups = () => (existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : [])
const setAside = () => readdirSync(folder).filter((name) => name.includes('.corrupt-'))

/** A journal with one row, closed; its backup of the closing is there. */
function writtenJournal(name = 'kept'): void {
  const { db } = openJournal(path, { clock })
  addPreference(db, name)
  db.close()
  clock.pass(1000)
}

function scribble(file: string, offset: number, length: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, offset)
  closeSync(handle)
}

describe.each(opens)('the %s', (name, open, migrations) => {
  it('opens with the pragmas that keep it whole', () => {
    const { db, notice } = open(path, { clock })
    expect(notice).toBeNull()
    expect(
      ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'busy_timeout', 'user_version'].map((of) => pragma(db, of)),
    ).toEqual(['wal', name === 'journal' ? 2 : 1, 1, 0, 5000, migrations.at(-1)!.version])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    db.close()
  })

  it('refuses a file of a newer app and leaves every byte as it was', () => {
    open(path, { clock }).db.close()
    const raw = new Database(path)
    raw.pragma('journal_mode = DELETE')
    raw.pragma('user_version = 9990')
    raw.close()
    const before = readFileSync(path)
    expect(() => open(path, { clock })).toThrow(expect.objectContaining({ code: 'database-too-new' }) as Error)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(setAside()).toEqual([])
  })

  it.each([
    ['text', (file: string) => writeFileSync(file, 'this is no database, however long it may be '.repeat(50))],
    ['a scribbled header', (file: string) => scribble(file, 0, 100)],
    ['a scribbled schema', (file: string) => scribble(file, 100, 2000)],
    ['half of it', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    [
      'a database of another program',
      (file: string) => {
        writeFileSync(file, '')
        const other = new Database(file)
        other.exec('CREATE TABLE theirs (x)')
        other.close()
      },
    ],
  ])('is set aside whole, and the app goes on, when it holds %s', (_what, damage) => {
    open(path, { clock }).db.close()
    damage(path)
    const bytes = readFileSync(path)
    const { db, notice } = open(path, { clock })
    expect(notice).toBe(name === 'journal' ? 'journal-restored' : 'cache-rebuilt')
    expect(pragma(db, 'user_version')).toBe(migrations.at(-1)!.version)
    const [aside] = setAside()
    expect(readFileSync(join(folder, aside!)).equals(bytes)).toBe(true)
    db.close()
    const again = open(path, { clock })
    expect(again.notice).toBeNull()
    again.db.close()
  })

  it('says that it may not write there', () => {
    writeFileSync(join(folder, 'file'), '')
    for (const impossible of [join(folder, 'file', 'data.db'), folder])
      expect(() => open(impossible, { clock })).toThrow(expect.objectContaining({ code: 'disk' }) as Error)
  })

  it('opens in milliseconds: no page is read that is not needed', () => {
    open(path, { clock }).db.close()
    const asked: string[] = []
    const { db } = open(path, { clock })
    const prepare = db.prepare.bind(db)
    db.prepare = (source: string) => {
      asked.push(source)
      return prepare(source)
    }
    db.close()
    expect(asked.length).toBeLessThanOrEqual(1)
  })
})

describe('a cache', () => {
  it('with scribbled pages opens, fails at the first scan, and is rebuilt at the next start', () => {
    const { db } = openCache(path, { clock })
    db.exec("INSERT INTO snapshots (id, environment_id, started_at, state) VALUES (1, 'e', 't', 'complete')")
    const insert = db.prepare("INSERT INTO versions VALUES (NULL, 'e', 'k', '', ?, ?, ?, x'00', 1, NULL)")
    for (let n = 0; n < 2000; n += 1) insert.run(String(n), n, 'x'.repeat(500))
    db.close()
    // Pages in the middle; header and schema are as they were.
    scribble(path, 64 * 4096, 100 * 4096)

    const opened = openCache(path, { clock })
    expect(opened.notice).toBeNull()
    expect(() => opened.db.prepare('SELECT sum(length(body)) FROM versions').get()).toThrow(CorruptDatabase)
    opened.db.close()

    const next = openCache(path, { clock })
    expect(next.notice).toBe('cache-rebuilt')
    expect(next.db.prepare('SELECT count(*) FROM versions').pluck().get()).toBe(0)
    expect(setAside()).toHaveLength(1)
    next.db.close()
    const after = openCache(path, { clock })
    expect(after.notice).toBeNull()
    after.db.close()
  })

  it('that was emptied is simply begun anew', () => {
    writeFileSync(path, '')
    const { db, notice } = openCache(path, { clock })
    expect(notice).toBeNull()
    db.close()
  })
})

describe('a journal', () => {
  it('comes back from the newest good backup', () => {
    writtenJournal('first')
    writtenJournal('second')
    const [newest, older] = backups().sort().reverse()
    scribble(path, 4096, 4096)
    const restored = openJournal(path, { clock })
    expect([restored.notice, preferences(restored.db)]).toEqual(['journal-restored', ['first', 'second']])
    restored.db.close()

    scribble(path, 4096, 4096)
    writeFileSync(join(folder, 'backups', newest!), 'damaged too')
    const older2 = openJournal(path, { clock })
    expect([older !== undefined, preferences(older2.db)]).toEqual([true, ['first']])
    older2.db.close()
  })

  it('begins anew when no backup is good', () => {
    writtenJournal()
    for (const name of backups()) scribble(join(folder, 'backups', name), 0, 4096)
    scribble(path, 0, 4096)
    const { db, notice } = openJournal(path, { clock })
    expect([notice, preferences(db)]).toEqual(['journal-restored', []])
    db.close()
  })

  it('that was emptied comes back too, though SQLite finds nothing wrong with it', () => {
    writtenJournal()
    writeFileSync(path, '')
    const { db, notice } = openJournal(path, { clock })
    expect([notice, preferences(db)]).toEqual(['journal-restored', ['kept']])
    db.close()
  })

  it('is looked through at every start: a scribbled page does not wait for a query', () => {
    const { db } = openJournal(path, { clock })
    for (let n = 0; n < 500; n += 1) addPreference(db, `${n} ${'x'.repeat(100)}`)
    db.close()
    scribble(path, statSync(path).size - 4096, 4096)
    const { db: restored, notice } = openJournal(path, { clock })
    expect([notice, preferences(restored).length]).toEqual(['journal-restored', 500])
    restored.close()
  })

  it('keeps three backups, made when a session changed something', () => {
    for (let n = 0; n < 5; n += 1) writtenJournal(`n${n}`)
    expect(backups()).toHaveLength(3)
    const before = backups()
    openJournal(path, { clock }).db.close()
    expect(backups()).toEqual(before)
    const newest = new Database(join(folder, 'backups', before.sort().at(-1)!), { readonly: true })
    expect(preferences(newest)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4'])
    newest.close()
  })
})

describe('a migration', () => {
  const step = (version: number, sql: string): Migration => ({ version, name: `step-${version}`, up: (db) => void db.exec(sql) })
  const present = journalMigrations.at(-1)!.version
  const next = [...journalMigrations, step(present + 10, "ALTER TABLE preferences ADD COLUMN note TEXT NOT NULL DEFAULT ''")]

  it('is preceded by a backup of what is there', () => {
    writtenJournal()
    const made = backups().length
    const { db } = openJournal(path, { clock, migrations: next })
    expect([pragma(db, 'user_version'), preferences(db), backups().length]).toEqual([present + 10, ['kept'], made + 1])
    const backup = new Database(join(folder, 'backups', backups().sort().at(-1)!), { readonly: true })
    expect([pragma(backup, 'user_version'), preferences(backup)]).toEqual([present, ['kept']])
    backup.close()
    db.close()
  })

  it('makes no backup of a file that is new', () => {
    openJournal(path, { clock, migrations: next }).db.close()
    expect(backups()).toEqual([])
  })

  it('that fails stops with the name of the backup, and leaves the step before it standing', () => {
    writtenJournal()
    const failing = [...next, step(present + 20, 'CREATE TABLE t (x); INSERT INTO nothing VALUES (1)')]
    expect(() => openJournal(path, { clock, migrations: failing })).toThrow(/backups\/data-\d{8}T\d{9}Z\.db/)
    const { db } = openJournal(path, { clock, migrations: next })
    expect([pragma(db, 'user_version'), db.prepare("SELECT name FROM sqlite_schema WHERE name = 't'").get()]).toEqual([
      present + 10,
      undefined,
    ])
    db.close()
  })

  it('that leaves orphan rows is undone', () => {
    const orphaning = [
      step(
        10,
        'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)',
      ),
      step(20, 'DELETE FROM p'),
    ]
    expect(() => openJournal(path, { clock, migrations: orphaning })).toThrow(/up to date/)
    const { db } = openJournal(path, { clock, migrations: orphaning.slice(0, 1) })
    expect(db.prepare('SELECT count(*) FROM p').pluck().get()).toBe(1)
    db.close()
  })

  it('may rebuild a parent without losing its children', () => {
    const rebuilding = [
      step(
        10,
        'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)',
      ),
      step(
        20,
        'CREATE TABLE q (id INTEGER PRIMARY KEY, more TEXT); INSERT INTO q SELECT id, NULL FROM p; DROP TABLE p; ALTER TABLE q RENAME TO p',
      ),
    ]
    const { db } = openJournal(path, { clock, migrations: rebuilding })
    expect([db.prepare('SELECT count(*) FROM c').pluck().get(), pragma(db, 'foreign_keys')]).toEqual([1, 1])
    db.close()
  })

  it('out of order is a bug', () => {
    expect(() => openJournal(path, { clock, migrations: [step(20, ''), step(10, '')] })).toThrow()
  })
})

it('never takes the journal for the cache', () => {
  writtenJournal()
  copyFileSync(path, join(folder, 'cache.db'))
  const { db, notice } = openCache(join(folder, 'cache.db'), { clock })
  expect(notice).toBe('cache-rebuilt')
  db.close()
})
