import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'

import { inCache, root } from './places.mjs'
import { SetupError } from './report.mjs'
import { run, tail } from './run.mjs'

/**
 * Fetches one package through the person's own npm (their registry, proxy and certificates), checks it against the pinned
 * sha512 and hands the unpacked folder to `arrange`. What `arrange` returns is moved to `target` in one rename, so that a
 * reader sees all of it or nothing and two set-ups at once do no harm.
 * @param {{ name: string, version: string, integrity: string }} pin
 * @param {string} target
 * @param {NodeJS.ProcessEnv} env
 * @param {(folder: string) => Promise<string>} arrange
 */
export async function fetchInto(pin, target, env, arrange) {
  mkdirSync(inCache(), { recursive: true })
  const temporary = mkdtempSync(inCache('fetch-'))
  try {
    const packed = await run('npm', ['pack', `${pin.name}@${pin.version}`, '--pack-destination', temporary, '--silent', '--no-json'], {
      cwd: root,
      env,
    })
    const archive = readdirSync(temporary).find((name) => name.endsWith('.tgz'))
    if (packed.code !== 0 || !archive) {
      throw new SetupError(
        `npm could not fetch ${pin.name}@${pin.version}; check the network and npm's registry setting.\n${tail(packed.stderr)}`,
      )
    }
    await checkIntegrity(path.join(temporary, archive), pin.integrity)
    const unpacked = await run('tar', ['-xzf', archive], { cwd: temporary })
    if (unpacked.code !== 0)
      throw new SetupError(`The package ${pin.name} could not be unpacked; is there room on the disk?\n${tail(unpacked.stderr)}`)
    await moveIntoPlace(await arrange(path.join(temporary, 'package')), target)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/**
 * @param {string} file
 * @param {string} integrity "sha512-…", as registries and lock files write it
 */
export async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512')
  for await (const part of createReadStream(file)) hash.update(part)
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new SetupError(
      `${path.basename(file)} is not the file this version was pinned to; nothing of it was used. Check the registry npm is set to.`,
    )
  }
}

async function moveIntoPlace(/** @type {string} */ from, /** @type {string} */ to) {
  try {
    await rename(from, to)
  } catch (error) {
    // Somebody else was faster; theirs passed the same check.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  }
}
