import i18next from 'i18next'
import { en } from './en'
import { addWords, setLaterWords } from './i18n'
import type { Spoken } from './language'
import { pseudo } from './pseudo'

const english = () => import('./en-later').then(({ enLater }) => enLater)

/** Where the words of each language are: those of the first screen, and those of the pages that come later. */
const CATALOGUES: Record<Spoken, { first: () => Promise<object>; later: () => Promise<object> }> = {
  en: { first: () => Promise.resolve(en), later: english },
  es: { first: () => import('./es').then(({ es }) => es), later: () => import('./es-later').then(({ esLater }) => esLater) },
  'en-XA': { first: () => Promise.resolve(pseudo(en)), later: async () => pseudo(await english()) },
}

/** Changes the language once its words are there. English stays behind it for what another lacks. */
export async function speak(language: Spoken): Promise<void> {
  const { first, later } = CATALOGUES[language]
  addWords(language, await first())
  await setLaterWords(language, later)
  if (language !== 'en') addWords('en', await english())
  await i18next.changeLanguage(language)
}
