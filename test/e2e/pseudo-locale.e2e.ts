import { expect, test, type Page } from '@playwright/test'
import { launch, temporaryFolder, type Running } from './launch'

/**
 * English with accents, a third longer, in brackets. Text that is cut shows here, and text that was never in the catalogue:
 * a button, tab or heading of ours that is not in brackets.
 */
test.describe.serial('with stretched English', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let running: Running

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    running = await launch(folder.path)
    await running.page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await expect(running.page.getByRole('link', { name: 'Housing Portal' })).toBeVisible({ timeout: 60_000 })
    await running.page.evaluate(() => window.hubkeeper.call('preferences.set', { language: 'en-XA' }))
    await expect(running.page.getByRole('heading', { level: 1 })).toHaveText(/^\[A/)
  })
  test.afterAll(async () => {
    await running.close()
    await folder.remove()
  })

  const PAGES = [
    '/applications',
    '/configuration',
    '/import',
    '/health',
    '/rotations',
    '/address-sets',
    '/activity',
    '/preferences',
    '/connect',
  ]
  for (const size of [
    { width: 1280, height: 800 },
    { width: 900, height: 600 },
  ]) {
    test(`no text is cut and none is left out of the catalogue at ${size.width}×${size.height}`, async () => {
      const { page, app } = running
      await app.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
      }, size)
      const application = await page.evaluate(async () => {
        const [environment] = (
          (await window.hubkeeper.call('environments.list', undefined)) as { value: { id: string; type: string }[] }
        ).value.filter(({ type }) => type === 'test')
        const { value } = (await window.hubkeeper.call('applications.list', { environmentId: environment?.id })) as {
          value: { rows: { id: string; name: string }[] }
        }
        return value.rows.find(({ name }) => name === 'Ridgeline ERP Web API')?.id ?? ''
      })
      const all = [
        ...PAGES,
        ...['overview', 'keys', 'credentials', 'resources', 'access', 'upgrades', 'activity'].map(
          (tab) => `/applications/${application}/${tab}`,
        ),
        `/applications/${application}/resource/courses`,
        `/configuration/${application}/iso`,
        `/configuration/${application}/upgrades`,
      ]
      const found: string[] = []
      for (const path of all) {
        await page.evaluate((hash) => {
          window.location.hash = hash
        }, path)
        await expect(page.getByRole('progressbar')).toHaveCount(0)
        await expect(page.locator('main').getByRole('heading').first()).toBeVisible()
        for (const fault of await faultsOn(page)) found.push(`${path}: ${fault}`)
      }
      expect(found).toEqual([])
    })
  }
})

/** Controls and headings whose words are cut without a tip that gives them in full, or are not out of the catalogue. */
function faultsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const controls = document.querySelectorAll<HTMLElement>('button, [role=tab], label, legend, h1, h2, h3, [role=columnheader], p, dt')
    for (const element of controls) {
      const { offsetWidth, offsetHeight } = element
      if (offsetWidth === 0 || offsetHeight === 0 || element.closest('.visually-hidden, [data-pseudo-exempt]')) continue
      const text = element.textContent.trim()
      if (text === '') continue
      const style = getComputedStyle(element)
      const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis'
      if (hides && element.scrollWidth > element.clientWidth + 1 && !element.closest('[data-tip]'))
        faults.push(`cut: ${element.tagName.toLowerCase()} “${text.slice(0, 80)}”`)
      // What spills over the edge of the window cannot be read either.
      if (element.getBoundingClientRect().right > window.innerWidth + 1 && !element.closest('[role=grid], [role=region]'))
        faults.push(`outside: ${element.tagName.toLowerCase()} “${text.slice(0, 80)}”`)
    }
    return faults
  })
}
