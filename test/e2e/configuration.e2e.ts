import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { filesThatHold } from './files-that-hold'
import { hubStory } from './hub-story'
import { administer } from './sandbox-process'

const ERP = 'Ridgeline ERP Web API'

/** "Configure ISO Codes" of the docs with its Upgrade Actions, and API settings out to CSV files and in again. */
test.describe.serial('API Configuration', () => {
  const story = hubStory()
  const source = (name: string) => {
    const found = story.tenant.applications.find((application) => application.name === name)
    if (!found?.password || !found.username) throw new Error(`The sandbox has no source of the name ${name}`)
    return { username: found.username, password: found.password }
  }
  const chooseApplication = async (name: string) => {
    await story.page.getByRole('link', { name: 'API Configuration', exact: true }).first().click()
    await story.page.getByRole('combobox', { name: 'Application' }).click()
    await story.page.getByRole('option', { name, exact: true }).click()
  }

  test('lists the applications that have settings available, and those only', async () => {
    const { page } = story
    await page.getByRole('link', { name: 'API Configuration', exact: true }).click()
    await page.getByRole('combobox', { name: 'Application' }).click()
    await expect(page.getByRole('option', { name: ERP })).toBeVisible()
    await expect(page.getByRole('option', { name: 'Housing Portal' })).toHaveCount(0)
    await page.getByRole('option', { name: ERP }).click()
    await expect(page.getByRole('tab', { name: 'ISO Code Settings' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tab', { name: 'Upgrade Actions' })).toBeVisible()
  })

  test('takes credentials of its own, and then has the five lists', async () => {
    const { page } = story
    const { username, password } = source(ERP)
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    await page.getByLabel('User', { exact: true }).fill(username)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Saved\. The source application listed/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('row', { name: /Czech Republic/ })).toBeVisible({ timeout: 30_000 })
    await assertAccessible(page)
  })

  test('recommends exact matches, applies them, and saves the codes that were reviewed', async () => {
    const { page } = story
    for (const list of ['Country', 'Currency', 'Language', 'Region', 'Subregion'])
      await expect(page.getByRole('button', { name: new RegExp(`^${list}`) })).toBeVisible()
    await page.getByRole('button', { name: /^Subregion/ }).click()
    const kildare = page.getByRole('row', { name: /Kildare/ })
    await kildare.getByRole('button', { name: /^Apply/ }).click()
    await page.getByRole('button', { name: /^Review/ }).click()
    const review = page.getByRole('dialog', { name: /^Review/ })
    await expect(review).toContainText('IE-KE')
    await assertAccessible(page)
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(review).toHaveCount(0)
    await expect(kildare).toContainText('IE-KE')
  })

  test('finds a code by name and says what a source has none of', async () => {
    const { page } = story
    const { username, password } = source('Summit Integration API')
    await chooseApplication('Summit Integration API')
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    await page.getByLabel('User', { exact: true }).fill(username)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('row', { name: /Canada/ })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: /^Region/ }).click()
    await expect(page.getByText('This source application has no list of regions.')).toBeVisible()
  })

  test('exports ISO codes to a CSV', async () => {
    const { page } = story
    await story.running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, story.path('iso.csv'))
    await page.getByRole('button', { name: 'Export ISO Codes' }).click()
    await page.getByRole('menuitem', { name: /^Plain CSV/ }).click()
    await expect(page.getByText(/Exported \d+ rows to iso\.csv/)).toBeVisible({ timeout: 30_000 })
    expect(await readFile(story.path('iso.csv'), 'utf8')).toMatch(/^List,Application,Code,Title,ISO code,/)
  })

  test('shows an upgrade in the inbox, auto configures again, and walks through the new settings', async () => {
    const { page, tenant } = story
    await administer(tenant, 'POST', '/sandbox/source-upgrade', { application: ERP })
    await page.getByRole('combobox', { name: 'Application' }).click()
    await page.getByRole('option', { name: 'Choose an application' }).click()
    await page.getByRole('button', { name: 'Look for upgrades' }).click()
    const card = page.getByRole('region', { name: ERP })
    await expect(card.getByText(/^Upgraded from/)).toBeVisible()
    await assertAccessible(page)
    await card.getByRole('button', { name: 'Auto configure…' }).click()
    const { username, password } = source(ERP)
    await page.getByRole('radio', { name: /^Other ones/ }).click()
    await page.getByLabel('User', { exact: true }).fill(username)
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Auto configure in TEST' }).click()
    await expect(card.getByRole('alert')).toBeVisible({ timeout: 30_000 })
    await card.getByRole('button', { name: 'Auto configure…' }).click()
    await page.getByRole('radio', { name: /^Other ones/ }).click()
    await page.getByLabel('User', { exact: true }).fill(username)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Auto configure in TEST' }).click()
    await expect(card.getByText(/new settings? to go through/)).toBeVisible({ timeout: 30_000 })
    await expect(card.getByRole('button', { name: 'Complete' })).toHaveAttribute('aria-disabled', 'true')
    await story.crash()
    await story.page.getByRole('link', { name: 'API Configuration', exact: true }).click()
    const again = story.page.getByRole('region', { name: ERP })
    await again
      .getByRole('button', { name: /^Mark .* as done$/ })
      .first()
      .click()
    for (const skip of await again.getByRole('button', { name: /^Skip / }).all()) await skip.click()
    await again.getByRole('button', { name: 'Complete' }).click()
    await expect(story.page.getByRole('region', { name: ERP })).toHaveCount(0)
  })

  test('skips an upgrade without touching the resources', async () => {
    const { page, tenant } = story
    await administer(tenant, 'POST', '/sandbox/source-upgrade', { application: ERP })
    await page.getByRole('button', { name: 'Look for upgrades' }).click()
    await page.getByRole('region', { name: ERP }).getByRole('button', { name: 'Skip in TEST' }).click()
    await expect(page.getByRole('region', { name: ERP })).toHaveCount(0)
  })

  test('exports several applications into a folder and names the one that failed', async () => {
    const { page } = story
    await story.running.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
    }, story.path('.'))
    await page.getByRole('button', { name: 'Export several…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export several applications' })
    await assertAccessible(page)
    await dialog.getByRole('button', { name: /^Export \d applications$/ }).click()
    // The third source's credentials were never entered here.
    await expect(dialog.getByText(/1 application was not exported; 2 files were written/)).toBeVisible({ timeout: 60_000 })
    await dialog.getByRole('button', { name: 'Close' }).click()
    const [folder = ''] = (await readdir(story.path('.'))).filter((name) => name.includes('API settings'))
    const files = await readdir(story.path(folder))
    expect(files).toHaveLength(2)
    exported = join(story.path(folder), files.find((name) => name.includes('Ridgeline')) ?? '')
  })

  test('imports an edited file after a dry run, line by line', async () => {
    const { page } = story
    const text = await readFile(exported, 'utf8')
    const lines = text.split('\r\n')
    const index = lines.findIndex((line) => line.includes('Default Course Level'))
    const was = lines[index] ?? ''
    expect(was).toContain(',300,')
    // As a spreadsheet of another locale writes it: semicolons, and line ends of its own.
    lines[index] = was.replace(',300,', ',100,')
    await writeFile(story.path('edited.csv'), lines.join('\n').replaceAll(',', ';'), 'utf8')
    await story.running.app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
    }, story.path('edited.csv'))
    await page.getByRole('button', { name: 'Import API Settings' }).click()
    await page.getByRole('button', { name: 'Choose a CSV file…' }).click()
    await expect(page.getByText(/1 to change/).first()).toBeVisible({ timeout: 30_000 })
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Apply 1 change to TEST' }).click()
    await expect(page.getByText(/saved/i).first()).toBeVisible({ timeout: 30_000 })
    await assertAccessible(page)
  })

  test('leaves no password in any file', async () => {
    const secrets = story.tenant.applications.flatMap(({ password, apiKeys }) => [...apiKeys, ...(password ? [password] : [])])
    expect(await filesThatHold(story.path('.'), secrets)).toEqual([])
  })
})

let exported = ''
