import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

import { SetupError } from '../setup/report.mjs'
import { startBackground } from './processes.mjs'

/**
 * Opens a virtual display on a free number, readable with a cookie only.
 * @param {string} folder private folder of this session
 * @param {NodeJS.ProcessEnv} env
 */
export async function openVirtualDisplay(folder, env) {
  const authority = path.join(folder, 'Xauthority')
  writeFileSync(authority, xauthority(randomBytes(16)), { mode: 0o600 })
  const args = ['-displayfd', '3', '-screen', '0', '1400x900x24', '-auth', authority, '-nolisten', 'tcp', '-noreset']
  const server = startBackground('Xvfb', args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise((resolve, reject) => {
    let text = ''
    server.child.stdio[3]?.setEncoding('utf8').on('data', (/** @type {string} */ part) => {
      text += part
      if (text.includes('\n')) resolve(text.trim())
    })
    server.ended.then(() => reject(new SetupError('The virtual display (Xvfb) did not start; install it with: sudo apt-get install xvfb')))
  })
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop: server.stop }
}

/** An authority file with one entry for every host and display: the number is only known once the server runs. */
function xauthority(/** @type {Buffer} */ cookie) {
  const word = (/** @type {number} */ value) => Buffer.from([value >> 8, value & 255])
  const counted = (/** @type {Buffer} */ bytes) => Buffer.concat([word(bytes.length), bytes])
  const familyWild = word(65535)
  return Buffer.concat([
    familyWild,
    counted(Buffer.alloc(0)),
    counted(Buffer.alloc(0)),
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(cookie),
  ])
}
