#!/usr/bin/env node
import path from 'node:path'

import { ensureBuilt } from './build.mjs'
import { runForeground } from './session/processes.mjs'
import { inRoot } from './setup/places.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { setUp } from './setup.mjs'

// npm run sandbox -- [--port N] [--data DIR]: the sandbox hub alone. Its first line on stdout is JSON, so we talk on stderr.
await runMain(async () => {
  const report = createReport(process.stderr)
  const machine = await setUp({ report })
  await ensureBuilt(machine, 'sandbox', report)
  const node = path.join(machine.nodeBinDir, 'node')
  return runForeground(node, [inRoot('out', 'sandbox', 'cli.js'), ...process.argv.slice(2)], { env: machine.env })
})
