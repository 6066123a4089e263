import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'

/** The sandbox inside the app, every screen in both themes through axe, and a protected environment. */
test.describe.serial('exploring the sandbox', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let running: Running
  let hubkeeper: Hubkeeper

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    running = await launch(folder.path)
    hubkeeper = new Hubkeeper(running.page)
  })
  test.afterAll(async () => {
    await running.close()
    await folder.remove()
  })

  test('the first-run page is accessible', async () => {
    await expect(running.page.getByRole('heading', { name: 'Enhance Your Hubkeeper' })).toBeVisible()
    await assertAccessible(running.page)
  })

  test('two environments come up without a hub or a network', async () => {
    const { page } = running
    await page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('link', { name: 'Housing Portal' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Sandbox hub running')).toBeVisible()
    await assertAccessible(page)
  })

  test('an application and its three tabs are accessible', async () => {
    const { page } = running
    await hubkeeper.openApplication('Ridgeline ERP Web API')
    for (const tab of ['Overview', 'API Keys', 'Owned Resources']) {
      await hubkeeper.tab(tab).click()
      await expect(hubkeeper.tab(tab)).toHaveAttribute('aria-selected', 'true')
      await assertAccessible(page)
    }
  })

  test('the settings behind a hyperlink are accessible', async () => {
    const { page } = running
    await page.getByLabel('Search resources').fill('courses')
    await page.getByRole('link', { name: 'courses', exact: true }).click()
    await expect(page.getByText('Default Course Level').first()).toBeVisible()
    await assertAccessible(page)
  })

  test('the Add API Key sheet is accessible, also with faults', async () => {
    const { page } = running
    await hubkeeper.openApplication('Housing Portal')
    await hubkeeper.tab('API Keys').click()
    await page.getByRole('button', { name: 'Add API Key' }).click()
    const sheet = page.getByRole('dialog', { name: 'Add API Key' })
    await assertAccessible(page)
    await sheet.getByLabel('IP addresses').fill('10.0.0.300, 10.0.0.0/8, 10.1.2.3')
    await sheet.getByRole('button', { name: /^Add to TEST/ }).click()
    await expect(sheet.getByText(/10\.0\.0\.300 is not an IPv4 address/)).toBeVisible()
    await assertAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByText('Discard what you typed?')).toBeVisible()
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
    await expect(sheet).toHaveCount(0)
  })

  test('preferences are accessible', async () => {
    const { page } = running
    await page.getByRole('link', { name: 'Preferences' }).click()
    await expect(page.getByRole('heading', { name: 'Preferences', level: 1 })).toBeVisible()
    await assertAccessible(page)
  })

  test('the connection form is accessible, also with faults', async () => {
    const { page } = running
    await page.getByRole('link', { name: 'Connect to a hub' }).click()
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByText('Paste the administration token.')).toBeVisible()
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  test('production is read-only until its name is typed, and says so on the button', async () => {
    const { page } = running
    await page.keyboard.press('Control+1')
    await expect(page.getByText('PRODUCTION').first()).toBeVisible()
    await expect(page.getByRole('link', { name: 'Applications', exact: true }).first()).toBeVisible()
    const readNow = page.getByRole('button', { name: 'Read it now' })
    if (await readNow.isVisible()) await readNow.click()
    await expect(page.getByRole('link', { name: 'Housing Portal' })).toBeVisible({ timeout: 60_000 })
    await hubkeeper.openApplication('Housing Portal')
    await hubkeeper.tab('API Keys').click()
    await expect(page.getByRole('button', { name: 'Add API Key' })).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('button', { name: /^Read-only/ }).click()
    const dialog = page.getByRole('dialog', { name: /^Protection of/ })
    await dialog.getByRole('textbox').fill('sandbox')
    await expect(dialog.getByRole('button', { name: 'Unlock for 15 min' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByRole('textbox').fill('Sandbox Production')
    await dialog.getByRole('button', { name: 'Unlock for 15 min' }).click()
    await expect(dialog).toHaveCount(0)
    await page.getByRole('button', { name: 'Add API Key' }).click()
    await page.getByRole('button', { name: /^Add to PRODUCTION/ }).click()
    await expect(page.getByText(/^The API key .* was added\./).first()).toBeVisible()
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()))).toEqual([
      'Sandbox Production (production) · Hubkeeper',
    ])
  })

  test('a write that the window asks for another environment is refused by main', async () => {
    const code = await running.page.evaluate(async () => {
      const { call } = Reflect.get(globalThis, 'hubkeeper') as {
        call: (name: string, input?: unknown) => Promise<{ value: unknown; error?: { code: string } }>
      }
      const environments = (await call('environments.list')).value as { id: string; type: string }[]
      const other = environments.find(({ type }) => type === 'test')
      const input = {
        environmentId: other?.id,
        applicationId: 'x',
        restriction: { mode: 'restricted', addresses: [] },
        idempotencyKey: crypto.randomUUID(),
      }
      return (await call('keys.add', input)).error?.code
    })
    expect(code).toBe('wrong-environment')
  })

  test('keys added in the sandbox are there after a restart', async () => {
    await running.close()
    running = await launch(folder.path)
    hubkeeper = new Hubkeeper(running.page)
    const { page } = running
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText('Sandbox hub running')).toBeVisible()
    await hubkeeper.openApplication('Housing Portal')
    await hubkeeper.tab('API Keys').click()
    await expect(page.getByText('Denied everywhere').first()).toBeVisible()
  })
})
