import { timeKeystrokes, timeScroll, timeSort, timeWholeTable } from '../in-page.mjs'
import { createProfiles } from '../profile.mjs'
import { emptyWindow } from '../references.mjs'
import { median, percentile } from '../stats.mjs'
import { startDriven, startPage } from '../driven-app.mjs'

const SEARCH = 'Search API keys'
const TEXTS = ['a', 'ap', 'app', 'appl', 'applic', 'application 1', 'application 19', 'application 1', 'application', '']
const SLOW_FRAME_MS = 50
const REFERENCE_ROWS = 2_000

/** The table of all API keys, 20,000 rows: typing, sorting and scrolling in it. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf(/** @type {import('../app-process.mjs').Launch} */ launch) {
  const profiles = createProfiles()
  // The un-virtualised table has a window of its own: 2,000 rows that come and go would slow whatever shares it.
  const wholeProfiles = createProfiles()
  let ours
  let whole
  let reference

  async function openTable(env) {
    const app = await startDriven(launch, env)
    await app.open('Key health')
    await app.page.getByRole('grid').waitFor()
    return app
  }

  const steps = {
    ...profiles.steps,
    prepare: async () => {
      await profiles.steps.prepare()
      ours = await openTable(profiles.ours())
      reference = await startPage(emptyWindow(launch), profiles.reference())
    },
    cleanUp: async () => {
      await ours?.stop()
      await reference?.stop()
      await profiles.steps.cleanUp()
    },
  }
  const scroll = (page, blank) => page.evaluate(timeScroll, { blank, frames: 120, step: 180, height: 20_000 * 36 })

  return [
    {
      id: '3',
      title: 'filter keystroke → frame, p95, 20,000 rows / a frame of an empty page',
      target: 2,
      ...steps,
      a: async () => percentile(await ours.page.evaluate(timeKeystrokes, { label: SEARCH, texts: TEXTS }), 0.95),
      b: async () => percentile(await reference.page.evaluate(timeKeystrokes, { label: null, texts: TEXTS }), 0.95),
    },
    {
      id: '4',
      title: `sort → frame, 20,000 rows / un-virtualised table of ${REFERENCE_ROWS.toLocaleString('en')}`,
      target: 0.05,
      ...steps,
      prepare: async () => {
        await steps.prepare()
        await wholeProfiles.steps.prepare()
        whole = await openTable(wholeProfiles.ours())
      },
      cleanUp: async () => {
        await whole?.stop()
        await wholeProfiles.steps.cleanUp()
        await steps.cleanUp()
      },
      a: () => ours.page.evaluate(timeSort, 'Application'),
      b: () => whole.page.evaluate(timeWholeTable, REFERENCE_ROWS),
    },
    {
      id: '5',
      title: 'scroll: median frame / blank scroller',
      target: 1.25,
      ...steps,
      a: async () => median(await scroll(ours.page, false)),
      b: async () => median(await scroll(reference.page, true)),
    },
    {
      id: '5b',
      title: `scroll: share of frames over ${SLOW_FRAME_MS} ms (of 1)`,
      target: 0.02,
      ...steps,
      a: async () => {
        const times = await scroll(ours.page, false)
        return times.filter((time) => time > SLOW_FRAME_MS).length / times.length
      },
      b: async () => 1,
    },
  ]
}
