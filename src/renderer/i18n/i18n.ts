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
    fallbackLng: 'en',
    resources: { en },
    defaultNS: 'common',
    initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
}

type Words = () => Promise<object>
const later: { language: string; words: Words; added: Promise<void> | null } = {
  language: 'en',
  words: () => import('./en-later').then(({ enLater }) => enLater),
  added: null,
}

/** Must be there before a page of its own file is shown. */
export const addLaterWords = (): Promise<void> => (later.added ??= later.words().then((words) => addWords(later.language, words)))

/** Another language for what comes later; pages that are open already get theirs now. */
export async function setLaterWords(language: string, words: Words): Promise<void> {
  const isNeeded = later.added !== null
  Object.assign(later, { language, words, added: null })
  if (isNeeded) await addLaterWords()
}

export function addWords(language: string, words: object): void {
  for (const [namespace, texts] of Object.entries(words)) i18next.addResourceBundle(language, namespace, texts)
}
