#!/usr/bin/env node
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { isMain } from './is-main.mjs'
import { runForeground } from './session/processes.mjs'
import { withLock } from './setup/lock.mjs'
import { inRoot, root, rootId } from './setup/places.mjs'
import { createReport, runMain, SetupError } from './setup/report.mjs'
import { setUp } from './setup.mjs'

/** What each build makes, and the command that makes it. */
const builds = {
  app: { command: ['electron-vite', 'build'], output: 'out/main/index.js' },
  sandbox: { command: ['vite', 'build', '--config', 'vite.sandbox.config.ts'], output: 'out/sandbox/cli.js' },
}

/** Everything a build can depend on. Tests and documents do not count. */
const sources = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'vite.sandbox.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

/**
 * Builds a part unless the last build saw the same sources.
 * @param {import('./setup.mjs').Machine} machine
 * @param {keyof typeof builds} part
 * @param {ReturnType<typeof createReport>} report its stream takes the build's output too
 */
export async function ensureBuilt(machine, part, report) {
  const { command, output } = builds[part]
  const stamp = inRoot('out', `.built-${part}`)
  await withLock(`build-${rootId}`, report, async () => {
    const fingerprint = fingerprintOf(sources.map((name) => inRoot(name)))
    if (existsSync(inRoot(output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
      return report.done(`build of the ${part} is up to date`)
    }
    rmSync(stamp, { force: true })
    const stdio = ['ignore', report.stream === process.stderr ? process.stderr : 'inherit', 'inherit']
    const code = await runForeground(command[0], command.slice(1), { cwd: root, env: machine.env, stdio })
    if (code !== 0) throw new SetupError(`The ${part} does not build (${command.join(' ')}); the reason stands above.`)
    mkdirSync(inRoot('out'), { recursive: true })
    // Taken before the build: a file saved while it ran makes the next one build again.
    writeFileSync(stamp, fingerprint)
    report.done(`built the ${part}`)
  })
}

/**
 * Names, sizes and times of the files. Cheaper than their text, and wrong only in the direction of building once too often.
 * @param {string[]} places
 */
export function fingerprintOf(places) {
  const hash = createHash('sha256')
  const visit = (/** @type {string} */ place) => {
    const found = statSync(place, { throwIfNoEntry: false })
    if (!found) return
    if (found.isDirectory()) for (const name of readdirSync(place).sort()) visit(path.join(place, name))
    else hash.update(`${place}\0${found.size}\0${found.mtimeMs}\n`)
  }
  for (const place of places) visit(place)
  return hash.digest('hex')
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const report = createReport()
    const machine = await setUp({ report })
    await ensureBuilt(machine, 'app', report)
    await ensureBuilt(machine, 'sandbox', report)
  })
}
