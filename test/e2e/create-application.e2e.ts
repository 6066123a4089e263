import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { filesThatHold } from './files-that-hold'
import { hubStory } from './hub-story'
import { administer } from './sandbox-process'

type Listed = { id: string; name: string; description: string; etag: string }
const OWNER = 'Ridgeline ERP Web API'
const PASSWORD = 'canary-password-0f1e2d'

/** "Create an application and modify API key restrictions" of the source docs, and what can go wrong on the way. */
test.describe.serial('Create New App', () => {
  const story = hubStory()
  const source = () => {
    const found = story.tenant.applications.find(({ name }) => name === OWNER)
    if (!found) throw new Error(`There is no ${OWNER}`)
    return found
  }
  const listed = () => administer(story.tenant, 'GET', '/admin/v1/applications?limit=500') as Promise<Listed[]>
  const next = () => story.page.getByRole('button', { name: 'Next', exact: true }).click()
  const step = (name: string) => expect(story.page.getByRole('heading', { name, level: 2 })).toBeVisible({ timeout: 30_000 })

  test('Manually: what is missing and a name that is taken are said at the field, and nothing typed is lost', async () => {
    const { page, hubkeeper } = story
    await hubkeeper.createNewApp('Manually')
    await next()
    await expect(page.getByText('Give the application a name.')).toBeVisible()
    await page.getByLabel('Name', { exact: true }).fill('housing portal')
    await next()
    await expect(page.getByText('Another application has this name already. Choose another one.')).toBeVisible()
    await page.getByLabel('Name', { exact: true }).fill('Timetable Export')
    await page.getByLabel('Description').fill('Nightly export to the timetable.')
    await assertAccessible(page)
    await next()
    await step('Source application')
  })

  test('tests the source application with a real call before it goes on', async () => {
    const { page } = story
    await page.getByLabel('Base URI').fill(source().baseUri ?? '')
    await page.getByLabel('User', { exact: true }).fill(source().username ?? '')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Test and go on' }).click()
    await expect(page.getByText('The source application refused its user and password.')).toBeVisible()
    await assertAccessible(page)
  })

  test('a draft survives a crash and comes back at the same step, without the password', async () => {
    await expect.poll(() => draftIsSaved(story.path('data'), 'Timetable Export')).toBe(true)
    await story.crash()
    const { page } = story
    await page.getByRole('button', { name: 'Continue Timetable Export' }).click()
    await step('Source application')
    await expect(page.getByLabel('Base URI')).toHaveValue(source().baseUri ?? '')
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    expect(await filesThatHold(story.path('data'), [PASSWORD])).toEqual([])
    await page.getByLabel('Password', { exact: true }).fill(source().password ?? '')
    await page.getByRole('button', { name: 'Test and go on' }).click()
    await step('Owned resources')
  })

  test('takes resources from the source, access to another owner, and Back keeps everything', async () => {
    const { page } = story
    await page.getByRole('radio', { name: 'From the source application' }).click()
    await page.getByRole('searchbox', { name: 'Search resources' }).fill('buildings')
    await page.getByRole('checkbox', { name: 'buildings', exact: true }).click()
    await assertAccessible(page)
    await next()
    await step('Access to other owners')
    await page.getByText('Card Services', { exact: false }).first().click()
    await page.getByRole('group', { name: 'Resources of Card Services' }).last().getByRole('checkbox').first().click()
    await page.getByRole('button', { name: 'Back' }).click()
    await step('Owned resources')
    await expect(page.getByText('1 chosen')).toBeVisible()
    await next()
    await next()
    await step('Review')
    await assertAccessible(page)
  })

  test('a lost answer never makes two applications', async () => {
    const { page } = story
    await administer(story.tenant, 'POST', '/sandbox/faults', {
      match: { method: 'POST', path: '/admin/v1/applications' },
      effect: { when: 'after', cut: true },
    })
    await page.getByRole('button', { name: 'Create in TEST' }).click()
    await expect(page.getByRole('button', { name: 'Create in TEST' })).not.toHaveAttribute('aria-busy', 'true', { timeout: 80_000 })
    await expect(page.getByRole('heading', { name: 'Review', level: 2 })).toBeVisible()
    await administer(story.tenant, 'DELETE', '/sandbox/faults')
    await page.getByRole('button', { name: 'Create in TEST' }).click()
    await expect(page.getByRole('heading', { name: 'Finish', level: 1 })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/^Timetable Export was there already/)).toBeVisible()
    expect((await listed()).filter(({ name }) => name === 'Timetable Export')).toHaveLength(1)
  })

  test('Finish says that the key is disabled for all IP addresses, and its link edits it', async () => {
    const { page } = story
    await expect(page.getByText('By default, this API key is disabled for all IP addresses.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'View Application' })).toBeVisible()
    await assertAccessible(page)
    await page.getByRole('link', { name: 'Edit your new API key to allow IP access' }).click()
    await expect(page.getByRole('radio', { name: 'Set API key to have IP address restrictions' })).toBeChecked()
    await page.getByLabel('Source IP Address').fill('127.0.0.1')
    await page.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(page.getByText('1 entry')).toBeVisible()
  })

  test('From Catalog: a template is chosen, and the key may be opened to all after a confirmation of its own', async () => {
    const { page, hubkeeper } = story
    await hubkeeper.createNewApp('From Catalog')
    await page.getByRole('searchbox', { name: 'Search templates' }).fill('harbor')
    await page.getByRole('radio', { name: /^Harbor Housing/ }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Harbor Housing')
    await next()
    await page.getByRole('radio', { name: 'It has none' }).click()
    await next()
    await step('Owned resources')
    await next()
    await next()
    await page.getByRole('button', { name: 'Create in TEST' }).click()
    await expect(page.getByText('Harbor Housing has been successfully added.')).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Set API key to have no IP address restrictions' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save in TEST without restrictions' }).click()
    await expect(page.getByText('Its API key has no IP address restrictions now.')).toBeVisible()
    await page.getByRole('button', { name: 'View Application' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'No IP restrictions' })).toBeVisible()
  })

  test('an edit that crosses another keeps what was typed, and says whose is whose', async () => {
    const { page } = story
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: 'Edit application' })
    await sheet.getByLabel('Description').fill('Mine')
    const theirs = (await listed()).find(({ name }) => name === 'Harbor Housing')
    await patch(`/admin/v1/applications/${theirs?.id ?? ''}`, { description: 'Theirs' }, theirs?.etag ?? '')
    await sheet.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(sheet.getByText('Somebody changed this application meanwhile.')).toBeVisible()
    await expect(sheet.getByLabel('Description')).toHaveValue('Mine')
    await expect(sheet.getByText('Theirs', { exact: true })).toBeVisible()
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Save mine over it' }).click()
    await expect(sheet).toHaveCount(0)
    expect((await listed()).find(({ name }) => name === 'Harbor Housing')?.description).toBe('Mine')
  })

  test('deletes an application once its name was typed', async () => {
    const { page } = story
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Delete from TEST' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Type Harbor Housing to delete it').fill('Harbor Housing')
    await assertAccessible(page)
    await dialog.getByRole('button', { name: 'Delete from TEST' }).click()
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Harbor Housing', exact: true })).toHaveCount(0)
  })

  test('credentials are tested, changed and never shown; access is read and saved', async () => {
    const { page, hubkeeper } = story
    await hubkeeper.openApplication(OWNER)
    await hubkeeper.tab('Credentials').click()
    await page.getByLabel('User', { exact: true }).fill(source().username ?? '')
    await page.getByLabel('Password', { exact: true }).fill(source().password ?? '')
    await page.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(page.getByText('The credentials were accepted and saved.')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Kept in the keychain')).toBeVisible()
    await page.getByRole('button', { name: 'Test stored credentials' }).click()
    await expect(page.getByText(/^Tested: Ridgeline ERP/)).toBeVisible({ timeout: 30_000 })
    expect(await page.content()).not.toContain(source().password ?? 'no password')
    await assertAccessible(page)
    await hubkeeper.tab('Access').click()
    await page.getByText('Payroll Bridge', { exact: false }).first().click()
    await page.getByRole('group', { name: 'Resources of Payroll Bridge' }).last().getByRole('checkbox').first().click()
    await page.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(page.getByText('The access was saved.').first()).toBeVisible()
    await assertAccessible(page)
  })

  async function patch(path: string, body: unknown, etag: string): Promise<void> {
    const response = await fetch(new URL(path, story.tenant.hubUrl), {
      method: 'PATCH',
      headers: { authorization: `Bearer ${story.tenant.administrationToken}`, 'content-type': 'application/json', 'if-match': etag },
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(200)
  }
})

const draftIsSaved = async (folder: string, name: string) =>
  (await filesThatHold(folder, [name])).some((file) => file.startsWith('journal.db'))
