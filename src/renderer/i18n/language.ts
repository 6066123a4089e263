import type { Language } from '#shared/contract/preferences'

/** What the app speaks, in its own words. */
export const LANGUAGES = { en: 'English', es: 'Español' } as const
export type Spoken = Exclude<Language, 'system'>

/** The language of the window: as chosen, or the first of the desktop's languages that the app speaks. */
export function spokenLanguage(chosen: Language, preferred: readonly string[]): Spoken {
  if (chosen !== 'system') return chosen
  const known = preferred.flatMap(
    (tag) => (Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]).find((language) => language === tag.split('-')[0]) ?? [],
  )
  return known[0] ?? 'en'
}
