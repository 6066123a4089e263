import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { filesThatHold } from './files-that-hold'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'
import { administer, startSandboxProcess, type SandboxProcess, type TenantHandle } from './sandbox-process'

const OWNER = 'Ridgeline ERP Web API'

/** From the first-run page to a CSV on disk and back again offline: one person, one hub, one story in order. */
test.describe.serial('the main job', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let sandbox: SandboxProcess
  let tenant: TenantHandle
  let running: Running
  let hubkeeper: Hubkeeper
  const csv = () => join(folder.path, 'settings.csv')
  const userData = () => join(folder.path, 'data')

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    sandbox = await startSandboxProcess()
    tenant = sandbox.tenant('Test')
    running = await launch(userData())
    hubkeeper = new Hubkeeper(running.page)
  })
  test.afterAll(async () => {
    await running.close()
    await sandbox.stop()
    await folder.remove()
  })

  test('asks about analytics first, with decline preselected', async () => {
    await expect(running.page.getByRole('heading', { name: 'Enhance Your Hubkeeper' })).toBeVisible()
    await expect(running.page.getByRole('radio', { name: /^Decline/ })).toBeChecked()
    await expect(running.page.getByRole('radio', { name: /^Allow/ })).not.toBeChecked()
  })

  test('says which part of a connection failed, and keeps what was typed', async () => {
    const { page } = running
    await page.getByRole('button', { name: 'Connect to a hub' }).click()
    await hubkeeper.fillConnection({ ...tenant, administrationToken: 'not-the-token' }, 'Maple Test', 'Test')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('The hub refused the administration token.')).toBeVisible()
    await page.getByLabel('Hub URL').fill('http://127.0.0.1:9')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('The host is there, but nothing answers at this port.')).toBeVisible()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Maple Test')
  })

  test('connects, pins the tenant and reads everything', async () => {
    const { page } = running
    await page.getByLabel('Hub URL').fill(tenant.hubUrl)
    await page.getByLabel('Administration token', { exact: true }).fill(tenant.administrationToken)
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText(/Maple Valley College · Test/)).toBeVisible()
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('link', { name: OWNER })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Keychain available')).toBeVisible()
  })

  test('finds an application by typing', async () => {
    const { page } = running
    await page.getByLabel('Search Applications').fill('housing')
    await expect(page.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
    await expect(page.getByRole('link', { name: OWNER })).toHaveCount(0)
    await page.getByLabel('Search Applications').fill('no such thing')
    await expect(page.getByText('No application matches “no such thing”')).toBeVisible()
  })

  test('adds a key: restricted first, each bad address named, nothing lost', async () => {
    const { page } = running
    await hubkeeper.openApplication('Housing Portal')
    await hubkeeper.tab('API Keys').click()
    const before = await page.getByRole('row').count()
    await page.getByRole('button', { name: 'Add API Key' }).click()
    await expect(page.getByRole('radio', { name: /^Add API key to have IP address restrictions/ })).toBeChecked()
    const editor = page.getByRole('dialog', { name: 'Add API Key' }).getByLabel('IP addresses')
    await editor.fill('127.0.0.1, 10.0.0.300; 010.0.0.1 1.2')
    await page.getByRole('button', { name: /^Add to TEST/ }).click()
    await expect(page.getByText(/10\.0\.0\.300 is not an IPv4 address/).first()).toBeVisible()
    await expect(page.getByText(/010\.0\.0\.1 .*leading zero/).first()).toBeVisible()
    await expect(page.getByText(/1\.2 is not/).first()).toBeVisible()
    for (const bad of ['10.0.0.300', '010.0.0.1', '1.2']) await page.getByRole('button', { name: `Remove ${bad}`, exact: true }).click()
    await page.getByRole('button', { name: /^Add to TEST/ }).click()
    await expect(page.getByRole('dialog', { name: 'Add API Key' })).toHaveCount(0)
    await expect(page.getByRole('row')).toHaveCount(before + 1)
  })

  test('copies the new key, which the hub accepts from here', async () => {
    const { page, app } = running
    const known = tenant.applications.flatMap(({ apiKeys }) => apiKeys)
    await page.getByRole('row').last().scrollIntoViewIfNeeded()
    await page.locator('[role=row][aria-selected=true]').getByRole('button', { name: /^Copy/ }).click()
    await expect(page.getByText(/clipboard is cleared/i).first()).toBeVisible()
    const value = await app.evaluate(({ clipboard }) => clipboard.readText())
    expect(known).not.toContain(value)
    const answer = await fetch(`${tenant.hubUrl}/auth`, { method: 'POST', headers: { authorization: `Bearer ${value}` } })
    expect(answer.status).toBe(200)
    await app.evaluate(({ clipboard }) => {
      clipboard.clear()
    })
    expect(await page.content()).not.toContain(value)
    copied.push(value)
  })

  test('an owner shows why nothing is a link until its credentials are known', async () => {
    const { page } = running
    await hubkeeper.openApplication(OWNER)
    await hubkeeper.tab('Owned Resources').click()
    const owner = tenant.applications.find(({ name }) => name === OWNER)
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    await page.getByLabel('User', { exact: true }).fill(owner?.username ?? '')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('The source application refused its user and password.')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(owner?.password ?? '')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Saved\. The source application listed/)).toBeVisible({ timeout: 30_000 })
    await page.getByLabel('Search resources').fill('courses')
    await expect(page.getByRole('link', { name: 'courses', exact: true })).toBeVisible()
  })

  test('opens the settings behind a hyperlink on Resource Defaults', async () => {
    const { page } = running
    await page.getByRole('link', { name: 'courses', exact: true }).click()
    await expect(page.getByRole('tab', { name: /^Resource Defaults/ })).toBeVisible()
    await expect(page.getByText('Default Course Level').first()).toBeVisible()
    await page.goBack()
  })

  test('explains an export that the source answers with 400', async () => {
    const { page } = running
    await administer(tenant, 'POST', '/sandbox/faults', { match: { path: '/source/erp/api/default-settings' }, effect: { status: 400 } })
    await page.getByRole('button', { name: 'Export API Settings' }).first().click()
    await page.getByRole('menuitem', { name: /^Plain CSV/ }).click()
    await expect(page.getByText('Verify that the Base URI and credentials are correct and try the export again.')).toBeVisible({
      timeout: 30_000,
    })
    await expect(page.getByText('The source application answered 400.')).toBeVisible()
    await administer(tenant, 'DELETE', '/sandbox/faults')
  })

  test('exports API settings to a CSV on disk', async () => {
    const { page, app } = running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, csv())
    await page.getByRole('button', { name: 'Export API Settings' }).first().click()
    await page.getByRole('menuitem', { name: /^Excel/ }).click()
    await expect(page.getByText(/Exported [\d,]+ rows/).first()).toBeVisible({ timeout: 30_000 })
    const text = await readFile(csv(), 'utf8')
    expect(text).toContain('Default Course Level')
    expect(text.split('\r\n').length).toBeGreaterThan(100)
  })

  test('is all there to read after a restart with the hub gone, with its age', async () => {
    await sandbox.stop()
    await running.close()
    running = await launch(userData())
    hubkeeper = new Hubkeeper(running.page)
    const { page } = running
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible()
    await expect(page.getByText(/as of/i).first()).toBeVisible()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByText(/hub unreachable|offline/i).first()).toBeVisible({ timeout: 30_000 })
    await hubkeeper.openApplication(OWNER)
    await hubkeeper.tab('Owned Resources').click()
    await page.getByLabel('Search resources').fill('courses')
    await page.getByRole('link', { name: 'courses', exact: true }).click()
    await expect(page.getByText('Default Course Level').first()).toBeVisible()
    await hubkeeper.openApplication('Housing Portal')
    await hubkeeper.tab('API Keys').click()
    await expect(page.getByRole('button', { name: 'Add API Key' })).toHaveAttribute('aria-disabled', 'true')
  })

  test('leaves no key, token or password in its data folder', async () => {
    const secrets = [
      ...copied,
      tenant.administrationToken,
      ...tenant.applications.flatMap(({ apiKeys, password }) => [...apiKeys, ...(password ? [password] : [])]),
    ]
    await running.close()
    expect(copied).toHaveLength(1)
    expect(await filesThatHold(folder.path, secrets)).toEqual([])
  })
})

/** Values that were on the clipboard: what the sweep at the end looks for. */
const copied: string[] = []
