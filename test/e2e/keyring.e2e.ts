import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { createKeytarKeychain } from '../../src/main/platform/keychain/keytar-keychain'
import { createForkHost } from '../fakes/fork-host'
import { createMemoryLog } from '../fakes/memory-log'
import { canPrompt, hasKeyring, startPrivateBus, startPrivateKeyring } from '../fakes/private-keyring'
import { filesThatHold } from './files-that-hold'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'
import { startSandboxProcess, type SandboxProcess, type TenantHandle } from './sandbox-process'

const ERP = 'Ridgeline ERP Web API'
const SESSION_ONLY =
  'There is no keychain on this computer right now. What you enter is kept for this session only: it is gone when Hubkeeper quits, and nothing of it is written to disk.'
const LOCKED = 'The keychain of this computer is locked, missing or did not answer. Nothing was stored and nothing was deleted.'
const MISSING = 'What it takes to sign in is not stored here, or could not be read.'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let sandbox: SandboxProcess
let tenant: TenantHandle
let running: Running
let hubkeeper: Hubkeeper
let busEnv: Record<string, string>
const data = () => join(folder.path, 'data')

async function start(): Promise<void> {
  running = await launch(data(), busEnv)
  hubkeeper = new Hubkeeper(running.page)
}

/** Only what makes the app find this bus; the rest of its surroundings stay. */
const busOf = (env: NodeJS.ProcessEnv) => ({
  DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS ?? '',
  XDG_RUNTIME_DIR: env.XDG_RUNTIME_DIR ?? '',
})

async function prepare(): Promise<void> {
  folder = await temporaryFolder()
  sandbox = await startSandboxProcess()
  tenant = sandbox.tenant('Test')
}
async function tidyUp(): Promise<void> {
  await running.close().catch(() => undefined) // it may not have come up
  await sandbox.stop()
  await folder.remove()
}
const refresh = () => running.page.getByRole('button', { name: 'Refresh' }).first().click()

test.describe.serial('without a keychain', () => {
  test.skip(!hasKeyring, 'takes a session bus')
  let bus: Awaited<ReturnType<typeof startPrivateBus>>
  test.beforeAll(async () => {
    await prepare()
    bus = await startPrivateBus(folder.path)
    busEnv = busOf(bus.env)
    await start()
  })
  test.afterAll(async () => {
    await tidyUp()
    await bus.stop()
  })

  test('it is said where a secret is entered and in the status bar, and everything works', async () => {
    const { page } = running
    await page.getByRole('button', { name: 'Connect to a hub' }).click()
    await expect(page.getByText(SESSION_ONLY)).toBeVisible()
    await hubkeeper.fillConnection(tenant, 'Maple Test', 'Test')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await hubkeeper.untilRead()
    await expect(page.getByText('No keychain: secrets last for this session only')).toBeVisible()
    await hubkeeper.openApplication(ERP)
    await hubkeeper.tab('Owned Resources').click()
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    await expect(page.getByText(SESSION_ONLY)).toBeVisible()
    const owner = tenant.applications.find(({ name }) => name === ERP)
    await page.getByLabel('User', { exact: true }).fill(owner?.username ?? '')
    await page.getByLabel('Password', { exact: true }).fill(owner?.password ?? '')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Saved\. The source application listed/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(`Known until Hubkeeper is closed, as ${owner?.username ?? ''}`)).toBeVisible()
    expect(await filesThatHold(data(), [tenant.administrationToken, owner?.password ?? ''])).toEqual([])
  })

  test('after a restart all that was read is there, and what is gone is said to be gone', async () => {
    await running.close()
    expect(await filesThatHold(data(), [tenant.administrationToken])).toEqual([])
    await start()
    const { page } = running
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible()
    await refresh()
    await expect(page.getByText(MISSING).first()).toBeVisible({ timeout: 30_000 })
    await hubkeeper.openApplication(ERP)
    await hubkeeper.tab('Owned Resources').click()
    await expect(page.getByRole('button', { name: 'Enter credentials' })).toBeVisible()
  })
})

