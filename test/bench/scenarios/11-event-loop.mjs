import { createWorkers } from '../worker.mjs'

const LONGEST_MS = 50

/** Whether anything else gets its turn while the app reads and writes most. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf() {
  const workers = createWorkers('busy.ts')
  return [
    {
      id: '11',
      title: 'event-loop delay, 99th percentile, during a sync and exports / idle',
      target: 3,
      ...workers.steps,
      a: () => workers.ask('busy'),
      b: () => workers.ask('idle'),
    },
    {
      id: '11b',
      title: `the same / ${LONGEST_MS} ms`,
      target: 1,
      ...workers.steps,
      a: () => workers.ask('busy'),
      b: async () => LONGEST_MS,
    },
    {
      id: '11c',
      title: `the longest turn of it by the processor's time / ${LONGEST_MS} ms`,
      target: 1,
      ...workers.steps,
      a: () => workers.ask('turn'),
      b: async () => LONGEST_MS,
    },
  ]
}
