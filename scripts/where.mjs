#!/usr/bin/env node
import { ensureBuilt } from './build.mjs'
import { launchOf } from './launch.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { setUp } from './setup.mjs'

// npm run --silent where: how another program starts the built app. stdout is the answer and nothing else.
await runMain(async () => {
  const report = createReport(process.stderr)
  const machine = await setUp({ report })
  await ensureBuilt(machine, 'app', report)
  process.stdout.write(`${JSON.stringify(launchOf(machine))}\n`)
})
