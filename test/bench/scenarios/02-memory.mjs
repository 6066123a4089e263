import { setTimeout as sleep } from 'node:timers/promises'

import { memoryOf, startWithMarks } from '../app-process.mjs'
import { createProfiles } from '../profile.mjs'
import { emptyWindow } from '../references.mjs'
import { startDriven } from '../driven-app.mjs'

const restMs = 3_000

/** @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf(/** @type {import('../app-process.mjs').Launch} */ launch) {
  const profiles = createProfiles()
  return [
    {
      id: '2',
      title: 'memory at rest / empty window',
      target: 1.35,
      ...profiles.steps,
      a: () => memoryAtRest(launch, profiles.ours()),
      b: () => memoryAtRest(emptyWindow(launch), profiles.reference()),
    },
    {
      id: '2b',
      title: 'memory after 200 view switches / before',
      target: 1.05,
      ...profiles.steps,
      pair: () => memoryAfterAndBefore(launch, profiles.ours()),
    },
  ]
}

async function memoryAtRest(launch, env) {
  const app = await startWithMarks(launch, env)
  try {
    await sleep(restMs)
    return memoryOf(app.pid)
  } finally {
    await app.stop()
  }
}

async function memoryAfterAndBefore(launch, env) {
  const app = await startDriven(launch, env)
  try {
    // A first round brings every view's code in; that is loading, not leaking.
    const before = await afterSwitches(20)
    return { ours: await afterSwitches(200), reference: before }
  } finally {
    await app.stop()
  }

  async function afterSwitches(/** @type {number} */ times) {
    await app.switchViews(times)
    await app.collectGarbage()
    await sleep(restMs)
    return memoryOf(app.pid)
  }
}
