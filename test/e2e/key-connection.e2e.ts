import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { filesThatHold } from './files-that-hold'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'
import { administer, startSandboxProcess, type SandboxProcess, type TenantHandle } from './sandbox-process'
import { ERP, openResource, pickOpen, saveAll, valueAtSource } from './source-settings'

type Made = { id: string; value: string; hint: string }

/** A consultant who has API keys of two applications, and no administration token. */
test.describe.serial('an environment that is connected by API keys', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let sandbox: SandboxProcess
  let tenant: TenantHandle
  let running: Running
  let hubkeeper: Hubkeeper
  let page: Running['page']
  const made: Made[] = []

  const keysOf = (name: string) => `/admin/v1/applications/${tenant.applications.find((each) => each.name === name)?.id ?? ''}/api-keys`
  /** By hand in the hub's console. */
  async function makeInConsole(name: string, addresses = ['127.0.0.1']): Promise<Made> {
    const key = (await administer(tenant, 'POST', keysOf(name), { restriction: { mode: 'restricted', addresses } })) as Made
    made.push(key)
    return key
  }
  async function deleteInConsole(name: string, { id }: Made): Promise<void> {
    await fetch(`${tenant.hubUrl}${keysOf(name)}/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${tenant.administrationToken}`, 'if-match': '*' },
    })
  }

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    sandbox = await startSandboxProcess()
    tenant = sandbox.tenant('Test')
    running = await launch(`${folder.path}/data`)
    page = running.page
    hubkeeper = new Hubkeeper(page)
  })
  test.afterAll(async () => {
    await running.close()
    await sandbox.stop()
    await folder.remove()
  })

  test('a key that is refused is named at the field, and what was typed stays', async () => {
    const [erp, housing] = [await makeInConsole(ERP), await makeInConsole('Housing Portal')]
    await page.getByRole('button', { name: 'Connect to a hub' }).click()
    await page.getByRole('radio', { name: 'With API keys of applications' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Maple by keys')
    await page.getByRole('radio', { name: 'Test', exact: true }).click()
    await page.getByRole('combobox', { name: 'Region' }).click()
    await page.getByRole('option', { name: 'Own hub URL' }).click()
    await page.getByLabel('Hub URL').fill(tenant.hubUrl)
    await page.getByLabel('API keys', { exact: true }).fill(`${erp.value}\nno-such-key\n${housing.value}`)
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByText(/^Key 2: The hub does not know this API key/).first()).toBeVisible({ timeout: 30_000 })
    await expect(page.getByLabel('API keys', { exact: true })).toHaveValue(/no-such-key/)
    await page.getByLabel('API keys', { exact: true }).fill(`${erp.value}\n${housing.value}`)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible({ timeout: 60_000 })
    await hubkeeper.untilRead()
    await expect(page.getByRole('link', { name: ERP })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
  })

  test('what only the console can do is visible, and says so', async () => {
    await expect(page.getByRole('button', { name: 'Manually' })).toHaveAttribute('aria-disabled', 'true')
    await hubkeeper.openApplication('Housing Portal')
    await assertAccessible(page)
  })

  test('a key that was made in the console is pasted, tried and kept', async () => {
    const [second, foreign] = [await makeInConsole('Housing Portal'), await makeInConsole(ERP)]
    await hubkeeper.openKeys('Housing Portal')
    await expect(page.getByText('Not known here').first()).toBeVisible()
    await page.getByRole('button', { name: 'Add API Key' }).click()
    const sheet = page.getByRole('dialog', { name: 'Add API Key' })
    await sheet.getByLabel('API key', { exact: true }).fill(foreign.value)
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Check and keep' }).click()
    await expect(sheet.getByText('This key belongs to another application.')).toBeVisible({ timeout: 30_000 })
    await sheet.getByLabel('API key', { exact: true }).fill(second.value)
    await sheet.getByRole('button', { name: 'Check and keep' }).click()
    await expect(sheet).toHaveCount(0, { timeout: 30_000 })
    await expect(page.getByRole('tab', { name: /^API Keys/ })).toContainText('2')
    await assertAccessible(page)
  })

  test('a key goes from here once it is deleted in the console, and not before', async () => {
    const second = made[2]
    if (!second) throw new Error('No second key was made')
    const hint = `${second.value.slice(0, 5)}…${second.value.slice(-4)}`
    const remove = async () => {
      await page.getByRole('button', { name: `Delete ${hint}` }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete from TEST' }).click()
    }
    await remove()
    await expect(
      page
        .getByRole('dialog')
        .getByText(/The hub still knows this key/)
        .first(),
    ).toBeVisible({ timeout: 30_000 })
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await deleteInConsole('Housing Portal', second)
    await remove()
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 30_000 })
    await expect(page.getByRole('tab', { name: /^API Keys/ })).toContainText('1')
  })

  test('a rotation asks a person to make the new key, and ends when the old one is gone at the hub', async () => {
    const old = made[1]
    if (!old) throw new Error('No key of the Housing Portal was made')
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Rotate' }).click()
    await expect(page.getByRole('heading', { name: 'Make the new key in the hub’s console', level: 2 })).toBeVisible()
    await assertAccessible(page)
    const fresh = await makeInConsole('Housing Portal')
    await page.getByRole('textbox', { name: 'New API key' }).fill('no-such-key')
    await page.getByRole('button', { name: 'Check and go on' }).click()
    await expect(page.getByText(/The hub does not know this key/).first()).toBeVisible({ timeout: 30_000 })
    await page.getByRole('textbox', { name: 'New API key' }).fill(fresh.value)
    await page.getByRole('button', { name: 'Check and go on' }).click()
    await page.getByRole('button', { name: 'Prove the new key' }).click({ timeout: 30_000 })
    await page.getByRole('button', { name: 'The old key is used nowhere' }).click({ timeout: 30_000 })
    const confirm = async () => {
      await page.getByRole('button', { name: 'Delete old API key from TEST' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete old API key from TEST' }).click()
    }
    await confirm()
    await expect(page.getByText(/The hub still knows this key/).first()).toBeVisible({ timeout: 30_000 })
    await assertAccessible(page)
    await deleteInConsole('Housing Portal', old)
    await confirm()
    await expect(page.getByText('The rotation is done.')).toBeVisible({ timeout: 30_000 })
  })

  test('settings are read and changed once it is said where the source application is', async () => {
    const { baseUri, username, password } = tenant.applications.find(({ name }) => name === ERP) ?? {}
    await hubkeeper.openApplication(ERP)
    await hubkeeper.tab('Owned Resources').click()
    await page.getByRole('button', { name: 'Enter base URI' }).click()
    await page
      .getByRole('dialog')
      .getByLabel('Base URI')
      .fill(baseUri ?? '')
    await assertAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    const credentials = page.getByRole('dialog', { name: 'Credentials' })
    await credentials.getByLabel('User', { exact: true }).fill(username ?? '')
    await credentials.getByLabel('Password', { exact: true }).fill(password ?? '')
    await credentials.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(credentials).toHaveCount(0, { timeout: 30_000 })
    await openResource(page, 'courses')
    await page.getByRole('button', { name: 'Edit Default Course Level' }).click()
    await pickOpen(page, '100')
    await page.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
    expect(await valueAtSource(tenant, 'default-settings', 'Default Course Level')).toMatchObject({ source: { value: '100' } })
  })

  test('no key is anywhere but in the keychain', async () => {
    expect(
      await filesThatHold(
        `${folder.path}/data`,
        made.map(({ value }) => value),
      ),
    ).toEqual([])
    for (const { value } of made) expect(await page.content()).not.toContain(value)
  })
})
