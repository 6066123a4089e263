import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

import { npmEnv } from './node.mjs'
import { inRoot, root } from './places.mjs'
import { SetupError } from './report.mjs'
import { run, tail } from './run.mjs'

const stampFile = inRoot('node_modules', '.hubkeeper-setup.json')

/**
 * Makes node_modules match package-lock.json.
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {{ env: NodeJS.ProcessEnv }} node
 */
export async function ensurePackages(report, { env }) {
  const lock = readFileSync(inRoot('package-lock.json'), 'utf8')
  const stamp = stampOf(lock)
  if (readText(stampFile) === stamp) return report.done('packages')
  if (!isInstalled(lock, readText(inRoot('node_modules', '.package-lock.json')))) {
    report.busy('packages: npm ci')
    // Install scripts are run one by one below, so that the one we need can fail with its own sentence.
    const installed = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, env: await npmEnv(env) })
    if (installed.code !== 0)
      throw new SetupError(`npm ci failed; check the network and npm's registry setting.\n${tail(installed.stderr)}`)
  }
  writeFileSync(stampFile, stamp)
  report.done('packages (match package-lock.json)')
}

/** @param {string} lock text of package-lock.json */
export function stampOf(lock) {
  return JSON.stringify({ lock: createHash('sha256').update(lock).digest('hex'), platform: `${process.platform}-${process.arch}` })
}

/**
 * npm writes what it put into node_modules to a hidden lock file. When that says the same as ours (somebody ran `npm install`),
 * nothing has to be installed again. Packages for other systems are in ours only.
 * @param {string} lock
 * @param {string | undefined} hidden
 */
export function isInstalled(lock, hidden) {
  if (!hidden) return false
  const wanted = JSON.parse(lock).packages
  const present = JSON.parse(hidden).packages
  const fingerprint = (/** @type {any} */ entry) => entry && `${entry.version} ${entry.integrity ?? ''}`
  return (
    Object.keys(present).every((place) => fingerprint(wanted[place]) === fingerprint(present[place])) &&
    Object.keys(wanted).every((place) => place === '' || place in present || wanted[place].optional === true)
  )
}

function readText(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // Not there yet.
  }
}
