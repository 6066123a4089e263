import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Transport } from '../../../../src/main/platform/http/transport'
import { startElectronRelay } from '../../../fakes/electron-relay/relay'
import { transportSuite } from './transport-suite'

// Set by the session that `npm test` runs in (scripts/with-session.mjs), together with a display.
const executable = process.env['ELECTRON_EXEC_PATH']

describe.runIf(executable)("the transport over Electron's network stack", () => {
  const folder = mkdtempSync(join(tmpdir(), 'hubkeeper-relay-'))
  let relay: Transport & { close(): Promise<void> }
  beforeAll(async () => {
    relay = await startElectronRelay(executable ?? '', folder)
  })
  afterAll(async () => {
    await relay.close()
    rmSync(folder, { recursive: true, force: true })
  })

  transportSuite((request) => relay.send(request))
})
