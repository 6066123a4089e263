#!/usr/bin/env node
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { ensureBuilt, fingerprintOf } from './build.mjs'
import { isMain } from './is-main.mjs'
import { writeLicenses } from './package/licenses.mjs'
import { feedSettings } from './package/feed.mjs'
import { runForeground } from './session/processes.mjs'
import { withLock } from './setup/lock.mjs'
import { inRoot, root, rootId } from './setup/places.mjs'
import { createReport, runMain, SetupError } from './setup/report.mjs'
import { setUp } from './setup.mjs'

/** The descriptions of what ships, and of the variant that the tests drive. */
const descriptions = ['electron.builder.yml', 'scripts/package/test-variant.yml']

/** What a package depends on besides the build. */
const sources = ['out', 'electron.builder.yml', 'scripts/package', 'scripts/package.mjs', 'resources', 'package.json', 'package-lock.json']

/**
 * Packages both variants for this platform, unpacked, without any network; not again when nothing changed. Where they lie stands in
 * dist/packages.json, for the tests.
 * @param {import('./setup.mjs').Machine} machine
 * @param {ReturnType<typeof createReport>} report its stream takes the packager's output too
 */
export async function ensurePackaged(machine, report) {
  await ensureBuilt(machine, 'app', report)
  writeLicenses()
  await withLock(`package-${rootId}`, report, async () => {
    const stamp = inRoot('dist', '.packaged')
    const fingerprint = fingerprintOf([...sources.map((name) => inRoot(name)), machine.electronExecutable])
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return report.done('packages are up to date')
    rmSync(inRoot('dist'), { recursive: true, force: true })
    for (const config of descriptions) await packageWith(machine, report, config, ['--dir'])
    writeFileSync(inRoot('dist', 'packages.json'), JSON.stringify({ shipping: placesOf('dist'), test: placesOf('dist/test-variant') }))
    writeFileSync(stamp, fingerprint)
    report.done('packaged the app, and the variant that the tests drive')
  })
}

/**
 * @param {import('./setup.mjs').Machine} machine
 * @param {ReturnType<typeof createReport>} report
 * @param {string} config
 * @param {string[]} args
 */
async function packageWith(machine, report, config, args) {
  const { electronVersion, electronDist } = runtimeOf(machine)
  const runtime = [`-c.electronVersion=${electronVersion}`, `-c.electronDist=${electronDist}`]
  const stdio = ['ignore', report.stream === process.stderr ? process.stderr : 'inherit', 'inherit']
  const code = await runForeground('electron-builder', ['--config', config, '--publish', 'never', ...runtime, ...args], {
    cwd: root,
    env: machine.env,
    stdio,
  })
  if (code !== 0) throw new SetupError(`The app could not be packaged with ${config}; the reason stands above.`)
}

/** The runtime that the set-up found: its folder, and the version it says it is. */
function runtimeOf(/** @type {import('./setup.mjs').Machine} */ { electronExecutable }) {
  const electronDist = process.platform === 'darwin' ? path.resolve(electronExecutable, '../../../..') : path.dirname(electronExecutable)
  return { electronDist, electronVersion: readFileSync(path.join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '') }
}

/** Where the packager put an unpacked app: its folder, what starts it, and its resources. */
function placesOf(/** @type {string} */ output) {
  const folder = readdirSync(inRoot(output)).find((name) => /^(linux|win|mac)(-\w+)*$/.test(name))
  if (!folder) throw new SetupError(`There is no unpacked app in ${output}.`)
  const [executable, resources] = {
    darwin: ['Hubkeeper.app/Contents/MacOS/Hubkeeper', 'Hubkeeper.app/Contents/Resources'],
    win32: ['Hubkeeper.exe', 'resources'],
    linux: ['hubkeeper', 'resources'],
  }[process.platform]
  return { folder: inRoot(output, folder), executable, resources }
}

/** Installers for this platform. Only of the pinned Electron: the fallback runtime is for tests and trials. */
async function makeInstallers(machine, report) {
  const pinned = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).devDependencies.electron
  const { electronVersion } = runtimeOf(machine)
  if (electronVersion !== pinned) {
    throw new SetupError(
      `Installers are made with Electron ${pinned}; here is ${electronVersion}. Try npm run setup -- --retry-electron where its release host can be reached.`,
    )
  }
  await ensureBuilt(machine, 'app', report)
  writeLicenses()
  await packageWith(machine, report, 'electron.builder.yml', feedSettings(process.env))
  report.done(`the installers are in ${inRoot('dist')}`)
}

// npm run package: the unpacked app. npm run package -- --installers: what people install.
if (isMain(import.meta.url)) {
  await runMain(async () => {
    const [option, ...rest] = process.argv.slice(2)
    if ((option !== undefined && option !== '--installers') || rest.length > 0)
      throw new SetupError('Usage: npm run package [-- --installers]')
    const report = createReport()
    const machine = await setUp({ report })
    await (option ? makeInstallers(machine, report) : ensurePackaged(machine, report))
  })
}
