import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { filesThatHold } from './files-that-hold'
import { hubStory } from './hub-story'
import { administer } from './sandbox-process'

type WireKey = { id: string; hint: string; restriction: { mode: string } }
const APPLICATION = 'Housing Portal'

/** "Change the API key" of the source docs, with a crash in the middle, and the board that says which keys need it. */
test.describe.serial('rotation and key health', () => {
  const story = hubStory()
  const path = () => `/admin/v1/applications/${story.tenant.applications.find(({ name }) => name === APPLICATION)?.id ?? ''}/api-keys`
  const keys = () => administer(story.tenant, 'GET', path()) as Promise<WireKey[]>
  let old: WireKey

  test('begins from a key, shows the inherited restriction, and makes the new key beside the old one', async () => {
    const { page, hubkeeper } = story
    const found = (await keys()).find(({ restriction }) => restriction.mode === 'restricted')
    if (!found) throw new Error('There is no restricted key')
    old = found
    await hubkeeper.openKeys(APPLICATION)
    await page.getByRole('button', { name: `More for ${old.hint}` }).click()
    await page.getByRole('menuitem', { name: 'Rotate' }).click()
    await expect(page.getByRole('heading', { name: 'Create the new API key', level: 2 })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Remove 192.0.2.0/28', exact: true })).toBeVisible()
    await assertAccessible(page)
    await page.getByRole('button', { name: 'Create new API key in TEST' }).click()
    await expect(page.getByRole('heading', { name: 'Prove the new API key', level: 2 })).toBeVisible({ timeout: 30_000 })
    expect(await keys()).toHaveLength(3)
  })

  test('a refusal by address is told apart, and names the address', async () => {
    const { page } = story
    await page.getByRole('button', { name: 'Prove the new key' }).click()
    await expect(page.getByText('The hub refused the key from this address.')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/127\.0\.0\.1/)).toBeVisible()
    await assertAccessible(page)
  })

  test('goes on after a crash where it was, and proves the key once the address is allowed', async () => {
    await story.crash()
    const { page } = story
    await page.getByRole('link', { name: 'Rotations' }).click()
    await assertAccessible(page)
    await page.getByRole('row').filter({ hasText: APPLICATION }).dblclick()
    await expect(page.getByRole('heading', { name: 'Prove the new API key', level: 2 })).toBeVisible()
    await page.getByRole('link', { name: 'Edit its restriction' }).click()
    const sheet = page.getByRole('dialog', { name: 'Modify restriction' })
    await sheet.getByLabel('Source IP Address').fill('127.0.0.1')
    await sheet.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(sheet).toHaveCount(0)
    await page.getByRole('link', { name: 'Rotations' }).click()
    await page.getByRole('row').filter({ hasText: APPLICATION }).dblclick()
    await page.getByRole('button', { name: 'Prove the new key' }).click()
    await expect(page.getByRole('heading', { name: 'Update it everywhere', level: 2 })).toBeVisible({ timeout: 30_000 })
  })

  test('every place is ticked before the old key can go, and the new one is copied from here', async () => {
    const { page } = story
    await page.getByRole('textbox', { name: 'Place' }).fill('Nightly job on batch01')
    await page.getByRole('textbox', { name: 'Owner' }).fill('Operations')
    await page.getByRole('button', { name: 'Add place' }).click()
    await expect(page.getByRole('button', { name: 'All places have the new key' })).toHaveAttribute('aria-disabled', 'true')
    await page.getByRole('button', { name: 'Copy new API key' }).click()
    await expect(page.getByText(/^Copied\./).first()).toBeVisible()
    const value = await story.running.app.evaluate(({ clipboard }) => clipboard.readText())
    const answer = await fetch(`${story.tenant.hubUrl}/auth`, { method: 'POST', headers: { authorization: `Bearer ${value}` } })
    expect(answer.status).toBe(200)
    expect(await page.content()).not.toContain(value)
    expect(await filesThatHold(story.path('data'), [value])).toEqual([])
    await page.getByRole('checkbox', { name: /Nightly job/ }).click()
    await assertAccessible(page)
    await page.getByRole('button', { name: 'All places have the new key' }).click()
    await expect(page.getByRole('heading', { name: 'Delete the old API key', level: 2 })).toBeVisible()
    await assertAccessible(page)
  })

  test('removes the old key only when told to', async () => {
    const { page } = story
    expect((await keys()).some(({ id }) => id === old.id)).toBe(true)
    await page.getByRole('button', { name: 'Delete old API key from TEST' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete old API key from TEST' }).click()
    await expect(page.getByText('The rotation is done.')).toBeVisible({ timeout: 30_000 })
    expect((await keys()).some(({ id }) => id === old.id)).toBe(false)
    await page.getByRole('link', { name: `API Keys of ${APPLICATION}` }).click()
    await expect(page.getByText('1 place')).toBeVisible()
  })

  test('key health names what is wrong, leads to where it is mended, and is exported without values', async () => {
    const { page, running } = story
    await page.getByRole('link', { name: 'Key health' }).click()
    await expect(page.getByRole('button', { name: /No IP restrictions$/ })).toBeVisible()
    await assertAccessible(page)
    await page.getByRole('button', { name: /Too many keys$/ }).click()
    await expect(page.getByRole('row').filter({ hasText: 'Analytics Warehouse' }).first()).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search API keys' }).fill('no such key')
    await page.getByRole('button', { name: 'Show all keys' }).click()
    await page.getByRole('searchbox', { name: 'Search API keys' }).fill('mobile campus')
    const csv = story.path('inventory.csv')
    await running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, csv)
    await page.getByRole('button', { name: 'Export API key inventory' }).click()
    await expect(page.getByText(/^Exported \d+ keys?/).first()).toBeVisible()
    const text = await readFile(csv, 'utf8')
    expect(text).toContain('Mobile Campus')
    for (const value of story.tenant.applications.flatMap(({ apiKeys }) => apiKeys)) expect(text).not.toContain(value)
    await page.getByRole('row').filter({ hasText: 'No IP restrictions' }).getByRole('button').first().click()
    await expect(page.getByRole('dialog', { name: 'Modify restriction' })).toBeVisible()
  })
})
