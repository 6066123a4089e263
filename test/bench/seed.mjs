import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The program that writes a profile with 2,000 applications and 20,000 settings through the app's own migrations and repos, so that
 * it cannot drift from what the app reads: `node seed-profile.mjs <user data folder>`.
 */
const program = fileURLToPath(new URL('./seed-profile.mjs', import.meta.url))

/** Scenarios that need a full profile say so in their row until the program is there. */
export const canSeed = () => existsSync(program)

/**
 * Fills a user-data folder. Both sides of a pair then start from the same, already written profile.
 * @param {string} userDataDir
 */
export function seedProfile(userDataDir) {
  const seeded = spawnSync(process.execPath, [program, userDataDir], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (seeded.status !== 0) throw new Error(`The profile in ${userDataDir} could not be seeded (exit code ${seeded.status}).`)
}
