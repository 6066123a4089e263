#!/usr/bin/env node
import { inSession } from './session/session.mjs'
import { runForeground } from './session/processes.mjs'
import { createReport, runMain, SetupError } from './setup/report.mjs'
import { setUp } from './setup.mjs'

// node scripts/with-session.mjs <command> [arguments]: runs anything as the tests are run, in the set-up's environment with a
// display and a private, empty keyring. A command of node_modules/.bin is found by its name.
await runMain(async () => {
  const [command, ...args] = process.argv.slice(2)
  if (!command) throw new SetupError('Say what to run: node scripts/with-session.mjs <command> [arguments]')
  const machine = await setUp({ report: createReport(process.stderr) })
  return inSession({ env: machine.env, privateKeyring: 'always' }, ({ env }) => runForeground(command, args, { env }))
})
