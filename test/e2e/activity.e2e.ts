import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test, type Page } from '@playwright/test'
import { assertAccessible } from './axe'
import { filesThatHold } from './files-that-hold'
import { hubStory } from './hub-story'

const APPLICATION = 'Housing Portal'

/** What was done is in the log with before and after; the log is whole, goes along as a file, and says when somebody changed it. */
test.describe.serial('the activity log', () => {
  const story = hubStory()
  const rows = (page: Page) => page.getByRole('grid', { name: /^Activity/ }).getByRole('row')
  const journal = () => new DatabaseSync(join(story.path('data'), 'journal.db'))
  const exportTo = async (file: string, kind: string) => {
    await story.running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, story.path(file))
    await story.page.getByRole('button', { name: 'Export', exact: true }).click()
    await story.page.getByRole('menuitem', { name: kind }).click()
    await expect(story.page.getByText(/^Exported \d+ entr/).first()).toBeVisible()
    return await readFile(story.path(file), 'utf8')
  }

  test('has the key that was added and the application that was edited, with before and after', async () => {
    const { page, hubkeeper } = story
    await hubkeeper.openKeys(APPLICATION)
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    const edit = page.getByRole('dialog', { name: 'Edit application' })
    await edit.getByLabel('Description').fill('Rooms and keys of students')
    await edit.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(edit).toHaveCount(0)
    await page.getByRole('button', { name: 'Add API Key' }).click()
    const sheet = page.getByRole('dialog', { name: 'Add API Key' })
    await sheet.getByLabel('IP addresses').fill('192.0.2.7')
    await sheet.getByRole('button', { name: 'Add to TEST' }).click()
    await expect(sheet).toHaveCount(0)

    await page.getByRole('link', { name: 'Activity', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible()
    const edited = rows(page).filter({ hasText: 'Edit application' })
    await expect(edited).toContainText(APPLICATION)
    await expect(edited).toContainText(/description: .* → description: Rooms and keys of students/)
    await expect(edited).toContainText('Done')
    const added = rows(page).filter({ hasText: 'Add API key' })
    await expect(added).toContainText('192.0.2.7')
    await assertAccessible(page)
  })

  test('shows an entry at full length, with the hub’s request id to copy', async () => {
    const { page } = story
    await rows(page)
      .filter({ hasText: 'Add API key' })
      .getByRole('button', { name: /^Show entry/ })
      .click()
    const dialog = page.getByRole('dialog', { name: 'Add API key' })
    await expect(dialog.getByText('192.0.2.7')).toBeVisible()
    await assertAccessible(page)
    await dialog.getByRole('button', { name: 'Copy request id' }).click()
    await expect(page.getByText('The request id was copied.').first()).toBeVisible()
    const copied = await story.running.app.evaluate(({ clipboard }) => clipboard.readText())
    await expect(dialog.getByText(copied, { exact: true })).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).click()
  })

  test('is searched by what a thing is called here, and filtered', async () => {
    const { page } = story
    await page.getByLabel('Search activity').fill('edit housing')
    await expect(rows(page)).toHaveCount(2)
    await page.getByLabel('Search activity').fill('no such thing')
    await expect(page.getByText('No entry matches')).toBeVisible()
    await page.getByRole('button', { name: 'Show all entries' }).click()
    await page.getByRole('combobox', { name: 'Outcome' }).click()
    await page.getByRole('option', { name: 'Only failed' }).click()
    await expect(page.getByText('No entry matches')).toBeVisible()
    await page.getByRole('button', { name: 'Show all entries' }).click()
    await expect(rows(page).filter({ hasText: 'Add API key' })).toHaveCount(1)
  })

  test('has what failed, and why', async () => {
    const { page } = story
    const code = await page.evaluate(async () => {
      const { call } = Reflect.get(globalThis, 'hubkeeper') as {
        call: (name: string, input?: unknown) => Promise<{ value: { boundTo: { id: string } }; error?: { code: string } }>
      }
      const { boundTo } = (await call('shell.state')).value
      const input = { environmentId: boundTo.id, applicationId: 'no-such-application', keyId: 'no-such-key' }
      return (await call('keys.remove', input)).error?.code
    })
    expect(code).toBe('not-found')
    const failed = rows(page).filter({ hasText: 'Delete API key' })
    await expect(failed).toContainText('Failed')
    await failed.getByRole('button', { name: /^Show entry/ }).click()
    await expect(page.getByRole('dialog').getByText(/^Failed: It is no longer there/)).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  })

  test('of one application is in a tab of it', async () => {
    const { page, hubkeeper } = story
    await hubkeeper.openApplication(APPLICATION)
    await hubkeeper.tab('Activity').click()
    await expect(rows(page).filter({ hasText: 'Add API key' })).toHaveCount(1)
    await expect(rows(page).filter({ hasText: 'Delete API key' })).toHaveCount(0)
    await assertAccessible(page)
  })

  test('is whole, and goes along as a file that proves it without the app', async () => {
    const { page } = story
    await page.getByRole('link', { name: 'Activity', exact: true }).click()
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByText(/^The log is whole: all \d+ entries/)).toBeVisible()
    await assertAccessible(page)
    const csv = await exportTo('activity.csv', 'Plain CSV')
    expect(csv).toMatch(/^Number,At,Environment,Application,What/)
    expect(csv).toMatch(/,keys\.add,[^\r]*192\.0\.2\.7,done,/)
    const lines = (await exportTo('activity.jsonl', 'JSON lines')).trimEnd().split('\n')
    let previous = '0'.repeat(64)
    for (const line of lines) {
      const { hash, ...rest } = JSON.parse(line) as Record<string, unknown>
      expect(rest.previousHash).toBe(previous)
      previous = createHash('sha256').update(JSON.stringify(rest)).digest('hex')
      expect(hash).toBe(previous)
    }
    expect(await filesThatHold(story.path('data'), [story.tenant.administrationToken])).toEqual([])
  })

  test('says from which entry on it cannot be trusted once somebody changed the file', async () => {
    const { page } = story
    const db = journal()
    const id = Number(db.prepare("SELECT id FROM activity WHERE what = 'keys.add'").get()?.id)
    db.prepare("UPDATE activity SET after = 'denied everywhere' WHERE id = ?").run(id)
    db.close()
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByText(`The log cannot be trusted from entry ${id} on: it was changed after it was written.`)).toBeVisible()
    await assertAccessible(page)
  })
})
