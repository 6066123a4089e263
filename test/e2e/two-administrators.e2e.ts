import { expect, test } from '@playwright/test'
import { hubStory } from './hub-story'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'
import { administer } from './sandbox-process'

/** Two people with the app on two computers edit one key: the second sees what the first did, and loses nothing. */
test.describe.serial('two administrators', () => {
  const story = hubStory()
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let other: Running

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    other = await launch(folder.path)
  })
  test.afterAll(async () => {
    await other.close()
    await folder.remove()
  })

  test('the second to save sees the conflict, with what was typed, and decides', async () => {
    const second = new Hubkeeper(other.page)
    await second.connectFromFirstRun(story.tenant, 'Maple Test', 'Test')
    await second.untilRead()
    for (const { hubkeeper, page } of [story, { hubkeeper: second, page: other.page }]) {
      await hubkeeper.openKeys('Degree Audit')
      await page
        .getByRole('button', { name: /^Edit / })
        .last()
        .click()
    }
    const sheets = [story.page, other.page].map((page) => page.getByRole('dialog', { name: 'Modify restriction' }))
    const [mine, theirs] = sheets
    if (!mine || !theirs) throw new Error('Two sheets were expected')
    await mine.getByLabel('Source IP Address').fill('198.51.100.1')
    await theirs.getByLabel('Source IP Address').fill('198.51.100.2')
    await mine.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(mine).toHaveCount(0)

    await theirs.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(theirs.getByRole('button', { name: 'Take theirs' })).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'Remove 198.51.100.2', exact: true })).toBeVisible()
    await theirs.getByRole('button', { name: 'Take theirs' }).click()
    await expect(theirs.getByRole('button', { name: 'Remove 198.51.100.1', exact: true })).toBeVisible()
    await theirs.getByLabel('Source IP Address').fill('198.51.100.2')
    await theirs.getByRole('button', { name: 'Save in TEST' }).click()
    await expect(theirs).toHaveCount(0)
    const application = story.tenant.applications.find(({ name }) => name === 'Degree Audit')
    const keys = await administer(story.tenant, 'GET', `/admin/v1/applications/${application?.id ?? ''}/api-keys`)
    for (const address of ['198.51.100.1', '198.51.100.2']) expect(JSON.stringify(keys)).toContain(`"${address}"`)
  })
})
