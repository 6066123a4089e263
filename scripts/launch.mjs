import { homedir } from 'node:os'
import path from 'node:path'

import { root } from './setup/places.mjs'

/**
 * What starts the built app from any folder.
 * @param {import('./setup.mjs').Machine} machine
 */
export function launchOf(machine) {
  // The executable is named by its full path, so it needs none of the variables that help tools to find it.
  return { executable: machine.electronExecutable, args: [...sandboxSwitch(), root], env: {} }
}

/** Electron refuses to start as root with its sandbox. Only these scripts ever turn it off, and `start` says so. */
export const sandboxSwitch = () => (isRoot() ? ['--no-sandbox'] : [])
export const isRoot = () => process.getuid?.() === 0

/** Where the app keeps its data when nothing else is said; needed to keep a headless machine's keyring beside it. */
export function userDataDir(/** @type {NodeJS.ProcessEnv} */ env) {
  return env.HUBKEEPER_USER_DATA || path.join(env.XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'Hubkeeper')
}