test.describe.serial('a keychain that is locked while the app runs', () => {
  test.skip(!canPrompt, 'takes a keychain whose prompts have a place to open')
  let keyring: Awaited<ReturnType<typeof startPrivateKeyring>>
  test.beforeAll(async () => {
    await prepare()
    keyring = await startPrivateKeyring(folder.path, { prompts: true })
    busEnv = busOf(keyring.env)
    await start()
    await hubkeeper.connectFromFirstRun(tenant, 'Maple Test', 'Test')
    await hubkeeper.untilRead()
  })
  test.afterAll(async () => {
    await tidyUp()
    await keyring.stop()
  })

  test('shows its prompt, to which nobody answers: the app goes on, and ends the waiting with words', async () => {
    const { page } = running
    await expect(page.getByText('Keychain available')).toBeVisible()
    await keyring.lock()
    await refresh()
    await expect.poll(() => keyring.isPrompting(), { timeout: 15_000 }).toBe(true)
    const slowest = await page.evaluate(async () => {
      // The bridge of the preload, as the page has it.
      const { call } = Reflect.get(globalThis, 'hubkeeper') as { call: (name: string, input?: unknown) => Promise<{ ok: boolean }> }
      let worst = 0
      for (let tries = 0; tries < 20; tries += 1) {
        const began = performance.now()
        const answers = await Promise.all(['shell.state', 'environments.list', 'preferences.get'].map((name) => call(name)))
        if (answers[0]?.ok !== true) throw new Error('The app did not answer')
        worst = Math.max(worst, performance.now() - began)
      }
      return worst
    })
    expect(slowest).toBeLessThan(1000)
    await hubkeeper.openApplication('Housing Portal')
    await expect(page.getByText(LOCKED).first()).toBeVisible({ timeout: 40_000 })
    await expect(page.getByText('Keychain locked')).toBeVisible()
  })

  test('gives everything back once it is unlocked', async () => {
    const { page } = running
    await keyring.unlock()
    await page.getByRole('link', { name: 'Applications', exact: true }).first().click()
    await expect(async () => {
      await refresh()
      await expect(page.getByText('Keychain available')).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: 30_000 })
  })

  test('a secret that somebody deleted costs only itself', async () => {
    const { page } = running
    const sources = tenant.applications.filter(({ baseUri, password }) => baseUri !== null && password !== null).slice(0, 2)
    for (const { name, username, password } of sources) {
      await hubkeeper.openApplication(name)
      await hubkeeper.tab('Owned Resources').click()
      await page.getByRole('button', { name: 'Enter credentials' }).click()
      await page.getByLabel('User', { exact: true }).fill(username ?? '')
      await page.getByLabel('Password', { exact: true }).fill(password ?? '')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await expect(page.getByText(`Stored in the keychain of this computer, as ${username ?? ''}`)).toBeVisible({ timeout: 30_000 })
    }
    const journal = new Database(join(data(), 'journal.db'), { readonly: true })
    const ref = journal
      .prepare<[string], string>('SELECT ref FROM secrets WHERE owner_id = ?')
      .pluck()
      .get(sources[0]?.id ?? '')
    journal.close()
    const somebody = createKeytarKeychain({ host: createForkHost({ ...process.env, ...busEnv }), log: createMemoryLog() })
    await somebody.delete(ref ?? '')
    somebody.close()
    const check = async (name: string) => {
      await hubkeeper.openApplication(name)
      await hubkeeper.tab('Owned Resources').click()
      await page.getByRole('button', { name: /^Why no links\?|^Check connection/ }).click()
      await page.getByRole('button', { name: 'Check now' }).click()
    }
    await check(sources[0]?.name ?? '')
    await expect(page.getByText(MISSING).first()).toBeVisible({ timeout: 30_000 })
    await check(sources[1]?.name ?? '')
    await expect(page.getByRole('region', { name: 'Checks behind the hyperlinks' }).getByRole('row').nth(2)).toBeVisible({
      timeout: 30_000,
    })
    await expect(page.getByText(MISSING)).toHaveCount(0)
    await expect(page.getByText('Keychain available')).toBeVisible()
  })
})
