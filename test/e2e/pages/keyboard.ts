import { expect, type Locator, type Page } from '@playwright/test'

/** A person without a mouse. */
export class Keyboard {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  press = (key: string) => this.page.keyboard.press(key)
  type = (text: string) => this.page.keyboard.type(text)

  /** Opens the palette, types, and takes the first thing found; the words must be enough to tell it. */
  async choose(words: string, found: string | RegExp): Promise<void> {
    await this.press('Control+k')
    await expect(this.page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
    await this.type(words)
    await expect(this.page.getByRole('option', { selected: true, name: found })).toBeVisible()
    await this.press('Enter')
    await expect(this.page.getByRole('dialog', { name: 'Find a command' })).toHaveCount(0)
  }

  /** Presses Tab until it is there; fails when it cannot be reached so. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible()
    for (let presses = 0; presses < 60; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await this.press(key)
    }
    throw new Error(`Tab does not lead to ${target.toString()}`)
  }

  async run(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.tabTo(target, key)
    await this.press('Enter')
  }
}
