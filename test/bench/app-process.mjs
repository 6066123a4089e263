import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** @typedef {{ executable: string, args: string[], env: Record<string, string> }} Launch */

const marksWithinMs = 60_000

/**
 * Starts an app that prints one JSON line of start marks when HUBKEEPER_MARKS is set, and waits for that line.
 * @param {Launch} launch
 * @param {Record<string, string>} [env]
 */
export async function startWithMarks({ executable, args, env: launchEnv }, env = {}) {
  const t0 = Date.now()
  const child = spawn(executable, args, {
    env: { ...process.env, ...launchEnv, ...env, HUBKEEPER_MARKS: '1', HUBKEEPER_T0: String(t0) },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(-child.pid, signal)
    } catch {
      // The group is gone already.
    }
  }
  // Politely first: a database closed in order starts the next round like the last one.
  const stop = async () => {
    kill('SIGTERM')
    const last = setTimeout(() => kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(last)
    kill('SIGKILL')
  }
  const marks = await new Promise((resolve, reject) => {
    const giveUp = (/** @type {string} */ why) => reject(new Error(`${why} (${executable} ${args.join(' ')})`))
    const timer = setTimeout(() => giveUp(`No start marks within ${marksWithinMs / 1000} s`), marksWithinMs)
    void ended.then(() => giveUp('The app ended before it printed its start marks'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"marks":')) return
      clearTimeout(timer)
      resolve(JSON.parse(line).marks)
    })
  }).catch(async (error) => {
    await stop()
    throw error
  })
  return { pid: child.pid, t0, marks, stop }
}

/**
 * From the spawning to where a click is answered, in ms.
 * @param {Launch} launch
 * @param {Record<string, string>} env
 */
export async function timeToInteractive(launch, env) {
  const app = await startWithMarks(launch, env)
  await app.stop()
  return app.marks.interactive - app.t0
}

/**
 * Proportional memory in MB of a process and everything it started: shared pages count once, which a sum of resident sizes gets wrong.
 * @param {number} pid
 */
export function memoryOf(pid) {
  let kilobytes = 0
  for (const member of treeOf(pid)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // Ended between the listing and the reading.
    }
  }
  return kilobytes / 1024
}

/** Whether somebody else runs the same Electron: pages shared with it count half, so that memory ratios would be off. */
export function isShared(/** @type {string} */ executable) {
  return readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/exe`) === executable
    } catch {
      return false // Ended, or somebody else's.
    }
  })
}

function treeOf(/** @type {number} */ pid) {
  const children = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      // The name in brackets may contain anything; the parent is the second field after its closing bracket.
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // Ended between the listing and the reading.
    }
  }
  const tree = [pid]
  for (const member of tree) tree.push(...(children.get(member) ?? []))
  return tree
}
