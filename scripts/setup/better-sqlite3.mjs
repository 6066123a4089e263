import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { headersDir, npmEnv } from './node.mjs'
import { inCache, inRoot } from './places.mjs'
import { SetupError } from './report.mjs'
import { run, tail } from './run.mjs'
import { installHint } from './system-packages.mjs'

/**
 * better-sqlite3 13 is Node-API 10; the fallback runtime offers 9 and crashes on its ready-made binary, which keeps references to
 * strings. Built with the experimental flag the same source runs there and on every Node we use.
 */
const flags = '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'
const packageDir = inRoot('node_modules', 'better-sqlite3')
/** A binary here wins over the ready-made one, so nothing may lie here when the pinned Electron runs. */
export const placedBinary = path.join(packageDir, 'build', 'Release', 'better_sqlite3.node')
const marker = path.join(packageDir, 'build', 'hubkeeper-experimental')

/**
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {{ nodeBinDir: string, env: NodeJS.ProcessEnv }} node
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function ensureBetterSqlite3(report, node, runtime) {
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8'))
  if (runtime.kind === 'official') {
    if (existsSync(marker)) rmSync(path.join(packageDir, 'build'), { recursive: true })
    return report.done(`better-sqlite3 ${version}`)
  }
  const cached = inCache(`better-sqlite3-${version}-experimental-${process.platform}-${process.arch}.node`)
  if (!existsSync(cached)) await build(report, node, version, cached)
  if (!existsSync(marker) || !existsSync(placedBinary)) place(cached)
  report.done(`better-sqlite3 ${version} (built for Node-API 9)`)
}

async function build(report, { nodeBinDir, env }, version, cached) {
  report.busy(`better-sqlite3 ${version}: compiling once, about two minutes`)
  const headers = headersDir(nodeBinDir)
  const nodeGyp = inRoot('node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', '-j', 'max', ...(headers ? [`--nodedir=${headers}`] : [])]
  const built = await run(path.join(nodeBinDir, 'node'), args, { cwd: packageDir, env: { ...(await npmEnv(env)), CXXFLAGS: flags } })
  if (built.code !== 0 || !existsSync(placedBinary))
    throw new SetupError(`better-sqlite3 could not be compiled.${await installHint()}\n${tail(built.stderr)}`)
  copyWhole(placedBinary, cached)
  rmSync(path.join(packageDir, 'build'), { recursive: true })
}

function place(/** @type {string} */ cached) {
  mkdirSync(path.dirname(placedBinary), { recursive: true })
  copyWhole(cached, placedBinary)
  writeFileSync(marker, 'Built by scripts/setup for the fallback runtime; removed when the pinned Electron is there.\n')
}

/** Copies beside the target and renames, so that nobody ever loads half a file. */
function copyWhole(/** @type {string} */ from, /** @type {string} */ to) {
  const part = `${to}.${process.pid}.part`
  copyFileSync(from, part)
  renameSync(part, to)
}
