import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { assertAccessible } from './axe'
import { launch, temporaryFolder, type Running } from './launch'

/** Two environments of the sandbox: searched together, compared, with their past, and all of it with the sandbox stopped. */
test.describe.serial('reviewing what was read', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let running: Running
  let page: Page

  const readNow = async (key: string, application: string) => {
    await page.keyboard.press(key)
    const link = page.getByRole('link', { name: application })
    const read = page.getByRole('button', { name: 'Read it now' })
    await expect(link.or(read).first()).toBeVisible({ timeout: 60_000 })
    if (await read.isVisible()) await read.click()
    await expect(link).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 })
  }
  const searchFor = async (words: string) => {
    await page.keyboard.press('Control+Shift+F')
    const field = page.getByRole('searchbox', { name: 'Search all environments' })
    await expect(field).toBeFocused()
    await field.fill(words)
  }
  const openPage = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    running = await launch(folder.path)
    page = running.page
    await page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await readNow('Control+2', 'Advising Prototype')
    await readNow('Control+1', 'Parking Permits')
  })
  test.afterAll(async () => {
    await running.close()
    await folder.remove()
  })

  test('a search finds what another environment has, and opens it there', async () => {
    await searchFor('course level')
    const settings = page.getByRole('region', { name: 'Settings' })
    await expect(settings.getByRole('button', { name: /Default Course Level.*Sandbox Production/ })).toBeVisible()
    await assertAccessible(page)
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('region', { name: 'Resources' }).getByRole('button').first()).toBeFocused()
    await settings.getByRole('button', { name: /Default Course Level.*Sandbox Test/ }).click()
    await expect(page.getByRole('dialog', { name: 'Default Course Level' })).toBeVisible()
    await expect(page.getByText('TEST', { exact: true }).first()).toBeVisible()
    await expect(page.getByText(/It has been so since it was first read/)).toBeVisible()
    await assertAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'Default Course Level' })).toHaveCount(0)
  })

  test('any characters are a search, and what is nowhere is said to be nowhere', async () => {
    await searchFor('"NEAR( -* \u{1F600}')
    await expect(page.getByText('Nothing found')).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search all environments' }).fill('zz')
    await expect(page.getByText('Nothing found')).toBeVisible()
  })

  test('a changed setting has a history, and is reverted by a new reviewed change', async () => {
    await searchFor('default course level')
    await page.getByRole('button', { name: /Default Course Level.*Sandbox Test/ }).click()
    const sheet = page.getByRole('dialog', { name: 'Default Course Level' })
    await sheet.getByRole('button', { name: 'Value of Default Course Level' }).click()
    await page.getByRole('combobox', { name: 'Search by name or code' }).fill('100')
    await page.getByRole('option', { name: /100/ }).first().click()
    await sheet.getByRole('button', { name: 'Review and save' }).click()
    await page.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(page.getByText('Saved 1 setting.')).toBeVisible()
    await page.getByRole('button', { name: 'Show details of Default Course Level' }).click()
    await expect(sheet.getByRole('listitem').filter({ hasText: 'First year (100)' })).toContainText('Now')
    await sheet.getByRole('button', { name: 'Revert to Third year (300)' }).click()
    const review = page.getByRole('dialog', { name: 'Save 1 change?' })
    await expect(review.getByRole('row', { name: /Default Course Level/ })).toContainText('Third year (300)')
    await review.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Discard' }).click()
  })

  test('the Overview tells what changed in the application', async () => {
    await page.getByRole('link', { name: 'Ridgeline ERP Web API' }).first().click()
    const changes = page.getByRole('listitem').filter({ hasText: 'Setting Default Course Level' })
    await expect(changes).toContainText('Third year (300)')
    await expect(changes).toContainText('First year (100)')
    await assertAccessible(page)
  })

  test('the snapshots say what differs, and two of them are compared', async () => {
    await openPage('Snapshots')
    await page.getByRole('button', { name: 'Only whole readings' }).click()
    await expect(page.getByRole('row', { name: /1 changed/ })).toBeVisible()
    await assertAccessible(page)
    await page
      .getByRole('row', { name: /1 changed/ })
      .getByRole('button', { name: /with the one before/ })
      .click()
    await expect(page.getByRole('row', { name: /Default Course Level/ })).toContainText('First year (100)')
    await expect(page.getByText('1 of 1 row')).toBeVisible()
  })

  test('with the sandbox stopped everything is still there', async () => {
    await page.getByRole('button', { name: 'Stop sandbox' }).click()
    await expect(page.getByRole('contentinfo').getByText('Sandbox hub stopped')).toBeVisible()
    await searchFor('parking')
    await expect(page.getByRole('button', { name: /Parking Permits.*Sandbox Production/ })).toBeVisible()
    await searchFor('default course level')
    await page.getByRole('button', { name: /Default Course Level.*Sandbox Test/ }).click()
    const sheet = page.getByRole('dialog', { name: 'Default Course Level' })
    await expect(sheet.getByRole('button', { name: /^Revert to/ })).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('Escape')
    await openPage('Snapshots')
    await expect(page.getByRole('row', { name: /new/ }).first()).toBeVisible()
  })

  test('compare shows what the two tenants have otherwise', async () => {
    await openPage('Compare')
    const [left, right] = [page.getByRole('group', { name: 'Left', exact: true }), page.getByRole('group', { name: 'Right', exact: true })]
    await choose(page, left, 'Environment', 'Sandbox Production')
    await choose(page, right, 'As of', 'As last read')
    await page.getByRole('button', { name: /^Compare/ }).click()
    const search = page.getByRole('searchbox', { name: 'Search in the comparison' })
    const table = page.getByRole('grid', { name: 'Differences' })
    for (const [words, outcome, before, after] of [
      ['tuition', 'Different', 'Tuition (TUI)', 'Not set'],
      ['czech ridgeline', 'Different', 'Not set', 'CZE'],
      ['housing', 'Different', '127.0.0.0/8, ::1', 'No IP restrictions'],
      ['parking', 'Missing', 'Permits', 'Not there'],
      ['load test', 'New', 'Not there', 'Fires'],
    ] as const) {
      await search.fill(words)
      const row = table.getByRole('row').nth(1)
      await expect(row).toContainText(outcome)
      await expect(row).toContainText(before)
      await expect(row).toContainText(after)
    }
    await search.fill('')
    await assertAccessible(page)
    await table.getByRole('button', { name: 'Details of Advising Prototype' }).click()
    await expect(page.getByRole('dialog', { name: 'Advising Prototype' })).toBeVisible()
    await assertAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Same/ }).click()
    await expect(page.getByText(/^7\d\d of 7\d\d rows$/)).toBeVisible()
  })

  test('the differences are written into a file', async () => {
    const path = join(folder.path, 'differences.csv')
    await running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.getByRole('button', { name: /Same/ }).click()
    await page.getByRole('button', { name: 'Export differences' }).click()
    await expect(page.getByText(/^Exported \d+ rows$/)).toBeVisible()
    const lines = readFileSync(path, 'utf8').split('\r\n')
    expect(lines[0]).toBe(
      '\uFEFFOutcome,What,Application,Title,Place,Left environment,Left,Right environment,Right,Left read at,Right read at',
    )
    expect(lines.find((line) => line.includes('Check Faculty Load'))).toMatch(
      /^different,setting,Ridgeline ERP Web API,Check Faculty Load,.*,Sandbox Production,sourceValue: Yes \(Y\),Sandbox Test,sourceValue: No \(N\),/,
    )
  })

  test('preferences say how much room the cache takes, and tidy up', async () => {
    await openPage('Preferences')
    await expect(page.getByText(/^What is kept takes .* MB on this computer, in \d+ snapshots\.$/)).toBeVisible()
    await page.getByRole('combobox', { name: 'Keep snapshots for' }).click()
    await page.getByRole('option', { name: '30 days' }).click()
    await page.getByRole('button', { name: 'Tidy up now' }).click()
    await expect(page.getByText('Nothing is older than that.')).toBeVisible()
    await assertAccessible(page)
  })
})

async function choose(page: Page, group: ReturnType<Page['getByRole']>, field: string, option: string): Promise<void> {
  await group.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}
