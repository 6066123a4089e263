import { existsSync } from 'node:fs'

import { SetupError } from './report.mjs'
import { run, tail, which } from './run.mjs'

/**
 * What a Debian-like system has to bring. `commands`: having them on PATH is as good as the package.
 * `later`: newer releases renamed the package. `for`: a person who is not root can do without some of them.
 * @type {{ name: string, for: 'build' | 'window' | 'display' | 'keyring', commands?: string[], later?: string }[]}
 */
const wanted = [
  { name: 'python3', for: 'build', commands: ['python3'] },
  { name: 'make', for: 'build', commands: ['make'] },
  { name: 'g++', for: 'build', commands: ['g++'] },
  { name: 'libsecret-1-dev', for: 'build' },
  { name: 'libgtk-3-0', for: 'window', later: 'libgtk-3-0t64' },
  { name: 'libnss3', for: 'window' },
  { name: 'libasound2', for: 'window', later: 'libasound2t64' },
  { name: 'libgbm1', for: 'window' },
  { name: 'libxss1', for: 'window' },
  { name: 'libatk-bridge2.0-0', for: 'window', later: 'libatk-bridge2.0-0t64' },
  { name: 'libdrm2', for: 'window' },
  { name: 'xvfb', for: 'display', commands: ['Xvfb'] },
  { name: 'dbus', for: 'keyring', commands: ['dbus-daemon', 'dbus-send'] },
  { name: 'gnome-keyring', for: 'keyring', commands: ['gnome-keyring-daemon'] },
]

/**
 * Installs what is missing as root; says what is missing to everybody else and goes on, unless no window could open.
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureSystemPackages(report, env) {
  if (process.platform !== 'linux') return
  if (!existsSync('/usr/bin/dpkg-query')) {
    report.note(
      'system packages: not a Debian-like system, not checked (needed: a C++ compiler, Python 3, libsecret, GTK 3, NSS, Xvfb, D-Bus, gnome-keyring)',
    )
    return
  }
  const missing = await findMissing(hasDisplay(env))
  if (missing.length === 0) return report.done('system packages')
  const names = await chooseNames(missing)
  if (process.getuid?.() !== 0) {
    const command = `sudo apt-get install --no-install-recommends ${names.join(' ')}`
    if (missing.some((item) => item.for === 'window'))
      throw new SetupError(`A window needs system packages that are missing. Install them with: ${command}`)
    report.note(`missing system packages (for tests, building or starting without a display): ${command}`)
    return
  }
  report.busy(`installing system packages: ${names.join(' ')}`)
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  const updated = await run('apt-get', ['update'], quiet)
  const installed = await run('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names], quiet)
  if (installed.code !== 0) {
    throw new SetupError(`apt-get could not install ${names.join(' ')}.\n${tail(updated.stderr, 4)}\n${tail(installed.stderr)}`)
  }
  report.done(`system packages (${names.length} installed)`)
}

/** @param {NodeJS.ProcessEnv} env */
export const hasDisplay = (env) => process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/** The command to print when a step fails that a missing package would explain; empty when none is missing. */
export async function installHint() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return ''
  const missing = await findMissing(true)
  return missing.length === 0
    ? ''
    : ` Install what is missing with: sudo apt-get install --no-install-recommends ${(await chooseNames(missing)).join(' ')}`
}

async function findMissing(/** @type {boolean} */ display) {
  const open = wanted.filter((item) => !(item.for === 'display' && display)).filter((item) => !item.commands?.every((name) => which(name)))
  const names = open.flatMap((item) => [item.name, item.later ?? item.name])
  const status = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names])
  const installed = new Set(
    status.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return open.filter((item) => !installed.has(item.name) && !(item.later && installed.has(item.later)))
}

/** A renamed package is asked for by the name this release knows. */
async function chooseNames(/** @type {typeof wanted} */ missing) {
  const renamed = missing.flatMap((item) => (item.later ? [item.later] : []))
  if (renamed.length === 0) return missing.map((item) => item.name)
  const known = await run('apt-cache', ['pkgnames'])
  const names = new Set(known.stdout.split('\n'))
  return missing.map((item) => (item.later && names.has(item.later) ? item.later : item.name))
}
