import { _electron } from '@playwright/test'

/** Turned on when the app has views to switch between. */
export const canSwitchViews = false

/**
 * Starts the app under a driver that can click in it.
 * @param {import('./app-process.mjs').Launch} launch
 * @param {Record<string, string>} env
 */
export async function startDriven({ executable, args, env: launchEnv }, env) {
  const app = await _electron.launch({ executablePath: executable, args, env: { ...process.env, ...launchEnv, ...env } })
  const page = await app.firstWindow()
  const links = page.getByRole('navigation').getByRole('link')
  await links.first().waitFor()
  return {
    pid: app.process().pid,
    /** From one view of the sidebar to the next, round and round. */
    async switchViews(/** @type {number} */ times) {
      const count = await links.count()
      for (let index = 0; index < times; index++) await links.nth(index % count).click()
    },
    stop: () => app.close(),
  }
}
