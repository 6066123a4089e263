import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { fingerprintOf } from '../../scripts/build.mjs'
import { isInstalled, stampOf } from '../../scripts/setup/packages.mjs'
import { checkIntegrity } from '../../scripts/setup/registry.mjs'
import { SetupError } from '../../scripts/setup/report.mjs'
import { isAtLeast } from '../../scripts/setup/versions.mjs'
import { parseTestArguments } from '../../scripts/test-arguments.mjs'

let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'hubkeeper-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the arguments of npm test', () => {
  const names = ['lint', 'vitest']
  it('run everything when there are none', () => expect(parseTestArguments([], names)).toEqual({ only: undefined, extra: [] }))
  it('choose one check and hand the rest to its runner', () => {
    expect(parseTestArguments(['--only', 'vitest', '--', '-t', 'keys'], names)).toEqual({ only: 'vitest', extra: ['-t', 'keys'] })
    expect(parseTestArguments(['--only', 'vitest', 'test/main'], names)).toEqual({ only: 'vitest', extra: ['test/main'] })
  })
  it('are refused when they are not understood, instead of running less than meant', () => {
    for (const args of [['--onyl', 'lint'], ['--only'], ['--only', 'lnit'], ['lint']])
      expect(() => parseTestArguments(args, names)).toThrow(SetupError)
  })
})

describe('the version check', () => {
  it('accepts the minimum and everything after it', () => {
    expect(['22.12.0', '22.13.1', '24.0.0'].every((version) => isAtLeast(version))).toBe(true)
    expect(['20.20.2', '22.11.0', '18.0.0'].some((version) => isAtLeast(version))).toBe(false)
  })
})

describe('node_modules', () => {
  const lock = (/** @type {object} */ packages) => JSON.stringify({ packages: { '': { name: 'root' }, ...packages } })
  const a = { version: '1.0.0', integrity: 'sha512-a' }

  it('has a stamp that changes with the lock file', () => expect(stampOf('one')).not.toBe(stampOf('two')))
  it('matches when npm put in what the lock says', () => {
    expect(isInstalled(lock({ 'node_modules/a': a }), JSON.stringify({ packages: { 'node_modules/a': a } }))).toBe(true)
  })
  it('matches without the packages meant for other systems', () => {
    const other = { version: '1.0.0', optional: true }
    expect(isInstalled(lock({ 'node_modules/a': a, 'node_modules/b': other }), JSON.stringify({ packages: { 'node_modules/a': a } }))).toBe(
      true,
    )
  })
  it('does not match when it is missing, or a package is missing, different, or too many', () => {
    const wanted = lock({ 'node_modules/a': a })
    expect(isInstalled(wanted, undefined)).toBe(false)
    for (const packages of [{}, { 'node_modules/a': { ...a, version: '1.0.1' } }, { 'node_modules/a': a, 'node_modules/b': a }]) {
      expect(isInstalled(wanted, JSON.stringify({ packages }))).toBe(false)
    }
  })
})

describe('a fetched package', () => {
  const integrity = `sha512-${createHash('sha512').update('good').digest('base64')}`
  it('is used when it is the pinned file', async () => {
    writeFileSync(path.join(folder, 'package.tgz'), 'good')
    await expect(checkIntegrity(path.join(folder, 'package.tgz'), integrity)).resolves.toBeUndefined()
  })
  it('is refused with a sentence when it is another', async () => {
    writeFileSync(path.join(folder, 'package.tgz'), 'goods')
    await expect(checkIntegrity(path.join(folder, 'package.tgz'), integrity)).rejects.toThrow(SetupError)
  })
})

describe('the fingerprint of the sources', () => {
  it('changes when a file changes, appears or goes, and not otherwise', () => {
    const source = path.join(folder, 'src')
    mkdirSync(source)
    writeFileSync(path.join(source, 'a.ts'), 'one')
    const before = fingerprintOf([source])
    expect(fingerprintOf([source])).toBe(before)
    utimesSync(path.join(source, 'a.ts'), 1, 1)
    const touched = fingerprintOf([source])
    writeFileSync(path.join(source, 'b.ts'), '')
    expect(new Set([before, touched, fingerprintOf([source]), fingerprintOf([path.join(folder, 'nowhere')])]).size).toBe(4)
  })
})
