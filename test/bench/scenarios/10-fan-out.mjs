import { createWorkers } from '../worker.mjs'

const REQUESTS = 300
const LATENCY_MS = 40
/** What the HTTP client lets out to one hub at a time. */
const AT_ONCE = 8

/** Reading all applications of a hub that takes its time. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf() {
  const workers = createWorkers('fan-out.ts', 'slow-hub.ts')
  let port
  return [
    {
      id: '10',
      title: `sync fan-out, ${REQUESTS} requests at ${LATENCY_MS} ms, ${AT_ONCE} at a time, validated and stored / ideal`,
      target: 1.3,
      ...workers.steps,
      prepare: async () => {
        await workers.steps.prepare()
        port = await workers.ask('listen', LATENCY_MS, 1)
      },
      a: () => workers.ask('read', { port, requests: REQUESTS }),
      b: async () => Math.ceil(REQUESTS / AT_ONCE) * LATENCY_MS,
    },
  ]
}
