import { startDriven } from '../driven-app.mjs'
import { createProfiles } from '../profile.mjs'
import { createWorkers } from '../worker.mjs'

/** In two tenants. */
const SETTINGS = 100_000
const NOWHERE = 'zqxjkv'
const LONGEST_MS = 50

/** The search over all environments, asked in the page and answered there. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf(/** @type {import('../app-process.mjs').Launch} */ launch) {
  const profiles = createProfiles({ applications: 200, settings: SETTINGS / 2 })
  const workers = createWorkers('read-cache.ts')
  let app
  const steps = {
    ...profiles.steps,
    prepare: async () => {
      await profiles.steps.prepare()
      await workers.steps.prepare()
      app = await startDriven(launch, profiles.ours())
      // The first search waits until everything is indexed.
      await app.page.evaluate(timeSearch, NOWHERE)
    },
    cleanUp: async () => {
      await app?.stop()
      await workers.steps.cleanUp()
      await profiles.steps.cleanUp()
    },
  }
  const count = SETTINGS.toLocaleString('en')
  return [
    {
      id: '8',
      title: `search ${count} settings, over IPC, no hit / LIKE scan in process`,
      target: 0.2,
      ...steps,
      a: () => app.page.evaluate(timeSearch, NOWHERE),
      b: () => workers.ask('scan', { path: profiles.cache(), rows: SETTINGS, words: NOWHERE }),
    },
    {
      id: '8b',
      title: `search ${count} settings that all have the words / ${LONGEST_MS} ms`,
      target: 1,
      ...steps,
      a: () => app.page.evaluate(timeSearch, 'setting home'),
      b: async () => LONGEST_MS,
    },
    {
      id: '8c',
      title: `search ${count} settings for two characters that no title has / ${LONGEST_MS} ms`,
      target: 1,
      ...steps,
      a: () => app.page.evaluate(timeSearch, 'zq'),
      b: async () => LONGEST_MS,
    },
  ]
}

/** Runs in the page. */
async function timeSearch(/** @type {string} */ query) {
  const start = performance.now()
  const { ok } = await globalThis.hubkeeper.call('search.find', { query })
  if (!ok) throw new Error('The search failed')
  return performance.now() - start
}
