import { createWorkers } from '../worker.mjs'

const ROWS = 100_000
const MANY_ROWS = 1_000_000
const LONGEST_BLOCK_MS = 50

/** The CSV file of API settings, written as the app does. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf() {
  const workers = createWorkers('export.ts')
  return [
    {
      id: '6',
      title: `CSV export to disk, ${ROWS.toLocaleString('en')} rows / Papa.unparse of them in memory`,
      target: 1.25,
      ...workers.steps,
      a: () => workers.ask('export', ROWS),
      b: () => workers.ask('unparse', ROWS),
    },
    {
      id: '6b',
      title: `longest event-loop block of the export / ${LONGEST_BLOCK_MS} ms`,
      target: 1,
      ...workers.steps,
      a: () => workers.ask('block', ROWS),
      b: async () => LONGEST_BLOCK_MS,
    },
    {
      id: '6c',
      title: `memory of the export after ${MANY_ROWS.toLocaleString('en')} rows / after ${ROWS.toLocaleString('en')}`,
      target: 1.25,
      ...workers.steps,
      pair: async () => {
        const [reference, ours] = await workers.ask('memory', [ROWS, MANY_ROWS])
        return { ours, reference }
      },
    },
  ]
}
