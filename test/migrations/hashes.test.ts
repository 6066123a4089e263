import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cacheMigrations, journalMigrations } from '../../src/main/platform/db/migrations'

const FOLDER = join(import.meta.dirname, '../../src/main/platform/db/migrations')

const hashes: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'hashes.json'), 'utf8'))
const files = ['cache', 'journal'].flatMap((kind) =>
  readdirSync(join(FOLDER, kind))
    .sort()
    .map((name) => `${kind}/${name}`),
)
const hashOf = (file: string) =>
  createHash('sha256')
    .update(readFileSync(join(FOLDER, file)))
    .digest('hex')

// A migration that ran on somebody's computer and is edited afterwards makes two kinds of databases with one version.
// To add one: write the file, list it in migrations/index.ts, and add its hash here when it ships.
it('no shipped migration was edited', () => {
  expect(Object.fromEntries(files.map((file) => [file, hashOf(file)]))).toEqual(hashes)
})

it.each([
  ['cache', cacheMigrations],
  ['journal', journalMigrations],
] as const)('every %s migration is listed under its number and name, by tens', (kind, migrations) => {
  const listed = migrations.map(({ version, name }) => `${kind}/${String(version).padStart(4, '0')}-${name}.ts`)
  expect(listed).toEqual(files.filter((file) => file.startsWith(kind)))
  expect(migrations.map(({ version }) => version % 10)).toEqual(migrations.map(() => 0))
})
