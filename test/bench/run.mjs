import { readdirSync } from 'node:fs'

import { isShared } from './app-process.mjs'
import { measure, table } from './measure.mjs'

// Started by scripts/bench.mjs, which has built the app and opened a session. Arguments are ids of scenarios; without any, all run.
// Exits with 0 also when a target is missed: a ratio on a noisy machine is read by a person and gates nothing.
const launch = JSON.parse(process.env.HUBKEEPER_LAUNCH)
const chosen = process.argv.slice(2)
const folder = new URL('./scenarios/', import.meta.url)

const scenarios = []
for (const file of readdirSync(folder).sort()) {
  const { scenariosOf } = await import(new URL(file, folder))
  scenarios.push(...scenariosOf(launch))
}

if (isShared(launch.executable)) process.stderr.write('• another app runs on the same Electron: close it, or memory ratios are off\n')
const results = []
for (const scenario of scenarios.filter(({ id }) => chosen.length === 0 || chosen.includes(id))) {
  results.push(scenario.notYet ? { scenario } : await measure(scenario, (text) => process.stderr.write(`${text}\n`)))
}
process.stdout.write(`${table(results)}\n`)
