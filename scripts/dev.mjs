#!/usr/bin/env node
import { isRoot } from './launch.mjs'
import { openWindow } from './session/window.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { setUp } from './setup.mjs'

// npm run dev: the window follows the source while it is edited.
await runMain(async () => {
  const report = createReport()
  const { env } = await setUp({ report })
  return openWindow({ command: 'electron-vite', args: ['dev', '--watch', ...(isRoot() ? ['--noSandbox'] : [])], env, report })
})
