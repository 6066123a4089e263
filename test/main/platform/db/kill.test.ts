import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { journalMigrations } from '../../../../src/main/platform/db/migrations'
import { openCache, openJournal } from '../../../../src/main/platform/db/open'
import { createFakeClock } from '../../../fakes/fake-clock'
import { temporaryFolder } from '../../../fakes/temporary-folder'

const ROOT = join(import.meta.dirname, '../../../..')
const LOADER = join(ROOT, 'test/fakes/resolve-ts.mjs')
const PREAMBLE = `
  import { openCache, openJournal } from ${JSON.stringify(join(ROOT, 'src/main/platform/db/open.ts'))}
  import { journalMigrations } from ${JSON.stringify(join(ROOT, 'src/main/platform/db/migrations/index.ts'))}
  import { systemClock as clock } from ${JSON.stringify(join(ROOT, 'src/main/platform/clock.ts'))}
  const path = process.argv[2]
`
const clock = createFakeClock()
const present = journalMigrations.at(-1)?.version

function script(folder: string, body: string): string[] {
  const file = join(folder, 'script.ts')
  writeFileSync(file, PREAMBLE + body)
  return ['--import', LOADER, file]
}

it.each(['journal', 'cache'] as const)(
  'the %s loses nothing it acknowledged and keeps no half transaction, killed 30 times',
  async (name) => {
    const folder = temporaryFolder()
    const path = join(folder, `${name}.db`)
    const open = name === 'journal' ? openJournal : openCache
    // Each transaction writes two rows and is acknowledged by its number once it is through.
    const args = script(
      folder,
      `const { db } = ${name === 'journal' ? 'openJournal' : 'openCache'}(path, { clock })
     db.exec('CREATE TABLE IF NOT EXISTS pairs (n INTEGER, side TEXT)')
     const insert = db.prepare('INSERT INTO pairs VALUES (?, ?)')
     const pair = db.transaction((n) => { insert.run(n, 'left'); insert.run(n, 'right') })
     for (let n = 1 + (db.prepare('SELECT max(n) FROM pairs').pluck().get() ?? 0); ; n += 1) { pair(n); process.stdout.write(n + '\\n') }`,
    )
    let acknowledged = 0
    for (let kill = 0; kill < 30; kill += 1) {
      const child = spawn(process.execPath, [...args, path], { stdio: ['ignore', 'pipe', 'ignore'] })
      let said = ''
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (piece: Buffer) => {
          said += piece.toString()
          if (said.length > kill * 20) child.kill('SIGKILL')
        })
        child.once('close', () => resolve())
      })
      const numbers = said.split('\n').slice(0, -1).map(Number)
      acknowledged = Math.max(acknowledged, ...numbers)
    }
    const { db, notice } = open(path, { clock })
    expect(notice).toBeNull()
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const pairs = db.prepare<[], { n: number; rows: number }>('SELECT n, count(*) AS rows FROM pairs GROUP BY n ORDER BY n').all()
    expect(pairs.every(({ rows }) => rows === 2)).toBe(true)
    expect(pairs.map(({ n }) => n)).toEqual(pairs.map((_, index) => index + 1))
    expect(pairs.length).toBeGreaterThanOrEqual(acknowledged)
    expect(acknowledged).toBeGreaterThan(30)
    db.close()
  },
  120_000,
)

it('a migration that is killed in the middle has not happened, and happens the next time', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'journal.db')
  const first = openJournal(path, { clock })
  first.db.prepare("INSERT INTO preferences VALUES ('kept', '1')").run()
  first.db.close()

  const die =
    "{ version: 9990, name: 'die', up: (db) => { db.exec('CREATE TABLE half (x); DELETE FROM preferences'); process.kill(process.pid, 'SIGKILL') } }"
  const died = spawnSync(process.execPath, [
    ...script(folder, `openJournal(path, { clock, migrations: [...journalMigrations, ${die}] })`),
    path,
  ])
  expect(died.signal).toBe('SIGKILL')

  const { db, notice } = openJournal(path, { clock })
  expect([notice, db.pragma('user_version', { simple: true })]).toEqual([null, present])
  expect(db.prepare('SELECT name FROM preferences').pluck().all()).toEqual(['kept'])
  expect(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined()
  db.close()
})

it('a first start that is killed while it makes the file leaves one that opens', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'journal.db')
  const die = "{ version: 10, name: 'die', up: (db) => { db.exec('CREATE TABLE half (x)'); process.kill(process.pid, 'SIGKILL') } }"
  spawnSync(process.execPath, [...script(folder, `openJournal(path, { clock, migrations: [${die}] })`), path])
  const { db, notice } = openJournal(path, { clock })
  expect([notice, db.pragma('user_version', { simple: true })]).toEqual([null, present])
  db.close()
})

it('a disk that takes no more says so, and loses nothing', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'journal.db')
  // A limit on the size of files stands in for the full disk.
  const args = script(
    folder,
    `process.on('SIGXFSZ', () => undefined)
     const { db } = openJournal(path, { clock })
     const insert = db.prepare('INSERT INTO preferences VALUES (?, ?)')
     let n = 0
     try { for (;; n += 1) insert.run(String(n), 'x'.repeat(5000)) } catch (error) { console.log(n, error.code, db.prepare('SELECT count(*) FROM preferences').pluck().get()) }`,
  )
  const { stdout } = spawnSync('bash', ['-c', `ulimit -f 500; exec "$0" "$@"`, process.execPath, ...args, path], { encoding: 'utf8' })
  const [written, code, readable] = stdout.trim().split(' ')
  expect([code, readable]).toEqual(['disk', written])
  const { db, notice } = openJournal(path, { clock })
  expect([notice, db.prepare('SELECT count(*) FROM preferences').pluck().get()]).toEqual([null, Number(written)])
  db.close()
})
