import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { inCache } from './places.mjs'
import { SetupError } from './report.mjs'

const staleAfterMs = 30 * 60_000

/**
 * Lets one process at a time do a piece of work on this machine. A lock whose owner is gone is taken over.
 * @template T
 * @param {string} name
 * @param {{ note(text: string): void }} report
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, report, work) {
  const file = inCache('locks', name)
  try {
    mkdirSync(inCache('locks'), { recursive: true })
  } catch (error) {
    throw new SetupError(
      `The cache folder ${inCache()} cannot be written (${error.code}); make it writable or point XDG_CACHE_HOME elsewhere.`,
    )
  }
  for (let told = false; !tryTake(file); await sleep(200)) {
    if (isStale(file)) rmSync(file, { force: true })
    else if (!told) {
      report.note(`waiting for another set-up or build of this checkout (${file})`)
      told = true
    }
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function tryTake(/** @type {string} */ file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isStale(/** @type {string} */ file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    const age = Date.now() - statSync(file).mtimeMs
    // A pid is written right after the file appears; an empty young file is a lock being born.
    return age > staleAfterMs || (pid > 0 ? !isAlive(pid) : age > 5_000)
  } catch {
    return false // Gone in the meantime: the next try takes it.
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
