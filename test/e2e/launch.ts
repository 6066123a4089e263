import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

type Where = { executable: string; args: string[]; env: Record<string, string> }

let where: Promise<Where> | undefined
/** How the built app is started, as any other program would learn it. */
export const whereIs = () =>
  (where ??= promisify(execFile)(process.execPath, ['scripts/where.mjs']).then(({ stdout }) => JSON.parse(stdout) as Where))

export type Running = { app: ElectronApplication; page: Page; logs: string[]; close(): Promise<void> }

/** Starts the real app on its own data folder and waits for its first window. */
export async function launch(userData: string, env: Record<string, string> = {}): Promise<Running> {
  const { executable, args, env: needed } = await whereIs()
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const app = await _electron.launch({
    executablePath: executable,
    args,
    env: { ...inherited, ...needed, HUBKEEPER_USER_DATA: userData, LANG: 'en_US.UTF-8', HUBKEEPER_NOTIFICATIONS: 'off', ...env },
  })
  const logs: string[] = []
  app.process().stdout?.on('data', (chunk: Buffer) => logs.push(chunk.toString()))
  app.process().stderr?.on('data', (chunk: Buffer) => logs.push(chunk.toString()))
  const page = await app.firstWindow()
  page.on('console', (message) => logs.push(message.text()))
  await page.waitForLoadState('domcontentloaded')
  const close = async () => {
    // Whoever closes here means it: a question about what is not saved would wait for ever.
    await app
      .evaluate(({ dialog }) => {
        dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
      })
      .catch(() => undefined) // it is closed already, as closing twice allows
    await app.close()
  }
  return { app, page, logs, close }
}

/** A data folder that is gone after the test. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'hubkeeper-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
