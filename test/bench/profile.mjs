import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { canSeed, seedProfile } from './seed.mjs'

/**
 * A seeded profile for the app and an empty one for the reference, kept over all pairs: what is measured is a warmed start.
 * `steps` goes into the scenario.
 */
export function createProfiles(/** @type {{ applications: number, settings: number } | undefined} */ size) {
  let folder = ''
  const env = (/** @type {string} */ side) => ({ HUBKEEPER_USER_DATA: path.join(folder, side) })
  return {
    ours: () => env('ours'),
    reference: () => env('reference'),
    /** The cache of our profile, for a reference that reads it in a process of its own. */
    cache: () => path.join(folder, 'ours', 'cache.db'),
    steps: {
      prepare: async () => {
        folder = mkdtempSync(path.join(tmpdir(), 'hubkeeper-bench-'))
        await seedProfile(path.join(folder, 'ours'), { size })
      },
      cleanUp: async () => rmSync(folder, { recursive: true, force: true }),
      ...(!canSeed() && { notYet: 'no profile to seed yet' }),
    },
  }
}
