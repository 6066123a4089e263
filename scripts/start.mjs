#!/usr/bin/env node
import { ensureBuilt } from './build.mjs'
import { launchOf } from './launch.mjs'
import { openWindow } from './session/window.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { setUp } from './setup.mjs'

// npm start: set up, build, open the window.
await runMain(async () => {
  const report = createReport()
  const machine = await setUp({ report })
  await ensureBuilt(machine, 'app', report)
  const { executable, args, env } = launchOf(machine)
  return openWindow({ command: executable, args: [...args, ...process.argv.slice(2)], env: { ...machine.env, ...env }, report })
})
