import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Both themes, at the size of the window. Dialogs' own layers count as part of the page. */
export async function assertAccessible(page: Page): Promise<void> {
  // Off whatever was clicked last: its tooltip lies outside of all landmarks, where tooltips belong.
  await page.mouse.move(2, 2)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    // Legacy mode: a window of a desktop app cannot open the blank page that the other mode wants.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${theme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}
