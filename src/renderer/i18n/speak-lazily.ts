import i18next from 'i18next'
import type { Spoken } from './language'

/** The window speaks this language from now on. Resolves once its words are there. */
export async function speak(language: Spoken): Promise<void> {
  if (language !== i18next.language) await (await import('./speak')).speak(language)
}
