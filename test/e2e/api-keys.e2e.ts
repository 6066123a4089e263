import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { filesThatHold } from './files-that-hold'
import { hubStory } from './hub-story'
import { administer } from './sandbox-process'

type WireKey = { id: string; hint: string; etag: string; restriction: { mode: string; addresses?: string[] } }
const LAST_KEY = 'Each application has a minimum of one API Key.'

/** "Modify API key restrictions" and the practices for keeping keys, with a second administrator at work meanwhile. */
test.describe.serial('API keys', () => {
  const story = hubStory()
  const revealed: string[] = []
  const keysPath = (name: string) =>
    `/admin/v1/applications/${story.tenant.applications.find((each) => each.name === name)?.id ?? ''}/api-keys`
  const keysOf = (name: string) => administer(story.tenant, 'GET', keysPath(name)) as Promise<WireKey[]>
  const second = async (method: string, key: WireKey, name: string, body?: unknown) => {
    const response = await fetch(new URL(`${keysPath(name)}/${key.id}`, story.tenant.hubUrl), {
      method,
      headers: { authorization: `Bearer ${story.tenant.administrationToken}`, 'content-type': 'application/json', 'if-match': key.etag },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    expect(response.ok).toBe(true)
  }
  const restricted = async (name: string) => {
    const key = (await keysOf(name)).find(({ restriction }) => restriction.mode === 'restricted')
    if (!key) throw new Error(`${name} has no restricted key`)
    return key
  }

  test('an unrestricted key is yellow and says so', async () => {
    await story.hubkeeper.openKeys('Housing Portal')
    const { page } = story
    await expect(page.getByRole('row').filter({ hasText: 'No IP restrictions' })).toBeVisible()
    await assertAccessible(page)
  })

  test('modifies a restriction after saying what it changes', async () => {
    const { page } = story
    const key = await restricted('Housing Portal')
    await page.getByRole('button', { name: `Edit ${key.hint}` }).click()
    const sheet = page.getByRole('dialog', { name: 'Modify restriction' })
    await sheet.getByLabel('Source IP Address').fill('198.51.100.7, 10.0.0.300')
    await sheet.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(sheet.getByText(/10\.0\.0\.300 is not an IPv4 address/)).toBeVisible()
    await sheet.getByRole('button', { name: 'Remove 10.0.0.300', exact: true }).click()
    await expect(sheet.getByText(/In all: 37 addresses → 38 addresses/)).toBeVisible()
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(sheet).toHaveCount(0)
    expect((await restricted('Housing Portal')).restriction.addresses).toContain('198.51.100.7')
  })

  test('says when somebody changed the key meanwhile, keeps what was typed, and saves over it when told to', async () => {
    const { page } = story
    const key = await restricted('Housing Portal')
    await page.getByRole('button', { name: `Edit ${key.hint}` }).click()
    const sheet = page.getByRole('dialog', { name: 'Modify restriction' })
    await sheet.getByLabel('Source IP Address').fill('198.51.100.8')
    await second('PATCH', key, 'Housing Portal', { restriction: { mode: 'restricted', addresses: ['192.0.2.99'] } })
    await sheet.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(sheet.getByText('192.0.2.99', { exact: true }).first()).toBeVisible()
    await expect(sheet.getByRole('button', { name: 'Remove 198.51.100.8', exact: true })).toBeVisible()
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Save mine over it' }).click()
    await expect(sheet).toHaveCount(0)
    expect((await restricted('Housing Portal')).restriction.addresses).toContain('198.51.100.8')
  })

  test('going unrestricted is a step of its own', async () => {
    const { page } = story
    const key = await restricted('Housing Portal')
    await page.getByRole('button', { name: `Edit ${key.hint}` }).click()
    const sheet = page.getByRole('dialog', { name: 'Modify restriction' })
    await sheet.getByRole('radio', { name: 'Set API key to have no IP address restrictions' }).click()
    await sheet.getByRole('button', { name: /^Save in TEST/ }).click()
    expect((await restricted('Housing Portal')).id).toBe(key.id)
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Save in TEST without restrictions' }).click()
    await expect(sheet).toHaveCount(0)
    expect((await keysOf('Housing Portal')).every(({ restriction }) => restriction.mode === 'unrestricted')).toBe(true)
  })

  test('reveals a key for a while, and then it is nowhere in the page', async () => {
    const { page } = story
    const [key] = await keysOf('Housing Portal')
    await page.getByRole('button', { name: `More for ${key?.hint ?? ''}` }).click()
    await page.getByRole('menuitem', { name: 'Reveal…' }).click()
    const dialog = page.getByRole('dialog')
    const value = (await dialog.locator('code').last().textContent()) ?? ''
    expect(value).toMatch(/^[0-9a-f-]{36}$/)
    await expect(dialog.getByText(/Hidden in \d+ seconds/)).toBeVisible()
    await assertAccessible(page)
    await dialog.getByRole('button', { name: 'Hide' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await page.content()).not.toContain(value)
    revealed.push(value)
  })

  test('hands a key over to a file that only its owner can read, and not into a source tree', async () => {
    const { page } = story
    const [key] = await keysOf('Housing Portal')
    const inTree = story.path('repository/src/key.env')
    await mkdir(dirname(inTree), { recursive: true })
    await mkdir(story.path('repository/.git'))
    const choose = (filePath: string) =>
      story.running.app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
      }, filePath)
    await choose(inTree)
    await page.getByRole('button', { name: `More for ${key?.hint ?? ''}` }).click()
    await page.getByRole('menuitem', { name: 'Hand over to a file…' }).click()
    const sheet = page.getByRole('dialog', { name: 'Hand over to a file' })
    await sheet.getByRole('button', { name: 'Choose place…' }).click()
    await expect(sheet.getByText(/Git/).first()).toBeVisible()
    await assertAccessible(page)
    await choose(story.path('portal.env'))
    await sheet.getByRole('button', { name: /Choose .*place/ }).click()
    await sheet.getByRole('button', { name: 'Write file' }).click()
    await expect
      .poll(() =>
        stat(story.path('portal.env')).then(
          (file) => file.mode & 0o777,
          () => 0,
        ),
      )
      .toBe(0o600)
    expect(await readFile(story.path('portal.env'), 'utf8')).toMatch(/^HOUSING_PORTAL_API_KEY=[0-9a-f-]{36}\n$/)
    // The file is there before the sheet knows; until then Esc would ask whether to give it up.
    await expect(sheet.getByText('The key was written to')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  test('keeps a label and where a key is used, on this computer', async () => {
    const { page } = story
    const [key] = await keysOf('Housing Portal')
    await page.getByRole('button', { name: new RegExp(`^More for .*${key?.hint ?? ''}`) }).click()
    await page.getByRole('menuitem', { name: 'Label and notes…' }).click()
    const sheet = page.getByRole('dialog', { name: 'Label and notes' })
    await sheet.getByLabel('Label').fill('Nightly job')
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Save notes' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'Nightly job' })).toBeVisible()
  })

  test('deletes a key, and never the last one', async () => {
    const { page } = story
    const keys = await keysOf('Housing Portal')
    const [first, other] = keys
    if (!first || !other) throw new Error('Two keys were expected')
    // The other one goes behind the window's back: the list still shows two.
    await page.getByRole('button', { name: new RegExp(`^Delete .*${first.hint}`) }).click()
    await second('DELETE', other, 'Housing Portal')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Delete from TEST' }).click()
    await expect(dialog.getByText(LAST_KEY).first()).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Rotate instead' })).toBeVisible()
    await assertAccessible(page)
    await page.keyboard.press('Escape')
    expect(await keysOf('Housing Portal')).toHaveLength(1)
  })

  test('an address set that changes shows which keys are behind, and brings them up to it', async () => {
    const { page, hubkeeper } = story
    await page.getByRole('link', { name: 'Address sets' }).click()
    await page.getByRole('button', { name: 'New address set' }).click()
    const sheet = page.getByRole('dialog', { name: 'New address set' })
    await sheet.getByLabel('Name').fill('Campus egress')
    await sheet.getByLabel('IP addresses').fill('198.51.100.10')
    await sheet.getByRole('button', { name: 'Save set' }).click()
    await expect(sheet).toHaveCount(0)
    await assertAccessible(page)

    await hubkeeper.openKeys('Housing Portal')
    await page.getByRole('button', { name: 'Add API Key' }).click()
    const add = page.getByRole('dialog', { name: 'Add API Key' })
    await add.getByRole('button', { name: 'Use an address set' }).click()
    await page.getByRole('menuitem', { name: /Campus egress/ }).click()
    await add.getByRole('button', { name: /^Add to TEST/ }).click()
    await expect(add).toHaveCount(0)

    await page.getByRole('link', { name: 'Address sets' }).click()
    await page.getByRole('button', { name: 'Edit Campus egress' }).click()
    const edit = page.getByRole('dialog', { name: 'Edit address set' })
    await edit.getByLabel('IP addresses').fill('198.51.100.11')
    await edit.getByRole('button', { name: 'Save set' }).click()
    await expect(edit).toHaveCount(0)
    await expect(page.getByText('Added: 198.51.100.11')).toBeVisible()
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Apply 1 line to TEST' }).click()
    await expect(page.getByText('Done', { exact: true })).toBeVisible()
    expect((await keysOf('Housing Portal')).some(({ restriction }) => restriction.addresses?.includes('198.51.100.11'))).toBe(true)
  })

  test('what was revealed and handed over is in no file of the app, and in no log', async () => {
    expect(revealed).toHaveLength(1)
    expect(await filesThatHold(story.path('data'), revealed)).toEqual([])
    expect(story.running.logs.join('')).not.toContain(revealed[0])
  })
})
