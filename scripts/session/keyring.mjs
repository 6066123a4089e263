import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { SetupError } from '../setup/report.mjs'
import { run } from '../setup/run.mjs'
import { startBackground } from './processes.mjs'

/** Protects nothing and is meant to: what keeps a private keyring private is the mode of its folder. */
const throwawayPassword = 'hubkeeper'

/**
 * Opens a session bus of our own with an unlocked keyring on it, whose data lies in `dataDir`.
 * @param {{ folder: string, dataDir: string, env: NodeJS.ProcessEnv }} options folder: private folder of this session
 */
export async function openPrivateKeyring({ folder, dataDir, env }) {
  const runtimeDir = path.join(folder, 'run')
  mkdirSync(runtimeDir, { mode: 0o700, recursive: true })
  mkdirSync(dataDir, { mode: 0o700, recursive: true })
  const socket = path.join(folder, 'bus')
  const bus = startBackground('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=unix:path=${socket}`], {
    env,
    stdio: 'ignore',
  })
  await until(() => existsSync(socket), bus.ended, 'dbus')

  const busEnv = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`, XDG_RUNTIME_DIR: runtimeDir }
  const daemonEnv = { ...env, ...busEnv, XDG_DATA_HOME: dataDir }
  const daemon = startBackground('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: daemonEnv,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.child.stdin?.end(throwawayPassword)
  // Somebody asking before the daemon has its name would make the bus start a second, locked one.
  await until(() => hasOwner('org.freedesktop.secrets', { ...env, ...busEnv }), daemon.ended, 'gnome-keyring')
  return {
    env: busEnv,
    stop: async () => {
      await daemon.stop()
      await bus.stop()
    },
  }
}

/** @param {NodeJS.ProcessEnv} env */
export const hasSessionBus = (env) =>
  Boolean(env.DBUS_SESSION_BUS_ADDRESS || (env.XDG_RUNTIME_DIR && existsSync(path.join(env.XDG_RUNTIME_DIR, 'bus'))))

async function hasOwner(/** @type {string} */ name, /** @type {NodeJS.ProcessEnv} */ env) {
  const call = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`]
  return (await run('dbus-send', call, { env, timeoutMs: 2_000 })).stdout.includes('boolean true')
}

async function until(
  /** @type {() => boolean | Promise<boolean>} */ isTrue,
  /** @type {Promise<unknown>} */ ended,
  /** @type {string} */ packageName,
) {
  let hasEnded = false
  void ended.then(() => (hasEnded = true))
  for (const deadline = Date.now() + 15_000; !(await isTrue()); await sleep(30)) {
    if (hasEnded || Date.now() > deadline) {
      throw new SetupError(`The private keyring did not start (${packageName}); install it with: sudo apt-get install dbus gnome-keyring`)
    }
  }
}
