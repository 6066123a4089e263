import { existsSync } from 'node:fs'
import path from 'node:path'

import { inCache, inRoot } from './places.mjs'
import { fetchInto } from './registry.mjs'
import { SetupError } from './report.mjs'
import { run, which } from './run.mjs'
import { isAtLeast, minimumNode, nodePackages } from './versions.mjs'

/**
 * Finds or brings the Node that runs the tools, and the environment in which they find it first.
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @returns {Promise<{ nodeBinDir: string, version: string, env: NodeJS.ProcessEnv }>}
 */
export async function ensureNode(report) {
  if (isAtLeast(process.versions.node)) {
    report.done(`Node ${process.versions.node}`)
    return withNode(path.dirname(process.execPath), process.versions.node, process.env)
  }
  const pin = nodePackages[`${process.platform}-${process.arch}`]
  if (!pin)
    throw new SetupError(`Node ${minimumNode.join('.')} or newer is needed, this is ${process.versions.node}; install it from nodejs.org.`)
  const folder = inCache(`node-${pin.version}`)
  const binDir = path.join(folder, 'bin')
  if (!existsSync(path.join(binDir, 'node'))) {
    if (!which('npm')) throw new SetupError('npm is not on PATH; install it beside Node.')
    report.busy(`Node ${pin.version} (this is ${process.versions.node}; the tools want ${minimumNode.join('.')} or newer)`)
    await fetchInto(pin, folder, process.env, async (unpacked) => unpacked)
  }
  report.done(`Node ${pin.version} (${folder})`)
  return withNode(binDir, pin.version, process.env)
}

/**
 * @param {string} nodeBinDir
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
function withNode(nodeBinDir, version, env) {
  const first = [nodeBinDir, inRoot('node_modules', '.bin')]
  // The name of the variable is case-insensitive on Windows only, where it is usually written Path.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const rest = (env[name] ?? '').split(path.delimiter).filter((folder) => !first.includes(folder))
  return { nodeBinDir, version, env: { ...env, [name]: [...first, ...rest].join(path.delimiter) } }
}

/**
 * npm looks for its global settings beside the Node that runs it. Under the brought Node it would lose the machine's registry and
 * certificates, so it is told where the machine's own npm keeps them. Slow (starts npm): only for steps that need npm.
 * @param {NodeJS.ProcessEnv} env
 */
export async function npmEnv(env) {
  if (env.npm_config_globalconfig) return env
  const asked = await run('npm', ['config', 'get', 'globalconfig', '--no-json'], { env: process.env })
  return asked.code === 0 ? { ...env, npm_config_globalconfig: asked.stdout.trim() } : env
}

/**
 * Header files for native modules: those of the running Node, else the system's; else node-gyp fetches them.
 * @param {string} nodeBinDir
 */
export function headersDir(nodeBinDir) {
  return [path.dirname(nodeBinDir), '/usr'].find((prefix) => existsSync(path.join(prefix, 'include', 'node', 'node_version.h')))
}
