import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Writes a profile through the app's own migrations and repos, so that it cannot drift from what the app reads. */
const source = fileURLToPath(new URL('./seed-profile.ts', import.meta.url))

/** Scenarios that need a full profile say so in their row while there is none to be had. */
export const canSeed = () => existsSync(source)

/**
 * Fills a user-data folder with two tenants: each of 2,000 applications and 20,000 settings, or of as many as asked.
 * @param {string} userDataDir
 * @param {{ hubUrl?: string, size?: { applications: number, settings: number } }} [of] `hubUrl`: where its hubs are; a port that
 *   nobody listens on unless it is said
 */
export async function seedProfile(userDataDir, { hubUrl = 'http://127.0.0.1:9', size } = {}) {
  const program = await bundle()
  const counts = size ? [String(size.applications), String(size.settings)] : []
  const seeded = spawnSync(process.execPath, [program, userDataDir, hubUrl, ...counts], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (seeded.status !== 0) throw new Error(`The profile in ${userDataDir} could not be seeded (exit code ${seeded.status}).`)
}

/** The seeder imports the app's sources, which Node alone cannot resolve. */
async function bundle() {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { ssr: source, outDir: 'out/bench', rollupOptions: { output: { entryFileNames: 'seed-profile.js' } } },
  })
  return fileURLToPath(new URL('../../out/bench/seed-profile.js', import.meta.url))
}
