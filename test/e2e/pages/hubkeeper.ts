import { expect, type Locator, type Page } from '@playwright/test'
import type { TenantHandle } from '../sandbox-process'

/** The window as a person sees it; everything is found by role and name. */
export class Hubkeeper {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async connectFromFirstRun(tenant: TenantHandle, name: string, type: 'Test' | 'Production' | 'Development'): Promise<void> {
    await this.page.getByRole('button', { name: 'Connect to a hub' }).click()
    await this.fillConnection(tenant, name, type)
    await this.page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(this.page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible({ timeout: 60_000 })
  }

  async fillConnection(tenant: TenantHandle, name: string, type: string): Promise<void> {
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    await this.page.getByRole('radio', { name: type, exact: true }).click()
    await this.page.getByRole('combobox', { name: 'Region' }).click()
    await this.page.getByRole('option', { name: 'Own hub URL' }).click()
    await this.page.getByLabel('Hub URL').fill(tenant.hubUrl)
    await this.page.getByLabel('Administration token', { exact: true }).fill(tenant.administrationToken)
  }

  /** Waits for the first read to end: the list has rows and nothing is being read. */
  async untilRead(): Promise<void> {
    await expect(this.page.getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 })
    await expect(this.page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 })
  }

  async openApplication(name: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Applications', exact: true }).first().click()
    await this.page.getByLabel('Search Applications').fill(name)
    await this.page.getByRole('link', { name, exact: true }).click()
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible()
  }

  /** Create New App on the Applications page, by one of its two ways. */
  async createNewApp(way: 'Manually' | 'From Catalog'): Promise<void> {
    await this.page.getByRole('link', { name: 'Applications', exact: true }).first().click()
    await this.page.getByRole('button', { name: way, exact: true }).click()
  }

  async openKeys(application: string): Promise<void> {
    await this.openApplication(application)
    await this.tab('API Keys').click()
    await expect(this.page.getByRole('button', { name: 'Add API Key' })).toBeVisible()
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) })
  }
}
