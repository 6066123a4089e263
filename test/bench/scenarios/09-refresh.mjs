import { createWorkers } from '../worker.mjs'

const ROWS = 20_000

/** The cache after a source answered again. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf() {
  const workers = createWorkers('refresh.ts')
  return [
    {
      id: '9',
      title: `refresh, ${ROWS.toLocaleString('en')} rows, 1 % changed / full re-insert in one transaction`,
      target: 0.25,
      ...workers.steps,
      a: () => workers.ask('refresh', ROWS),
      b: () => workers.ask('insert', ROWS),
    },
  ]
}
