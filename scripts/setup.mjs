#!/usr/bin/env node
import path from 'node:path'

import { isMain } from './is-main.mjs'
import { ensureBetterSqlite3 } from './setup/better-sqlite3.mjs'
import { ensureKeytar } from './setup/keytar.mjs'
import { checkThatNativeModulesLoad } from './setup/load-check.mjs'
import { withLock } from './setup/lock.mjs'
import { ensureNode } from './setup/node.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { rootId } from './setup/places.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { ensureRuntime } from './setup/runtime.mjs'
import { ensureSystemPackages } from './setup/system-packages.mjs'

/**
 * Brings a fresh checkout to where the app can be built, started and tested; does next to nothing when that is done already.
 * Runs before `npm ci` and on Node 20, so it and everything under setup/ uses Node's built-ins only.
 *
 * @typedef {object} Machine
 * @property {string} nodeBinDir folder of the Node that runs the tools
 * @property {string} electronExecutable
 * @property {NodeJS.ProcessEnv} env environment for every later command: that Node first on PATH, the Electron tools pointed at the runtime
 *
 * @param {{ report?: ReturnType<typeof createReport>, retryElectron?: boolean }} [options]
 * @returns {Promise<Machine>}
 */
export async function setUp({ report = createReport(), retryElectron = false } = {}) {
  return withLock(`setup-${rootId}`, report, async () => {
    const node = await ensureNode(report)
    await ensureSystemPackages(report, node.env)
    await ensurePackages(report, node)
    await ensureKeytar(report, node)
    const runtime = await ensureRuntime(report, node, retryElectron)
    await ensureBetterSqlite3(report, node, runtime)
    await checkThatNativeModulesLoad(report, node, runtime)
    const env = { ...node.env, ...electronEnv(runtime) }
    return { nodeBinDir: node.nodeBinDir, electronExecutable: runtime.executable, env }
  })
}

/** The official switches that point electron, electron-vite and our own tests at a runtime that is not in node_modules. */
function electronEnv(/** @type {import('./setup/runtime.mjs').Runtime} */ runtime) {
  const dist = runtime.kind === 'fallback' && { ELECTRON_OVERRIDE_DIST_PATH: path.dirname(runtime.executable) }
  return { ELECTRON_EXEC_PATH: runtime.executable, ...dist }
}

if (isMain(import.meta.url)) {
  await runMain(async () => void (await setUp({ retryElectron: process.argv.includes('--retry-electron') })))
}
