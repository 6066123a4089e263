import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { temporaryFolder } from '../e2e/launch'
import { Hubkeeper } from '../e2e/pages/hubkeeper'
import { startSandboxProcess, type SandboxProcess, type TenantHandle } from '../e2e/sandbox-process'
import { drive, type Driven } from './drive'
import { executableOf, packages } from './packages'

const OWNER = 'Ridgeline ERP Web API'

/** The main job in short, against the packaged app: the archive, the native modules outside it, the keychain's own process. */
test.describe.serial('the packaged app', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let sandbox: SandboxProcess
  let tenant: TenantHandle
  let driven: Driven
  let hubkeeper: Hubkeeper

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    sandbox = await startSandboxProcess()
    tenant = sandbox.tenant('Test')
    driven = await drive(join(folder.path, 'data'))
    hubkeeper = new Hubkeeper(driven.page)
  })
  test.afterAll(async () => {
    await driven.app.close()
    await sandbox.stop()
    await folder.remove()
  })

  test('is packaged, and says its version', async () => {
    const said = await driven.app.evaluate(({ app }) => ({ isPackaged: app.isPackaged, path: app.getAppPath(), version: app.getVersion() }))
    expect(said).toMatchObject({ isPackaged: true, version: '0.1.0' })
    expect(said.path).toMatch(/app\.asar$/)
  })

  test('connects to a hub, reads it, and keeps the token in the keychain', async () => {
    await hubkeeper.connectFromFirstRun(tenant, 'Maple Test', 'Test')
    await hubkeeper.untilRead()
    await expect(driven.page.getByText('Keychain available')).toBeVisible()
  })

  test('adds a key that the hub then has', async () => {
    const { page } = driven
    await hubkeeper.openKeys('Housing Portal')
    const before = await page.getByRole('row').count()
    await page.getByRole('button', { name: 'Add API Key' }).click()
    await page.getByRole('dialog', { name: 'Add API Key' }).getByLabel('IP addresses').fill('127.0.0.1')
    await page.getByRole('button', { name: /^Add to TEST/ }).click()
    await expect(page.getByRole('dialog', { name: 'Add API Key' })).toHaveCount(0)
    await expect(page.getByRole('row')).toHaveCount(before + 1)
  })

  test('exports API settings to a CSV on disk', async () => {
    const { app, page } = driven
    const csv = join(folder.path, 'settings.csv')
    const owner = tenant.applications.find(({ name }) => name === OWNER)
    await hubkeeper.openApplication(OWNER)
    await hubkeeper.tab('Owned Resources').click()
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    await page.getByLabel('User', { exact: true }).fill(owner?.username ?? '')
    await page.getByLabel('Password', { exact: true }).fill(owner?.password ?? '')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Saved\. The source application listed/)).toBeVisible({ timeout: 30_000 })
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, csv)
    await page.getByRole('button', { name: 'Export API Settings' }).first().click()
    await page.getByRole('menuitem', { name: /^Excel/ }).click()
    await expect(page.getByText(/Exported [\d,]+ rows/).first()).toBeVisible({ timeout: 30_000 })
    expect((await readFile(csv, 'utf8')).split('\r\n').length).toBeGreaterThan(100)
  })

  test('looks for no update by itself, and says that this copy has no place to get one from', async () => {
    const { page } = driven
    await page.getByRole('link', { name: 'Preferences', exact: true }).click()
    await expect(page.getByText('This is version 0.1.0.')).toBeVisible()
    await page.getByRole('button', { name: 'Check for updates' }).click()
    await expect(page.getByText('This copy was made without a place to get updates from.')).toBeVisible()
  })

  test('still refuses every switch that the driver does not need', () => {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const tried = spawnSync(executableOf(packages().test), [...root, '--js-flags=--expose-gc'], { encoding: 'utf8', timeout: 20_000 })
    expect({ status: tried.status, words: tried.stderr.includes('does not start with the switch --js-flags') }).toEqual({
      status: 1,
      words: true,
    })
  })
})
