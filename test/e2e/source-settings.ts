import { expect, type Page } from '@playwright/test'
import type { Hubkeeper } from './pages/hubkeeper'
import type { TenantHandle } from './sandbox-process'

export const ERP = 'Ridgeline ERP Web API'
const ROWS = 'application/vnd.hedtech.integration.v1.0.0+json'

type Source = { name: string; baseUri: string; username: string; password: string }

export function sourceOf(tenant: TenantHandle, name = ERP): Source {
  const { baseUri, username, password } = tenant.applications.find((application) => application.name === name) ?? {}
  if (!baseUri || !username || !password) throw new Error(`The sandbox has no source of the name ${name}`)
  return { name, baseUri, username, password }
}

export async function signIn(hubkeeper: Hubkeeper, page: Page, { name, username, password }: Source): Promise<void> {
  await hubkeeper.openApplication(name)
  await hubkeeper.tab('Owned Resources').click()
  await page.getByRole('button', { name: 'Enter credentials' }).click()
  await page.getByLabel('User', { exact: true }).fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Saved\. The source application listed/)).toBeVisible({ timeout: 30_000 })
}

export async function openResource(page: Page, resource: string, application = ERP): Promise<void> {
  await page.getByRole('link', { name: 'Applications', exact: true }).first().click()
  await page.getByLabel('Search Applications').fill(application)
  await page.getByRole('link', { name: application, exact: true }).click()
  await page.getByRole('tab', { name: /^Owned Resources/ }).click()
  await page.getByLabel('Search resources').fill(resource)
  await page.getByRole('link', { name: resource, exact: true }).click()
  await expect(page.getByRole('heading', { name: resource, level: 1 })).toBeVisible()
}

/** The edit button of a setting with one value, then the option. */
export async function choose(page: Page, title: string, code: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${title}` }).click()
  await pickOpen(page, code)
}

export async function pick(page: Page, trigger: ReturnType<Page['getByRole']>, code: string): Promise<void> {
  await trigger.click()
  await pickOpen(page, code)
}

export async function pickOpen(page: Page, code: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search by name or code' }).fill(code)
  await page
    .getByRole('option')
    .filter({ hasText: new RegExp(`^${code}`) })
    .first()
    .click()
}

export async function saveAll(page: Page): Promise<void> {
  const review = page.getByRole('dialog', { name: /^Save \d+ changes?\?$/ })
  await review.getByRole('button', { name: 'Save to TEST' }).click()
  await expect(review).toHaveCount(0)
}

type Row = Record<string, unknown> & { id: string; title: string; source?: { value?: string } }

const authorization = ({ username, password }: Source) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

export async function settingAtSource(tenant: TenantHandle, family: string, isIt: (row: Row) => boolean): Promise<Row> {
  const source = sourceOf(tenant)
  const response = await fetch(`${source.baseUri}/${family}`, { headers: { accept: ROWS, authorization: authorization(source) } })
  const row = ((await response.json()) as Row[]).find(isIt)
  if (!row) throw new Error(`No such row in ${family}`)
  return row
}

export const valueAtSource = (tenant: TenantHandle, family: string, title: string) =>
  settingAtSource(tenant, family, (row) => row.title === title)

/** As another administrator, or a program, would. */
export async function putAtSource(tenant: TenantHandle, path: string, body: unknown): Promise<void> {
  const source = sourceOf(tenant)
  const response = await fetch(`${source.baseUri}/${path}`, {
    method: 'PUT',
    headers: { accept: ROWS, 'content-type': ROWS, authorization: authorization(source) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`)
}
