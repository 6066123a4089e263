import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { archiveOf, executableOf, packages, type Package } from './packages'

/** Everything that may be in the archive. */
const MAY_BE_THERE = [
  /^package\.json$/,
  /^out\/main\/[\w-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(index\.html|files\.json|assets\/[\w.-]+\.(js|css|woff2|svg|png))$/,
  /^node_modules\/better-sqlite3\/(package\.json|lib\/(methods\/)?[\w-]+\.js|build\/Release\/better_sqlite3\.node|prebuilds\/[\w-]+\.node)$/,
  /^node_modules\/keytar\/(package\.json|lib\/keytar\.js|build\/Release\/keytar\.node)$/,
]

test.describe('the archive of what ships', () => {
  const { shipping, test: driven } = packages()

  test('holds the built app, its description and two native modules, and nothing else', () => {
    const files = filesOf(shipping)
    expect(files.filter((file) => !MAY_BE_THERE.some((pattern) => pattern.test(file)))).toEqual([])
    const listed = JSON.parse(content(shipping, 'out/renderer/files.json').toString()) as string[] // written by electron.vite.config.ts
    expect(files).toEqual(expect.arrayContaining(['package.json', 'out/main/index.js', ...listed.map((file) => `out/renderer/${file}`)]))
  })

  test('has no source map, no path of the machine that built it, and no script to run', () => {
    const bytes = readFileSync(archiveOf(shipping))
    expect(bytes.includes('sourceMappingURL')).toBe(false)
    expect(bytes.includes(process.cwd())).toBe(false)
    const description = JSON.parse(content(shipping, 'package.json').toString()) as object // our own package.json
    for (const name of ['scripts', 'devDependencies', 'allowedSwitches']) expect(description).not.toHaveProperty(name)
  })

  test('leaves outside only binaries that the system loads', () => {
    const outside = filesUnder(`${archiveOf(shipping)}.unpacked`)
    expect(outside.length).toBeGreaterThanOrEqual(2)
    expect(outside.filter((file) => !file.endsWith('.node'))).toEqual([])
  })

  test('comes with the licence of every package that the source names', () => {
    const text = readFileSync(join(shipping.folder, shipping.resources, 'licenses.txt'), 'utf8')
    const missing = importedPackages().filter((name) => !text.includes(`\n  ${name} `))
    expect(missing).toEqual([])
    expect(text).toMatch(/Permission is hereby granted/)
    for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html']) expect(filesUnder(shipping.folder)).toContain(name)
  })

  test('is the archive that the tests drive, but for the list of switches', () => {
    expect(filesOf(driven)).toEqual(filesOf(shipping))
    const different = filesOf(shipping).filter((file) => !content(shipping, file).equals(content(driven, file)))
    expect(different).toEqual(['package.json'])
    const { allowedSwitches, ...rest } = JSON.parse(content(driven, 'package.json').toString()) as { allowedSwitches: string[] } // as above
    expect(allowedSwitches).toEqual(['inspect', 'remote-debugging-port', 'no-sandbox'])
    expect(rest).toEqual(JSON.parse(content(shipping, 'package.json').toString()))
  })

  test('lies among the same files as the one that the tests drive; one byte of the executable differs', () => {
    const files = filesUnder(shipping.folder)
    expect(filesUnder(driven.folder)).toEqual(files)
    const different = files.filter((file) => hashOf(shipping, file) !== hashOf(driven, file))
    expect(different.sort()).toEqual([relative(shipping.folder, executableOf(shipping)), join(shipping.resources, 'app.asar')].sort())
    const [one, other] = [readFileSync(executableOf(shipping)), readFileSync(executableOf(driven))]
    expect(differingBytes(one, other)).toBe(1)
  })
})

/** The files of the archive, with `/` and without the leading one; a folder is a name that another one continues. */
function filesOf(of: Package): string[] {
  const names = listPackage(archiveOf(of), { isPack: false }).map((name) => name.replaceAll('\\', '/').replace(/^\//, ''))
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`))).sort()
}

const content = (of: Package, file: string) => extractFile(archiveOf(of), join(file))

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

const hashOf = (of: Package, file: string) =>
  createHash('sha256')
    .update(readFileSync(join(of.folder, file)))
    .digest('hex')

/** Block by block: one by one takes seconds for an executable. */
function differingBytes(one: Buffer, other: Buffer): number {
  if (one.length !== other.length) return Infinity
  let count = 0
  for (let from = 0; from < one.length; from += 65_536) {
    const [a, b] = [one.subarray(from, from + 65_536), other.subarray(from, from + 65_536)]
    if (!a.equals(b)) count += a.filter((byte, at) => byte !== b[at]).length
  }
  return count
}

/** Packages that some file under src imports for more than its types: a second way to the list that the build wrote. */
function importedPackages(): string[] {
  const sources = filesUnder('src').filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  const names = sources.flatMap((file) => {
    const text = readFileSync(join('src', file), 'utf8')
    const froms = text.matchAll(
      /^(?:import|export) (?!type )[^;'"]*?from '((?:@[\w-]+\/)?[\w.-]+)[^']*'|import\('((?:@[\w-]+\/)?[\w.-]+)[^']*'\)/gm,
    )
    return [...froms].map((found) => found[1] ?? found[2] ?? '')
  })
  const packagesOnly = [...new Set(names)].filter((name) => /^@?[a-z]/.test(name) && !['electron', 'node'].includes(name))
  if (packagesOnly.length < 10) throw new Error('Hardly anything was found: the search itself is broken')
  return packagesOnly.sort()
}
