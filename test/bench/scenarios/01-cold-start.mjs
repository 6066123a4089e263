import { timeToInteractive } from '../app-process.mjs'
import { createProfiles } from '../profile.mjs'
import { emptyWindow } from '../references.mjs'

/** @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf(/** @type {import('../app-process.mjs').Launch} */ launch) {
  const profiles = createProfiles()
  return [
    {
      id: '1',
      title: 'cold start to a usable list (2,000 applications, 20,000 settings) / empty window',
      target: 1.3,
      pairs: 25,
      ...profiles.steps,
      a: () => timeToInteractive(launch, profiles.ours()),
      b: () => timeToInteractive(emptyWindow(launch), profiles.reference()),
    },
  ]
}
