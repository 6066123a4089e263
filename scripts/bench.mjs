#!/usr/bin/env node
import { ensureBuilt } from './build.mjs'
import { launchOf } from './launch.mjs'
import { runForeground } from './session/processes.mjs'
import { inSession } from './session/session.mjs'
import { root } from './setup/places.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { setUp } from './setup.mjs'

// npm run bench [-- ids]: the ratios of test/bench, each side by side in one run. The table is stdout, what happens meanwhile stderr.
await runMain(async () => {
  const report = createReport(process.stderr)
  const machine = await setUp({ report })
  await ensureBuilt(machine, 'app', report)
  await ensureBuilt(machine, 'sandbox', report)
  const env = { ...machine.env, HUBKEEPER_LAUNCH: JSON.stringify(launchOf(machine)) }
  return inSession({ env, privateKeyring: 'always' }, (session) =>
    runForeground('node', ['test/bench/run.mjs', ...process.argv.slice(2)], { cwd: root, env: session.env }),
  )
})
