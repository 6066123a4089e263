import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en'
import type { enLater } from './en-later'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en & typeof enLater
  }
}

/** All text lives in the catalogue. The first screen's is there before the first render, so nothing waits for it. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en },
    defaultNS: 'common',
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
}

/** Must be there before a page of its own file is shown. */
export const addLaterWords = (): Promise<void> => (added ??= add())

let added: Promise<void> | null = null
async function add(): Promise<void> {
  const { enLater } = await import('./en-later')
  for (const [namespace, words] of Object.entries(enLater)) i18next.addResourceBundle('en', namespace, words)
}
