import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { launch, temporaryFolder, type Running } from './launch'
import { Keyboard } from './pages/keyboard'

const OWNER = 'Ridgeline ERP Web API'

/** The main tasks by a person who has a keyboard and nothing else, in the sandbox. */
test.describe.serial('by keyboard alone', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let running: Running
  let keyboard: Keyboard

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    running = await launch(join(folder.path, 'data'))
    keyboard = new Keyboard(running.page)
    await running.page.evaluate(() => {
      window.addEventListener('mousedown', () => document.documentElement.setAttribute('data-mouse', 'used'), true)
    })
  })
  test.afterAll(async () => {
    await running.close()
    await folder.remove()
  })

  test('the first page leads into the sandbox', async () => {
    const { page } = running
    await keyboard.run(page.getByRole('button', { name: 'Explore the sandbox' }))
    await expect(page.getByRole('link', { name: OWNER })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 })
  })

  test('the palette is a dialog with a list, finds words in any order, and gives the focus back', async () => {
    const { page } = running
    await page.keyboard.press('Control+f')
    const filter = page.getByRole('searchbox', { name: 'Search Applications' })
    await expect(filter).toBeFocused()
    await keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Find a command' })
    await expect(field).toBeFocused()
    await keyboard.type('portal HOUSING')
    await expect(page.getByRole('option')).toHaveCount(1)
    await expect(page.getByRole('option', { name: 'Housing Portal Application' })).toHaveAttribute('aria-selected', 'true')
    await assertAccessible(page)
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(filter).toBeFocused()
  })

  test('what cannot be done now says why, and stays undone', async () => {
    const { page } = running
    await keyboard.press('Control+k')
    await keyboard.type('add api key')
    const option = page.getByRole('option', { name: /Add API Key/ })
    await expect(option).toHaveAttribute('aria-disabled', 'true')
    await expect(option).toContainText('Open an application first.')
    await keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'Find a command' })).toHaveCount(0)
    await keyboard.press('Control+s')
    await expect(page.getByText('Nothing on this page is waiting to be saved.').first()).toBeVisible()
  })

  test('filters the list, where single keys are typed and run nothing', async () => {
    const { page } = running
    const filter = page.getByRole('searchbox', { name: 'Search Applications' })
    await keyboard.press('Control+f')
    await keyboard.type('?/housing')
    await expect(filter).toHaveValue('?/housing')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toHaveCount(0)
    await keyboard.press('Escape')
    await expect(filter).toHaveValue('')
    await keyboard.type('housing')
    await expect(page.getByRole('link', { name: OWNER })).toHaveCount(0)
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Housing Portal', level: 1 })).toBeVisible()
  })

  test('the sheet of shortcuts opens with ?, and lists what the registry has', async () => {
    const { page } = running
    await keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet.getByText('Find a command…')).toBeVisible()
    await expect(sheet.getByText('Go to environment 1 to 9')).toBeVisible()
    await assertAccessible(page)
    await keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
  })

  test('opens an application from the palette', async () => {
    await keyboard.choose('mobile campus', /Mobile Campus/)
    await expect(running.page.getByRole('heading', { name: 'Mobile Campus', level: 1 })).toBeVisible()
    await keyboard.choose('portal housing', /Housing Portal/)
    await expect(running.page.getByRole('heading', { name: 'Housing Portal', level: 1 })).toBeVisible()
  })

  test('adds an API key with an address, from another tab of the application', async () => {
    const { page } = running
    await keyboard.choose('add api key', /Add API Key/)
    const sheet = page.getByRole('dialog', { name: 'Add API Key' })
    await keyboard.tabTo(sheet.getByLabel('IP addresses'))
    await keyboard.type('198.51.100.20')
    await keyboard.run(sheet.getByRole('button', { name: /^Add to TEST/ }))
    await expect(sheet).toHaveCount(0)
    await expect(page.getByRole('row')).toHaveCount(4)
  })

  test('copies a key, from its row that has the focus', async () => {
    const { page, app } = running
    await expect(page.locator('[role=row][aria-selected=true]')).toBeFocused()
    await keyboard.run(page.locator('[role=row][aria-selected=true]').getByRole('button', { name: /^Copy/ }))
    await expect(page.getByText(/clipboard is cleared/i).first()).toBeVisible()
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^[0-9a-f-]{36}$/)
    await app.evaluate(({ clipboard }) => {
      clipboard.clear()
    })
  })

  test('gives a key a label, and finds it by that from another page', async () => {
    const { page } = running
    await keyboard.run(page.locator('[role=row][aria-selected=true]').getByRole('button', { name: /^More for/ }))
    await page.getByRole('menuitem', { name: 'Label and notes…' }).waitFor()
    await keyboard.type('Label')
    await expect(page.getByRole('menuitem', { name: 'Label and notes…' })).toBeFocused()
    await keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Label and notes' })
    await keyboard.tabTo(sheet.getByLabel('Label'))
    await keyboard.type('Nightly job')
    await keyboard.run(sheet.getByRole('button', { name: 'Save notes' }))
    await expect(sheet).toHaveCount(0)
    await keyboard.press('Control+Shift+A')
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible()
    await keyboard.choose('job nightly', /Nightly job.*Housing Portal/)
    await expect(page.getByRole('row').filter({ hasText: 'Nightly job' })).toBeFocused()
  })

  test('starts a rotation', async () => {
    const { page } = running
    await keyboard.run(page.locator('[role=row][aria-selected=true]').getByRole('button', { name: /^More for/ }))
    await page.getByRole('menuitem', { name: 'Rotate' }).waitFor()
    await keyboard.type('Rotate')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Create the new API key', level: 2 })).toBeVisible()
    await keyboard.run(page.getByRole('button', { name: 'Create new API key in TEST' }))
    await expect(page.getByRole('heading', { name: 'Prove the new API key', level: 2 })).toBeVisible({ timeout: 30_000 })
  })

  test('edits a setting and saves it', async () => {
    const { page } = running
    await keyboard.choose('ridgeline', /Ridgeline/)
    await expect(page.getByRole('heading', { name: OWNER, level: 1 })).toBeVisible()
    await keyboard.choose('owned resources', /Owned Resources of this application/)
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await keyboard.press('/')
    await keyboard.type('courses')
    await keyboard.run(page.getByRole('link', { name: 'courses', exact: true }))
    await expect(page.getByRole('tab', { name: /^Resource Defaults/ })).toBeVisible()
    await keyboard.press('Control+f')
    await keyboard.type('Course Level')
    await keyboard.press('ArrowDown')
    await keyboard.run(page.getByRole('button', { name: /^Edit .*Default Course Level/ }).first())
    await expect(page.getByRole('combobox', { name: 'Search by name or code' })).toBeFocused()
    await expect(page.getByRole('option').first()).toBeVisible()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(page.getByText('1 change not saved')).toBeVisible()
    await keyboard.press('Control+s')
    await keyboard.run(page.getByRole('dialog').getByRole('button', { name: 'Save to TEST' }))
    await expect(page.getByText('Saved 1 setting.').first()).toBeVisible({ timeout: 30_000 })
  })

  test('exports API settings', async () => {
    const { page, app } = running
    const csv = join(folder.path, 'settings.csv')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, csv)
    await keyboard.choose('ridgeline', /Ridgeline/)
    await keyboard.press('Control+e')
    await expect(page.getByText(/Exported [\d,]+ rows/).first()).toBeVisible({ timeout: 30_000 })
    expect(await readFile(csv, 'utf8')).toContain('Default Course Level')
  })

  test('changes an ISO code and saves it', async () => {
    const { page } = running
    await keyboard.choose('iso code settings', /ISO Code Settings of this application/)
    const row = page.getByRole('row').nth(1)
    await expect(row).toBeVisible({ timeout: 30_000 })
    await keyboard.press('Control+f')
    await keyboard.press('ArrowDown')
    await expect(row).toBeFocused()
    await keyboard.run(row.getByRole('button', { name: /^ISO code of/ }))
    await expect(page.getByRole('combobox', { name: 'Find by code or name' })).toBeFocused()
    await keyboard.type('Mexico')
    await expect(page.getByRole('option')).toHaveCount(1)
    await keyboard.press('Enter')
    await expect(page.getByText('1 code changed')).toBeVisible()
    await keyboard.press('Control+s')
    await keyboard.run(page.getByRole('dialog').getByRole('button', { name: /to TEST/ }))
    await expect(page.getByText('Saved 1 ISO code').first()).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('dialog', { name: /^Review 1 change/ })).toHaveCount(0)
  })

  test('switches the environment', async () => {
    const { page } = running
    await keyboard.press('Control+1')
    await expect(page.getByText('PRODUCTION', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: OWNER })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 })
    await keyboard.choose('environment sandbox test', /Sandbox Test/)
    await expect(page.getByText('TEST', { exact: true })).toBeVisible()
    await keyboard.press('Control+1')
    await expect(page.getByText('PRODUCTION', { exact: true })).toBeVisible()
  })

  test('unlocks a read-only environment, whose commands say until then that it is', async () => {
    const { page } = running
    await keyboard.choose('portal housing', /Housing Portal/)
    await keyboard.press('Control+Shift+K')
    await expect(page.getByText(/This environment is read-only/).first()).toBeVisible()
    await keyboard.press('Control+l')
    const dialog = page.getByRole('dialog', { name: /Sandbox Production/ })
    await keyboard.tabTo(dialog.getByRole('textbox'))
    await keyboard.type('Sandbox Production')
    await keyboard.press('Enter')
    await expect(page.getByText(/^Unlocked · \d+ min left/)).toBeVisible()
  })

  test('no mouse was used', async () => {
    expect(await running.page.evaluate(() => document.documentElement.hasAttribute('data-mouse'))).toBe(false)
  })
})
