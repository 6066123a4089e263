import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { isRoot, userDataDir } from '../launch.mjs'
import { root } from '../setup/places.mjs'
import { runForeground } from './processes.mjs'
import { inSession } from './session.mjs'

const firstScreenMs = 90_000

/**
 * Opens the app's window and stays until it closes. Without a display it opens in a virtual one and says where a picture of the
 * first screen lies; the app itself writes that picture when HUBKEEPER_SCREENSHOT names a file.
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv, report: ReturnType<typeof import('../setup/report.mjs').createReport> }} options
 * @returns {Promise<number>} exit code
 */
export function openWindow({ command, args, env, report }) {
  const keyringDir = path.join(userDataDir(env), 'keyring')
  return inSession({ env, privateKeyring: 'whenNoBus', keyringDir }, async (session) => {
    if (isRoot()) report.note('running as root: the window opens with --no-sandbox, which Electron insists on')
    if (session.hasPrivateKeyring) {
      report.note(`no session bus: a keychain of its own, only for this machine without a desktop, lies in ${keyringDir}`)
      report.note('  its password is fixed and public, so what protects it is that only you can read that folder')
    }
    if (!session.isVirtual) return runForeground(command, args, { cwd: root, env: session.env })
    report.note('no display: the window opens in a virtual one; Ctrl-C ends it')
    const picture = path.join(mkdtempSync(path.join(tmpdir(), 'hubkeeper-screen-')), 'first-screen.png')
    const waiting = new AbortController()
    void tellWhenThere(picture, report, waiting.signal)
    try {
      return await runForeground(command, args, { cwd: root, env: { ...session.env, HUBKEEPER_SCREENSHOT: picture } })
    } finally {
      waiting.abort()
    }
  })
}

async function tellWhenThere(/** @type {string} */ picture, /** @type {any} */ report, /** @type {AbortSignal} */ signal) {
  for (const deadline = Date.now() + firstScreenMs; Date.now() < deadline && !signal.aborted; await sleep(100)) {
    if (existsSync(picture)) return void report.stream.write(`Screenshot: ${picture}\n`)
  }
  if (!signal.aborted) report.note(`no picture of the first screen after ${firstScreenMs / 1000} s; the app still runs, Ctrl-C ends it`)
}
