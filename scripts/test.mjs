#!/usr/bin/env node
import { ensureBuilt } from './build.mjs'
import { ensurePackaged } from './package.mjs'
import { runForeground } from './session/processes.mjs'
import { inSession } from './session/session.mjs'
import { root } from './setup/places.mjs'
import { createReport, runMain } from './setup/report.mjs'
import { setUp } from './setup.mjs'
import { parseTestArguments } from './test-arguments.mjs'

/** The one definition of green, in order. What needs a window or a keychain runs in a session of its own. */
const checks = [
  {
    name: 'lint',
    commands: [
      ['eslint', '.', '--max-warnings', '0'],
      ['prettier', '--check', '.'],
    ],
  },
  { name: 'types', commands: [['tsc', '-b']] },
  { name: 'rules', commands: [['depcruise', 'src', '--config', '.dependency-cruiser.cjs']] },
  { name: 'vitest', commands: [['vitest', 'run']], inSession: true },
  { name: 'playwright', commands: [['playwright', 'test']], inSession: true, build: true },
  {
    name: 'packaged',
    commands: [['playwright', 'test', '--config', 'playwright.packaged.config.ts']],
    inSession: true,
    build: true,
    pack: true,
  },
]

// npm test: all of it, stopping at the first failure. npm test -- --only <check> [-- arguments for its runner]
await runMain(async () => {
  const { only, extra } = parseTestArguments(
    process.argv.slice(2),
    checks.map(({ name }) => name),
  )
  const report = createReport()
  const machine = await setUp({ report })
  const started = Date.now()
  const chosen = checks.filter(({ name }) => !only || name === only)

  const failed =
    (await firstFailure(
      chosen.filter((check) => !check.inSession),
      machine.env,
    )) ??
    (chosen.some((check) => check.inSession)
      ? // Always a keyring of our own, even on a desktop: tests never meet a person's keychain.
        await inSession({ env: machine.env, privateKeyring: 'always' }, ({ env }) =>
          firstFailure(
            chosen.filter((check) => check.inSession),
            env,
          ),
        )
      : undefined)

  const seconds = Math.round((Date.now() - started) / 1000)
  if (failed) report.stream.write(`Hubkeeper: ${failed.name} failed after ${seconds} s\n`)
  else report.stream.write(`Hubkeeper: ${only ? '' : 'all '}green (${chosen.map(({ name }) => name).join(', ')}) in ${seconds} s\n`)
  return failed?.code

  /**
   * @param {typeof checks} some
   * @param {NodeJS.ProcessEnv} env
   */
  async function firstFailure(some, env) {
    for (const { name, commands, build, pack } of some) {
      if (build) await ensureBuilt(machine, 'app', report)
      if (build) await ensureBuilt(machine, 'sandbox', report)
      if (pack) await ensurePackaged(machine, report)
      for (const [command, ...args] of commands) {
        report.busy(`${name}: ${[command, ...args, ...extra].join(' ')}`)
        const code = await runForeground(command, [...args, ...extra], { cwd: root, env })
        if (code !== 0) return { name, code }
      }
    }
    return undefined
  }
})
