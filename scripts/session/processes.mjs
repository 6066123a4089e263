import { spawn } from 'node:child_process'
import { constants } from 'node:os'

import { SetupError } from '../setup/report.mjs'

const handledSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
let foregroundCount = 0
let isWatching = false

/** A signal that no foreground program takes must still run the exit handlers below: Node's default would skip them. */
function watchSignals() {
  if (isWatching) return
  isWatching = true
  for (const signal of handledSignals) {
    process.on(signal, () => {
      if (foregroundCount === 0) process.exit(128 + constants.signals[signal])
    })
  }
  // npm runs us through a shell and hands a signal to that shell only; when it is gone, the signal was meant for us.
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.emit('SIGTERM', 'SIGTERM')
  }, 250)
  timer.unref()
}

/**
 * Starts a background program in its own process group, so that `stop` reaches everything it started.
 * Also stopped when this process ends in any way that runs exit handlers.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startBackground(command, args, options) {
  watchSignals()
  const child = spawn(command, args, { ...options, detached: true })
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch {
      // The whole group is gone already.
    }
  }
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  const onExit = () => kill('SIGKILL')
  process.once('exit', onExit)
  const stop = async () => {
    kill('SIGTERM')
    const last = setTimeout(() => kill('SIGKILL'), 3_000)
    await ended
    clearTimeout(last)
    kill('SIGKILL') // Whatever outlived the leader of the group.
    process.off('exit', onExit)
  }
  return { child, ended, stop }
}

/**
 * Runs a program in the foreground until it ends and returns its exit code. SIGINT, SIGTERM and SIGHUP are handed on to it and we
 * wait, so that whoever called can tidy up afterwards; a second signal does not wait.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export async function runForeground(command, args, options) {
  // In its own group: the terminal's Ctrl-C reaches only us, and we hand it on exactly once.
  const isPosix = process.platform !== 'win32'
  const child = spawn(command, args, { stdio: 'inherit', ...options, detached: isPosix })
  const signalAll = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (isPosix && child.pid) process.kill(-child.pid, signal)
      else child.kill(signal)
    } catch {
      // Ended in the meantime.
    }
  }
  let signals = 0
  const handOn = (/** @type {NodeJS.Signals} */ signal) => {
    signals += 1
    signalAll(signals > 1 ? 'SIGKILL' : signal)
    if (signals === 1) setTimeout(() => signalAll('SIGKILL'), 10_000).unref()
  }
  watchSignals()
  foregroundCount += 1
  for (const signal of handledSignals) process.on(signal, handOn)
  const onExit = () => signalAll('SIGKILL')
  process.once('exit', onExit)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)))
      child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
    })
  } finally {
    foregroundCount -= 1
    for (const signal of handledSignals) process.off(signal, handOn)
    signalAll('SIGKILL') // No orphans: helpers that outlived their parent share its group.
    process.off('exit', onExit)
  }
}
