import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Runs a command to its end and returns what it said; never throws for a non-zero code, so that each step can choose its sentence.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, env = process.env, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    // npm and its friends are .cmd files on Windows, which only a shell can start.
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      timeout: timeoutMs,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', (error) => resolve({ code: null, stdout, stderr: stderr + error.message }))
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/**
 * Where a command lies on PATH, without starting a shell.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function which(name, env = process.env) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  for (const folder of (env.PATH ?? env.Path ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending)
      try {
        accessSync(file, constants.X_OK)
        if (statSync(file).isFile()) return file
      } catch {
        // Not here: the next folder of PATH.
      }
    }
  }
  return undefined
}

/** The last lines of a tool's output, to stand under the sentence that says what to do. */
export const tail = (/** @type {string} */ text, lines = 12) => text.trimEnd().split('\n').slice(-lines).join('\n')
