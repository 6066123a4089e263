import { startDriven } from '../driven-app.mjs'
import { createProfiles } from '../profile.mjs'
import { createWorkers } from '../worker.mjs'

const ROWS = 5_000
const FIRST = 50

/** Going to another environment: when its first rows are in the page. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf(/** @type {import('../app-process.mjs').Launch} */ launch) {
  const profiles = createProfiles({ applications: ROWS, settings: 1_000 })
  const workers = createWorkers('read-cache.ts')
  let app
  return [
    {
      id: '7',
      title: `open an environment of ${ROWS.toLocaleString('en')} applications: first ${FIRST} in the renderer / stmt.all() of all`,
      target: 1,
      ...profiles.steps,
      prepare: async () => {
        await profiles.steps.prepare()
        await workers.steps.prepare()
        app = await startDriven(launch, profiles.ours())
        await app.page.getByRole('row').nth(1).waitFor()
      },
      cleanUp: async () => {
        await app?.stop()
        await workers.steps.cleanUp()
        await profiles.steps.cleanUp()
      },
      a: () => app.page.evaluate(timeOpening, FIRST),
      b: () => workers.ask('all', { path: profiles.cache(), rows: ROWS }),
    },
  ]
}

/** Runs in the page: binds the window to the environment that it is not bound to, and asks for its applications. */
async function timeOpening(/** @type {number} */ first) {
  const { call } = globalThis.hubkeeper
  const { boundTo, environments } = (await call('shell.state')).value
  const next = environments.find(({ id }) => id !== boundTo?.id)
  const start = performance.now()
  await call('environments.open', { environmentId: next.id })
  const { value } = await call('applications.list', { environmentId: next.id })
  const took = performance.now() - start
  if (value.rows.length < first) throw new Error('There are too few rows')
  return took
}
