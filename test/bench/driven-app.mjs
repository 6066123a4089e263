import { _electron } from '@playwright/test'

/**
 * Starts any app under a driver that can ask its page.
 * @param {import('./app-process.mjs').Launch} launch
 * @param {Record<string, string>} env
 */
export async function startPage({ executable, args, env: launchEnv }, env) {
  const app = await _electron.launch({
    executablePath: executable,
    args,
    env: { ...process.env, LANG: 'en_US.UTF-8', ...launchEnv, ...env },
  })
  return { pid: app.process().pid, page: await app.firstWindow(), stop: () => app.close() }
}

/**
 * Starts the app under a driver that can click in it.
 * @param {import('./app-process.mjs').Launch} launch
 * @param {Record<string, string>} env
 */
export async function startDriven(launch, env) {
  const app = await startPage(launch, env)
  const { page } = app
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  await links.first().waitFor()
  return {
    ...app,
    /** A view by the words of its link in the sidebar. */
    async open(/** @type {string} */ name) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
    },
    /** From one view of the sidebar to the next, round and round; a view counts when its link says it is the current one. */
    async switchViews(/** @type {number} */ times) {
      const count = await links.count()
      for (let index = 0; index < times; index++) {
        const link = links.nth((index + 1) % count)
        await link.click()
        await link.and(page.locator('[aria-current="page"]')).waitFor()
      }
    },
    /** What is garbage goes first: the question is what the views hold on to, not when the engine next tidies up. */
    collectGarbage: () => page.requestGC(),
  }
}
