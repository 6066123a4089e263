import { expect, test } from '@playwright/test'
import { assertAccessible } from './axe'
import { hubStory } from './hub-story'
import { administer } from './sandbox-process'
import {
  ERP,
  sourceOf,
  signIn,
  openResource,
  choose,
  pick,
  pickOpen,
  saveAll,
  settingAtSource,
  valueAtSource,
  putAtSource,
} from './source-settings'

/** "Set up API settings" of the docs, and what can go wrong with it. */
test.describe.serial('API settings', () => {
  const story = hubStory()

  test('are set up by the procedure: Owned Resources, a resource, its edit button, a Source Value, Save', async () => {
    const { page } = story
    await signIn(story.hubkeeper, page, sourceOf(story.tenant))
    await openResource(page, 'courses')
    await expect(page.getByRole('tab', { name: /^Resource Defaults/ })).toHaveAttribute('aria-selected', 'true')
    await choose(page, 'Default Course Level', '100')
    await expect(page.getByText('1 change not saved')).toBeVisible()
    await page.getByRole('button', { name: 'Review and save' }).click()
    const review = page.getByRole('dialog', { name: 'Save 1 change?' })
    await expect(review.getByRole('row', { name: /Default Course Level/ })).toContainText('(100)')
    await assertAccessible(page)
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(page.getByText('Saved 1 setting.')).toBeVisible()
    await expect(review).toHaveCount(0)
    expect(await valueAtSource(story.tenant, 'default-settings', 'Default Course Level')).toMatchObject({ source: { value: '100' } })
  })

  test('can be taken back by a new reviewed save', async () => {
    const { page } = story
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    const review = page.getByRole('dialog', { name: 'Save 1 change?' })
    await expect(review.getByRole('row', { name: /Default Course Level/ })).toContainText('(300)')
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(review).toHaveCount(0)
    expect(await valueAtSource(story.tenant, 'default-settings', 'Default Course Level')).toMatchObject({ source: { value: '300' } })
  })

  test('with columns are edited row by row; a row that is not filled in is named before anything is sent', async () => {
    const { page } = story
    await page.getByRole('tab', { name: /^API Behaviors/ }).click()
    await page.getByRole('button', { name: 'Edit Subject/Department Mapping' }).click()
    const sheet = page.getByRole('dialog', { name: 'Subject/Department Mapping' })
    await sheet.getByRole('button', { name: 'Add row' }).click()
    await pick(page, sheet.getByRole('button', { name: 'Department, row 3' }), 'NURS')
    await expect(sheet.getByRole('listitem').getByText('The first column needs a value.')).toBeVisible()
    await assertAccessible(page)
    await expect(sheet.getByRole('button', { name: 'Review and save' })).toHaveAttribute('aria-disabled', 'true')
    await pick(page, sheet.getByRole('button', { name: 'Subject, row 3' }), 'BIOL')
    await sheet.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
    expect(await valueAtSource(story.tenant, 'compound-configuration-settings', 'Subject/Department Mapping')).toMatchObject({
      source: { pairedSettings: [{ primaryValue: 'NURS' }, { primaryValue: 'MATH' }, { primaryValue: 'BIOL', secondaryValue: 'NURS' }] },
    })
  })

  test('with several values keep each once and in their order', async () => {
    const { page } = story
    await openResource(page, 'section-registration-statuses')
    await page.getByRole('tab', { name: /^API Behaviors/ }).click()
    await page.getByRole('button', { name: 'Edit Include in Enrolled Headcount' }).click()
    const sheet = page.getByRole('dialog', { name: 'Include in Enrolled Headcount' })
    await pick(page, sheet.getByRole('button', { name: 'Add a value' }), 'A')
    await pick(page, sheet.getByRole('combobox', { name: 'Add a value' }), 'D')
    await sheet.getByRole('button', { name: 'Move Add (A) up' }).click()
    await assertAccessible(page)
    await sheet.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
    const row = await valueAtSource(story.tenant, 'collection-configuration-settings', 'Include in Enrolled Headcount')
    expect((row.sourceSettings as { value: string }[]).map(({ value }) => value)).toEqual(['A', 'N', 'D'])
  })

  test('with a long list are searched at the source', async () => {
    const { page } = story
    await openResource(page, 'admission-applications')
    await page.getByRole('button', { name: 'Edit Default Application Status Staff' }).click()
    await page.getByRole('combobox', { name: 'Search by name or code' }).fill('Ap')
    await expect(page.getByText('Type at least 3 characters to search at the source.')).toBeVisible()
    await page.getByRole('combobox', { name: 'Search by name or code' }).fill('Appleby')
    await page.getByRole('option', { name: /Appleby, Karim/ }).click()
    await page.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
    expect(await valueAtSource(story.tenant, 'default-settings', 'Default Application Status Staff')).toMatchObject({
      source: { title: 'Appleby, Karim', value: '0004117' },
    })
  })

  test('that somebody changed meanwhile are not overwritten: mine and theirs stand side by side', async () => {
    const { page, tenant } = story
    await openResource(page, 'email-types')
    const first = page.getByRole('row', { name: /Primary email/ })
    await first.getByRole('button', { name: 'Edit Email Types' }).click()
    await pickOpen(page, 'billing')
    const row = await settingAtSource(tenant, 'mapping-settings', ({ source }) => source?.value === 'PRI')
    await putAtSource(tenant, `mapping-settings/${row.id}`, { id: row.id, ethos: { enumeration: 'family' } })
    await page.getByRole('button', { name: 'Review and save' }).click()
    const review = page.getByRole('dialog', { name: 'Save 1 change?' })
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(review.getByText('Somebody changed it meanwhile. Nothing was sent.')).toBeVisible()
    await expect(review.getByText('Somebody set it to: family')).toBeVisible()
    await assertAccessible(page)
    await review.getByRole('button', { name: 'Save mine over it' }).click()
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(review).toHaveCount(0)
    expect(await settingAtSource(tenant, 'mapping-settings', ({ source }) => source?.value === 'PRI')).toMatchObject({
      ethos: { enumeration: 'billing' },
    })
  })

  test('that the source refuses say so at their row and keep what was chosen', async () => {
    const { page, tenant } = story
    await openResource(page, 'courses')
    await choose(page, 'Default Course Level', '100')
    await administer(tenant, 'POST', '/sandbox/faults', {
      match: { path: '/source/erp/api/default-settings/**', method: 'PUT' },
      effect: {
        status: 400,
        contentType: 'application/vnd.hedtech.integration.errors.v2+json',
        body: JSON.stringify({ errors: [{ code: 'Settings.Closed', message: 'source.value: the level 100 is closed.' }] }),
      },
      times: 1,
    })
    await page.getByRole('button', { name: 'Review and save' }).click()
    const review = page.getByRole('dialog', { name: 'Save 1 change?' })
    await review.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(review.getByText('The source application refused it: the level 100 is closed.')).toBeVisible()
    await review.getByRole('button', { name: 'Back' }).click()
    await expect(page.getByText('Needs mending')).toBeVisible()
    await page.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
    expect(await valueAtSource(tenant, 'default-settings', 'Default Course Level')).toMatchObject({ source: { value: '100' } })
  })

  test('whose answer is lost are looked at again before anything is said of them', async () => {
    const { page, tenant } = story
    await choose(page, 'Default Course Level', '300')
    await administer(tenant, 'POST', '/sandbox/faults', {
      match: { path: '/source/erp/api/default-settings/**', method: 'PUT' },
      effect: { when: 'after', cut: true },
      times: 1,
    })
    await page.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
    expect(await valueAtSource(tenant, 'default-settings', 'Default Course Level')).toMatchObject({ source: { value: '300' } })
  })

  test('of both kinds of source have their marks: never configured, not in use', async () => {
    const { page, tenant } = story
    await signIn(story.hubkeeper, page, sourceOf(tenant, 'Summit Integration API'))
    await openResource(page, 'phone-types', 'Summit Integration API')
    await page.getByRole('tab', { name: /^Value Transformation/ }).click()
    await page.getByRole('button', { name: /^Needs attention: / }).click()
    const never = page.getByRole('row', { name: /fax/ })
    await expect(never.getByText('Never configured')).toBeVisible()
    await never.getByRole('button', { name: 'Edit PHONES.PHONETYPE' }).click()
    await page.getByRole('option', { name: /Not in use/ }).click()
    await expect(never.getByText('Not in use (NOT_IN_USE_01)')).toBeVisible()
    await page.getByRole('button', { name: 'Review and save' }).click()
    await saveAll(page)
  })

  test('a failing endpoint takes the links away, is named with what to do, and the others stay usable', async () => {
    const { page, tenant } = story
    await story.hubkeeper.openApplication(ERP)
    await story.hubkeeper.tab('Owned Resources').click()
    await administer(tenant, 'POST', '/sandbox/faults', {
      match: { path: '/source/erp/api/compound-configuration-settings' },
      effect: { status: 403, proxyGenerated: true },
    })
    await page.getByRole('button', { name: /^Why no links\?|^Check connection/ }).click()
    await page.getByRole('button', { name: 'Check now' }).click()
    const checks = page.getByRole('region', { name: 'Checks behind the hyperlinks' })
    await expect(checks.getByText('One call failed: /compound-configuration-settings.')).toBeVisible({ timeout: 30_000 })
    const row = checks.getByRole('row', { name: /compound-configuration-settings/ })
    await expect(row).toContainText('403')
    await expect(row).toContainText('made by the hub’s proxy')
    await expect(row).toContainText('Ask for the permission')
    await assertAccessible(page)
    await checks.getByRole('button', { name: 'Copy as text' }).click()
    const text = await story.running.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(text).toContain('application/vnd.hedtech.integration.compound-configuration-settings-options.v1.0.0+json')
    expect(text).not.toContain(sourceOf(tenant).password)
    await page.getByRole('button', { name: /^Why no links\?|^Check connection/ }).click()
    await page.getByLabel('Search resources').fill('courses')
    await expect(page.getByRole('link', { name: 'courses', exact: true })).toHaveCount(0)
    await page.getByRole('button', { name: 'Show the settings of courses that could be read' }).click()
    await expect(page.getByText('Some settings of this resource may be missing')).toBeVisible()
    await expect(page.getByText('Default Course Level').first()).toBeVisible()
    await administer(tenant, 'DELETE', '/sandbox/faults')
  })

  test('the base URI has its own test and its own Save', async () => {
    const { page, tenant } = story
    await story.hubkeeper.openApplication(ERP)
    await story.hubkeeper.tab('Owned Resources').click()
    await page.getByRole('button', { name: 'Edit base URI' }).click()
    const sheet = page.getByRole('dialog', { name: 'Base URI' })
    await sheet.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(sheet.getByText(/^It works: Ridgeline ERP Web API/)).toBeVisible()
    const { baseUri } = sourceOf(tenant)
    await sheet.getByLabel('Base URI').fill('ftp://example.invalid')
    await sheet.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(sheet.getByText(/https/).first()).toBeVisible()
    await sheet.getByLabel('Base URI').fill(`${baseUri}/`)
    await sheet.getByRole('button', { name: 'Save to TEST' }).click()
    await expect(page.getByText('Saved the base URI.')).toBeVisible()
  })
})
