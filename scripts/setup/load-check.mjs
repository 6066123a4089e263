import { readFileSync, statSync, writeFileSync } from 'node:fs'

import { placedBinary } from './better-sqlite3.mjs'
import { ensureKeytar, keytarBinary, removeKeytar } from './keytar.mjs'
import { inRoot, root } from './places.mjs'
import { SetupError } from './report.mjs'
import { run, tail } from './run.mjs'
import { installHint } from './system-packages.mjs'

const stampFile = inRoot('node_modules', '.hubkeeper-loads.json')

/**
 * Loads both native modules in the very runtime that will run the app, once for each combination of runtime and binaries.
 * In a process of its own, because a module of the wrong kind does not throw, it crashes.
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {{ nodeBinDir: string, env: NodeJS.ProcessEnv }} node
 * @param {import('./runtime.mjs').Runtime} runtime
 */
export async function checkThatNativeModulesLoad(report, node, runtime) {
  if (read(stampFile) === stamp(runtime)) return
  if ((await load('keytar', node, runtime)).code !== 0) {
    removeKeytar()
    await ensureKeytar(report, node)
    await mustLoad('keytar', node, runtime)
  }
  await mustLoad('better-sqlite3', node, runtime)
  writeFileSync(stampFile, stamp(runtime))
  report.done(`native modules load in Electron ${runtime.version}`)
}

async function mustLoad(name, node, runtime) {
  const tried = await load(name, node, runtime)
  if (tried.code !== 0)
    throw new SetupError(`${name} does not load in Electron ${runtime.version}.${await installHint()}\n${tail(tried.stderr)}`)
}

/** keytar's keychain is not touched; better-sqlite3 loads its binary when the first database opens. */
function load(name, { env }, runtime) {
  const code = name === 'keytar' ? "require('keytar')" : "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()"
  return run(runtime.executable, ['-e', code], { cwd: root, env: { ...env, ELECTRON_RUN_AS_NODE: '1' }, timeoutMs: 60_000 })
}

function stamp(runtime) {
  const of = (/** @type {string} */ file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 'ready-made'
  return JSON.stringify({ runtime: runtime.executable, version: runtime.version, keytar: of(keytarBinary), sqlite: of(placedBinary) })
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // Never checked.
  }
}
