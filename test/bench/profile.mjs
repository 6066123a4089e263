import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { canSeed, seedProfile } from './seed.mjs'

/** A seeded profile for the app and an empty one for the reference, kept over all pairs: what is measured is a warmed start. */
export function createProfiles() {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubkeeper-bench-'))
  const ours = path.join(folder, 'ours')
  return {
    ours: { HUBKEEPER_USER_DATA: ours },
    reference: { HUBKEEPER_USER_DATA: path.join(folder, 'reference') },
    prepare: async () => seedProfile(ours),
    cleanUp: async () => rmSync(folder, { recursive: true, force: true }),
    ...(!canSeed() && { notYet: 'no test/bench/seed-profile.mjs yet' }),
  }
}
