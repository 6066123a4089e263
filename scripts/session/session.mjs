import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { hasDisplay } from '../setup/system-packages.mjs'
import { openVirtualDisplay } from './display.mjs'
import { hasSessionBus, openPrivateKeyring } from './keyring.mjs'

/**
 * Runs `work` with what a window needs around it and tidies up behind it: a virtual display when there is none, and a private
 * keyring either always (tests must not meet a person's own keychain) or when there is no session bus.
 * @template T
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {'always' | 'whenNoBus'} options.privateKeyring
 * @param {string} [options.keyringDir] where the keyring persists; without it, it ends with the session
 * @param {(work: { env: NodeJS.ProcessEnv, isVirtual: boolean, hasPrivateKeyring: boolean }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inSession({ env, privateKeyring, keyringDir }, work) {
  if (process.platform !== 'linux') return work({ env, isVirtual: false, hasPrivateKeyring: false })
  const isVirtual = !hasDisplay(env)
  const hasPrivateKeyring = privateKeyring === 'always' || !hasSessionBus(env)
  const folder = mkdtempSync(path.join(tmpdir(), 'hubkeeper-session-'))
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeFolder)
  /** @type {(() => Promise<void>)[]} */
  const stops = []
  try {
    let sessionEnv = env
    if (isVirtual) {
      const display = await openVirtualDisplay(folder, env)
      stops.push(display.stop)
      sessionEnv = { ...sessionEnv, ...display.env }
    }
    if (hasPrivateKeyring) {
      const keyring = await openPrivateKeyring({ folder, dataDir: keyringDir ?? path.join(folder, 'data'), env: sessionEnv })
      stops.push(keyring.stop)
      sessionEnv = { ...sessionEnv, ...keyring.env }
    }
    return await work({ env: sessionEnv, isVirtual, hasPrivateKeyring })
  } finally {
    for (const stop of stops.reverse()) await stop()
    removeFolder()
    process.off('exit', removeFolder)
  }
}
