import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { ensureFallbackRuntime, fallbackExecutable } from './fallback-runtime.mjs'
import { inCache, inRoot } from './places.mjs'
import { SetupError } from './report.mjs'
import { run, tail } from './run.mjs'
import { fallbackRuntime } from './versions.mjs'

/** How long a failed attempt to reach the release host is remembered. `npm run setup -- --retry-electron` forgets it. */
const rememberForMs = 7 * 24 * 3_600_000
const electronDir = inRoot('node_modules', 'electron')

/**
 * The Electron that runs the app: the pinned one the official way, else the fallback runtime.
 * @typedef {{ kind: 'official' | 'fallback', version: string, executable: string }} Runtime
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {{ nodeBinDir: string, env: NodeJS.ProcessEnv }} node
 * @param {boolean} retry
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime(report, { nodeBinDir, env }, retry) {
  const version = JSON.parse(readFileSync(path.join(electronDir, 'package.json'), 'utf8')).version
  const failure = inCache(`electron-${version}-unreachable`)
  const canFallBack = `${process.platform}-${process.arch}` === fallbackRuntime.platform
  if (retry) rmSync(failure, { force: true })

  const official = () => ({ kind: /** @type {const} */ ('official'), version, executable: installedExecutable(version) })
  if (official().executable) {
    report.done(`Electron ${version}`)
    return official()
  }
  if (!(canFallBack && isRecent(failure))) {
    report.busy(`Electron ${version}: downloading`)
    // Only where there is something to fall back to is it worth asking first; elsewhere the installer's own answer is the best one.
    const reachable = !canFallBack || hasOwnRoute(env) || (await canReachReleases(version))
    const installed = reachable
      ? await run(path.join(nodeBinDir, 'node'), [path.join(electronDir, 'install.js')], { env, timeoutMs: 900_000 })
      : { stderr: 'its release host cannot be reached' }
    if (official().executable) {
      report.done(`Electron ${version} (downloaded)`)
      return official()
    }
    if (!canFallBack) {
      throw new SetupError(
        `Electron ${version} could not be downloaded; check the network, or set ELECTRON_MIRROR.\n${tail(installed.stderr)}`,
      )
    }
    mkdirSync(inCache(), { recursive: true })
    writeFileSync(failure, tail(installed.stderr))
  }
  await ensureFallbackRuntime(report, env)
  report.done(
    `Electron ${fallbackRuntime.electron} (fallback: the release host of ${version} is out of reach; --retry-electron tries again)`,
  )
  return { kind: 'fallback', version: fallbackRuntime.electron, executable: fallbackExecutable() }
}

/** Electron's own notion of "installed": the version file, the path file, and the executable they lead to. */
function installedExecutable(/** @type {string} */ version) {
  try {
    const dist = path.join(electronDir, 'dist')
    const have = readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    const executable = path.join(dist, readFileSync(path.join(electronDir, 'path.txt'), 'utf8'))
    return have === version && existsSync(executable) ? executable : ''
  } catch {
    return '' // One of the files is missing: not installed.
  }
}

/** A mirror or a proxy is the person's own way to the release; the probe below would not take it. */
function hasOwnRoute(/** @type {NodeJS.ProcessEnv} */ env) {
  return ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'].some((name) => env[name])
}

async function canReachReleases(/** @type {string} */ version) {
  const url = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  try {
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(8_000) })
    return answer.status < 400
  } catch {
    return false // No route, no name, or too slow: all mean the fallback.
  }
}

function isRecent(/** @type {string} */ failure) {
  if (!existsSync(failure)) return false
  const { mtimeMs } = statSync(failure)
  return Date.now() - mtimeMs < rememberForMs
}
