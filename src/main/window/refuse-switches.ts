import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { refusal, refusedSwitch } from './switches'

/**
 * Forgets the one variable that makes Chromium write down the keys of its encrypted connections. Fuses cover those of Node; this
 * one is read when the network starts, which is later.
 */
export function forgetKeyLog(): void {
  if (app.isPackaged) delete process.env.SSLKEYLOGFILE
}

/** Ends a packaged app that was started with a switch it refuses; says whether it did. Nothing else may have happened before. */
export function endsForSwitch(): boolean {
  const refused = app.isPackaged ? refusedSwitch(process.argv.slice(1), process.platform, allowedInThisBuild) : null
  if (refused === null) return false
  process.stderr.write(refusal(refused))
  app.exit(1)
  return true
}

/** What the package's own description lets in besides: nothing in what ships (scripts/package/test-variant.yml). */
function allowedInThisBuild(): string[] {
  const description: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'))
  const allowed: unknown = typeof description === 'object' && description ? Reflect.get(description, 'allowedSwitches') : undefined
  return Array.isArray(allowed) ? allowed.map(String) : []
}
