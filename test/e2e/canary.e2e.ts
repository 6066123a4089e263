import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { filesThatHold, formsOf, held } from './files-that-hold'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'
import { heapSnapshot, processTraces, windowTraces } from './running-traces'
import { administer, startSandboxProcess, type SandboxProcess, type TenantHandle } from './sandbox-process'

const APPLICATION = 'Housing Portal'
const ERP = 'Ridgeline ERP Web API'
type WireKey = { id: string; hint: string }

/**
 * Keys, tokens and passwords that exist nowhere else go through everything the app does with secrets, its mishaps and its
 * deaths. Afterwards they are looked for everywhere but in the keychain. Each test looks too, so that a leak has a place.
 */
test.describe.serial('no secret is left behind', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let sandbox: SandboxProcess
  let tenant: TenantHandle
  let running: Running
  let hubkeeper: Hubkeeper
  let stranger: { server: Server; url: string; asked: IncomingHttpHeaders[] }
  const output: string[] = []
  const secrets: string[] = []
  const wrongToken = `wrong-token-${randomUUID()}`
  const wrongPassword = `wrong & password ${randomUUID()}`
  const path = (name: string) => join(folder.path, name)

  const start = async () => {
    // Its own temporary folder and its own caches, so that all of them can be searched.
    running = await launch(path('data'), { TMPDIR: path('tmp'), XDG_CONFIG_HOME: path('config'), XDG_CACHE_HOME: path('cache') })
    hubkeeper = new Hubkeeper(running.page)
  }
  const die = async () => {
    const gone = new Promise((resolve) => running.app.process().once('exit', resolve))
    running.app.process().kill('SIGKILL')
    await gone
    output.push(...running.logs)
  }
  const keysPath = () => `/admin/v1/applications/${tenant.applications.find(({ name }) => name === APPLICATION)?.id ?? ''}/api-keys`
  const keys = () => administer(tenant, 'GET', keysPath()) as Promise<WireKey[]>
  const reveal = async (id: string) => ((await administer(tenant, 'POST', `${keysPath()}/${id}/reveal`)) as { value: string }).value
  const clipboard = () => running.app.evaluate(({ clipboard: board }) => board.readText())
  const saveTo = (filePath: string) =>
    running.app.evaluate(({ dialog }, place) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: place })
    }, filePath)
  const source = () => {
    const { baseUri, username, password } = tenant.applications.find(({ name }) => name === ERP) ?? {}
    if (!baseUri || !username || !password) throw new Error('The sandbox has no such source')
    return { baseUri, username, password, path: new URL(baseUri).pathname }
  }
  const fault = (at: string, effect: object, method?: string) =>
    administer(tenant, 'POST', '/sandbox/faults', { match: { path: at, ...(method === undefined ? {} : { method }) }, effect })
  const refresh = () => running.page.getByRole('button', { name: 'Refresh' }).first().click()

  /** Everywhere but the heap, which takes its time. */
  async function expectNowhere(): Promise<void> {
    for (const place of ['data', 'tmp', 'config', 'cache', 'exports']) expect(await filesThatHold(path(place), secrets)).toEqual([])
    const traces = [
      Buffer.from(running.logs.join('')),
      await windowTraces(running.app, running.page),
      ...(await processTraces(running.app)),
    ]
    for (const trace of traces) expect(held(trace, secrets)).toEqual([])
  }

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    for (const place of ['data', 'tmp', 'config', 'cache', 'exports', 'handed-over']) {
      await mkdir(path(place))
      await writeFile(path(`${place}/marker`), 'so that there is a file to look at')
    }
    sandbox = await startSandboxProcess()
    tenant = sandbox.tenant('Test')
    const asked: IncomingHttpHeaders[] = []
    const server = createServer((request, response) => {
      asked.push(request.headers)
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stranger = { server, asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
    for (const each of sandbox.tenants)
      secrets.push(
        each.administrationToken,
        ...each.applications.flatMap(({ apiKeys, password }) => [...apiKeys, ...(password ? [password] : [])]),
      )
    secrets.push(wrongToken, wrongPassword)
    await start()
  })
  test.afterAll(async () => {
    await running.close().catch(() => undefined) // it may be dead already
    await sandbox.stop()
    stranger.server.close()
    await folder.remove()
  })

  test('the search finds every form of a secret, and also inside of a longer text', () => {
    const canary = `canary ${randomUUID()}`
    for (const form of formsOf(canary))
      expect(held(Buffer.concat([Buffer.from('x'), form, Buffer.from('y')]), ['not in there at all', canary])).toEqual([1])
    for (const user of ['a', 'ab', 'abc'])
      for (const encoding of ['base64', 'base64url'] as const)
        expect(held(Buffer.from(Buffer.from(`${user}:${canary}:x`).toString(encoding)), [canary])).toEqual([0])
  })

  test('a wrong token, and then the right one', async () => {
    const { page } = running
    await page.getByRole('button', { name: 'Connect to a hub' }).click()
    await hubkeeper.fillConnection({ ...tenant, administrationToken: wrongToken }, 'Maple Test', 'Test')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('The hub refused the administration token.')).toBeVisible()
    await page.getByLabel('Administration token', { exact: true }).fill(tenant.administrationToken)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible({ timeout: 60_000 })
    await hubkeeper.untilRead()
    await expectNowhere()
  })

  test('a wrong password, and then the right one', async () => {
    const { page } = running
    await hubkeeper.openApplication(ERP)
    await hubkeeper.tab('Owned Resources').click()
    await page.getByRole('button', { name: 'Enter credentials' }).click()
    await page.getByLabel('User', { exact: true }).fill(source().username)
    await page.getByLabel('Password', { exact: true }).fill(wrongPassword)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('The source application refused its user and password.')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(source().password)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Saved\. The source application listed/)).toBeVisible({ timeout: 30_000 })
    await expectNowhere()
  })

  test('a key is added, revealed, copied, copied as a line and handed over', async () => {
    const { page } = running
    const before = new Set((await keys()).map(({ id }) => id))
    await hubkeeper.openKeys(APPLICATION)
    await page.getByRole('button', { name: 'Add API Key' }).click()
    await page.getByRole('dialog', { name: 'Add API Key' }).getByLabel('IP addresses').fill('127.0.0.1')
    await page.getByRole('button', { name: /^Add to TEST/ }).click()
    await expect(page.getByRole('dialog', { name: 'Add API Key' })).toHaveCount(0)
    const added = (await keys()).find(({ id }) => !before.has(id))
    if (!added) throw new Error('No key was added')
    const value = await reveal(added.id)
    secrets.push(value)
    const menu = async (item: string) => {
      await page.getByRole('button', { name: new RegExp(`^More for .*${added.hint}`) }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await menu('Reveal…')
    await expect(page.getByRole('dialog').locator('code').last()).toHaveText(value)
    const hide = page.getByRole('button', { name: 'Hide', exact: true })
    await hide.click()
    await expect(hide).toHaveCount(0)
    await page.getByRole('button', { name: new RegExp(`^Copy .*${added.hint}`) }).click()
    await expect.poll(clipboard).toBe(value)
    await menu('Copy as environment line…')
    await page.getByRole('dialog').getByRole('button', { name: 'Copy line' }).click()
    await expect.poll(clipboard).toBe(`HOUSING_PORTAL_API_KEY=${value}`)
    await saveTo(path('handed-over/portal.env'))
    await menu('Hand over to a file…')
    const sheet = page.getByRole('dialog', { name: 'Hand over to a file' })
    await sheet.getByRole('button', { name: /Choose .*place/ }).click()
    await sheet.getByRole('button', { name: 'Write file' }).click()
    await expect.poll(() => readFile(path('handed-over/portal.env'), 'utf8').catch(() => '')).toContain(value)
    await page.keyboard.press('Escape')
    // The one file that is meant to hold it, and the proof that the search would find it.
    expect(await filesThatHold(path('handed-over'), secrets)).toEqual(['portal.env'])
    await expectNowhere()
  })

  test('a rotation to its end', async () => {
    const { page } = running
    const old = (await keys()).at(-1)
    if (!old) throw new Error('There is no key')
    await hubkeeper.openKeys(APPLICATION)
    await page.getByRole('button', { name: new RegExp(`^More for .*${old.hint}`) }).click()
    await page.getByRole('menuitem', { name: 'Rotate' }).click()
    await page.getByRole('button', { name: 'Create new API key in TEST' }).click()
    await page.getByRole('button', { name: 'Prove the new key' }).click({ timeout: 30_000 })
    const made = (await keys()).at(-1)
    if (!made || made.id === old.id) throw new Error('No key was made')
    secrets.push(await reveal(made.id))
    await page.getByRole('button', { name: 'Copy new API key' }).click({ timeout: 30_000 })
    await expect.poll(clipboard).toBe(secrets.at(-1))
    await expectNowhere()
    await page.getByRole('checkbox', { name: /portal\.env/ }).click() // handing it over made a note of the place
    await page.getByRole('button', { name: 'All places have the new key' }).click()
    await page.getByRole('button', { name: 'Delete old API key from TEST' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete old API key from TEST' }).click()
    await expect(page.getByText('The rotation is done.')).toBeVisible({ timeout: 30_000 })
  })

  test('a setting is saved, and settings, ISO codes and the key inventory go to files', async () => {
    const { page } = running
    await hubkeeper.openApplication(ERP)
    await hubkeeper.tab('Owned Resources').click()
    await saveTo(path('exports/settings.csv'))
    await page.getByRole('button', { name: 'Export API Settings' }).first().click()
    await page.getByRole('menuitem', { name: /^Excel/ }).click()
    await expect(page.getByText(/Exported [\d,]+ rows/).first()).toBeVisible({ timeout: 30_000 })
    await page.getByLabel('Search resources').fill('courses')
    await page.getByRole('link', { name: 'courses', exact: true }).click()
    await page.getByRole('button', { name: 'Edit Default Course Level' }).click()
    await page.getByRole('combobox', { name: 'Search by name or code' }).fill('100')
    await page.getByRole('option').filter({ hasText: /^100/ }).first().click()
    await page.getByRole('button', { name: 'Review and save' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save to TEST' }).click()
    await expect(page.getByText('Saved 1 setting.')).toBeVisible()

    await page.getByRole('link', { name: 'API Configuration', exact: true }).first().click()
    await page.getByRole('combobox', { name: 'Application' }).click()
    await page.getByRole('option', { name: ERP, exact: true }).click()
    await saveTo(path('exports/iso.csv'))
    await page.getByRole('button', { name: 'Export ISO Codes' }).click({ timeout: 30_000 })
    await page.getByRole('menuitem', { name: /^Plain CSV/ }).click()
    await expect(page.getByText(/Exported \d+ rows to iso\.csv/)).toBeVisible({ timeout: 30_000 })

    await page.getByRole('link', { name: 'Key health' }).click()
    await saveTo(path('exports/inventory.csv'))
    await page.getByRole('button', { name: 'Export API key inventory' }).click()
    await expect(page.getByText(/^Exported \d+ keys?/).first()).toBeVisible()
    await expectNowhere()
  })

  test('a hub that breaks, and says the token and a key back, leads to no copy of them', async () => {
    const { page } = running
    const echo = `Bearer ${tenant.administrationToken} and ${tenant.administrationToken}, or ${Buffer.from(`:${tenant.administrationToken}`).toString('base64')}`
    await fault('/admin/v1/applications', {
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: echo, status: 500, detail: echo, code: 'internal', errors: [{ path: echo, message: echo }] }),
    })
    await page.getByRole('link', { name: 'Applications', exact: true }).first().click()
    await refresh()
    await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 60_000 })
    // More than is shown: all that the window is told.
    const told = await page.evaluate(async () => {
      // The bridge of the preload, as the page has it.
      const { call } = Reflect.get(globalThis, 'hubkeeper') as { call: (name: string, input?: unknown) => Promise<unknown> }
      const state = (await call('shell.state')) as { value: { boundTo: { id: string } } }
      return JSON.stringify(await call('environments.sync', { environmentId: state.value.boundTo.id }))
    })
    expect(told).toContain('[REDACTED] and [REDACTED], or [REDACTED]')
    expect(held(Buffer.from(told), secrets)).toEqual([])
    await administer(tenant, 'DELETE', '/sandbox/faults')
    await expectNowhere()
  })

  test('a source that says the password back in a refusal leads to no copy of it', async () => {
    const { page } = running
    const { username, password } = source()
    const echo = `${password} was ${Buffer.from(`${username}:${password}`).toString('base64')}`
    await hubkeeper.openApplication(ERP)
    await hubkeeper.tab('Owned Resources').click()
    await page.getByLabel('Search resources').fill('courses')
    await page.getByRole('link', { name: 'courses', exact: true }).click()
    await page.getByRole('button', { name: 'Edit Default Course Level' }).click()
    await page.getByRole('combobox', { name: 'Search by name or code' }).fill('300')
    await page.getByRole('option').filter({ hasText: /^300/ }).first().click()
    await fault(
      `${source().path}/default-settings/**`,
      {
        status: 400,
        contentType: 'application/vnd.hedtech.integration.errors.v2+json',
        body: JSON.stringify({ errors: [{ code: 'Settings.Closed', message: `source.value: ${echo}` }] }),
      },
      'PUT',
    )
    await page.getByRole('button', { name: 'Review and save' }).click()
    const review = page.getByRole('dialog', { name: 'Save 1 change?' })
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(review.getByText('The source application refused it: [REDACTED] was [REDACTED]')).toBeVisible()
    await administer(tenant, 'DELETE', '/sandbox/faults')
    await expectNowhere()
    await review.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Review and save' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save to TEST' }).click()
    await expect(page.getByText('Saved 1 setting.').first()).toBeVisible()
  })

  test('a redirect to another origin is not followed, with or without a secret', async () => {
    const { page } = running
    for (const at of ['/admin/v1/applications', '/admin/v1/tenant', source().path])
      await fault(at, { status: 307, headers: { location: stranger.url }, body: '' })
    await page.getByRole('link', { name: 'Applications', exact: true }).first().click()
    await refresh()
    await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 60_000 })
    await administer(tenant, 'DELETE', '/sandbox/faults')
    expect(stranger.asked).toEqual([])
    await expectNowhere()
  })

  test('the memory of the window holds none of them', async () => {
    const heap = await heapSnapshot(running.page)
    expect(held(heap, [APPLICATION])).toEqual([0])
    expect(held(heap, secrets)).toEqual([])
  })

  test('a window that crashes, and an app that is killed and started again, leave none behind', async () => {
    await running.app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents()
      if (!contents) throw new Error('There is no window')
      const gone = new Promise((resolve) => contents.once('render-process-gone', resolve))
      contents.forcefullyCrashRenderer()
      await gone
    })
    await die()
    for (const place of ['data', 'tmp', 'config', 'cache', 'exports']) expect(await filesThatHold(path(place), secrets)).toEqual([])
    await start()
    await hubkeeper.openKeys(APPLICATION)
    const [key] = await keys()
    await running.page.getByRole('button', { name: new RegExp(`^Copy .*${key?.hint ?? ''}`) }).click()
    await expect.poll(clipboard).toBe(await reveal(key?.id ?? ''))
    await expectNowhere()
    await running.close()
    output.push(...running.logs)
    for (const place of ['data', 'tmp', 'config', 'cache', 'exports']) expect(await filesThatHold(path(place), secrets)).toEqual([])
    expect(held(Buffer.from(output.join('')), secrets)).toEqual([])
    expect(secrets.length).toBeGreaterThan(20)
  })
})
