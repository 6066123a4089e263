import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { hubStory } from './hub-story'
import { administer } from './sandbox-process'

/** Reading again: with a hub that asks to wait, stopped in the middle, and by itself; and the preferences that go with it. */
test.describe.serial('reading again', () => {
  const story = hubStory()
  const status = () => story.page.getByRole('contentinfo', { name: 'Status' })
  const pictured = async (name: string) => {
    const folder = process.env['HUBKEEPER_PICTURES']
    if (folder === undefined) return
    for (const colorScheme of ['light', 'dark'] as const) {
      await story.page.emulateMedia({ colorScheme })
      await story.page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` })
    }
    await story.page.emulateMedia({ colorScheme: 'light' })
  }

  test('says that it waits while the hub asks it to, and stops when told, with everything as it was', async () => {
    const { page, tenant } = story
    const rows = await page.getByRole('grid').getAttribute('aria-rowcount')
    await administer(tenant, 'POST', '/admin/v1/applications', { name: 'Made meanwhile' })
    await administer(tenant, 'POST', '/sandbox/faults', {
      match: { path: '/admin/v1/applications/*/api-keys' },
      effect: { status: 429, retryAfter: 30 },
    })
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(page.getByText('Waiting as the hub asked')).toBeVisible()
    await pictured('waiting')
    await page.getByRole('button', { name: 'Stop reading' }).click()
    await expect(page.getByRole('progressbar')).toHaveCount(0)
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(rows)
    await administer(tenant, 'DELETE', '/sandbox/faults')
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(page.getByRole('link', { name: 'Made meanwhile' })).toBeVisible()
  })

  test('happens by itself only when it was chosen, and the status bar says how often', async () => {
    const { page } = story
    await status().getByRole('button', { name: 'Automatic refresh: off' }).click()
    const dialog = page.getByRole('dialog', { name: 'Automatic refresh of Maple Test' })
    await expect(dialog.getByRole('radio', { name: 'Off' })).toBeChecked()
    await dialog.getByRole('radio', { name: 'Every hour' }).click()
    await assertAccessible(page)
    await pictured('refresh-dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(status().getByRole('button', { name: 'Refreshes every hour' })).toBeVisible()
    await pictured('refresh-status')
    await story.crash()
    await expect(status().getByRole('button', { name: 'Refreshes every hour' })).toBeVisible()
  })

  test('preferences name all that is counted, and how long a revealed key is shown', async () => {
    const { page } = story
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Preferences' }).click()
    await page.getByText('What exactly is sent').click()
    await expect(page.getByText('An API key was added')).toBeVisible()
    await page.getByRole('combobox', { name: 'Hide a revealed API key after' }).click()
    await page.getByRole('option', { name: '10 seconds' }).click()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await assertAccessible(page)
    await pictured('preferences')
    await story.hubkeeper.openKeys('Housing Portal')
    await page.getByRole('row').nth(1).getByRole('button', { name: /^More/ }).click()
    await page.getByRole('menuitem', { name: /^Reveal/ }).click()
    await expect(page.getByText('Hidden in 10 seconds.')).toBeVisible()
  })
})
