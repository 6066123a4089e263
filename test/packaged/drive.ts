import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { executableOf, packages } from './packages'

export type Driven = { app: ElectronApplication; page: Page }

/**
 * Starts the variant that a driver may enter. Here the driver meets a window that already opens, and on the older Chromium of the
 * fallback runtime one start in thirty then waits for ever (resources/fallback-runtime/hold-ready.js): such a start is ended and
 * another one made. A third failure is a failure.
 */
export async function drive(userData: string): Promise<Driven> {
  for (let left = 2; ; left -= 1) {
    try {
      return await start(userData)
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

async function start(userData: string): Promise<Driven> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const app = await _electron.launch({
    executablePath: executableOf(packages().test),
    // As root Chromium has no sandbox to offer; everybody else tries the app with it.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    env: { ...inherited, HUBKEEPER_USER_DATA: userData, LANG: 'en_US.UTF-8' },
    timeout: 20_000,
  })
  try {
    const page = await app.firstWindow({ timeout: 20_000 })
    await page.getByRole('main').waitFor({ timeout: 20_000 })
    return { app, page }
  } catch (error) {
    app.process().kill('SIGKILL')
    throw error
  }
}
