import type { TFunction } from 'i18next'
import type { ActivityEntry, ActivityWord } from '#shared/contract/activity'
import type { ErrorCode } from '#shared/errors'
import { failureWords } from '../../failures/failure-words'
import { activity } from '../../i18n/en/activity'

/** Every operation that has words, by its name in the contract. */
const OPERATIONS: readonly string[] = Object.entries(activity.what).flatMap(([feature, verbs]) =>
  Object.keys(verbs).map((verb) => `${feature}.${verb}`),
)

// The names come from the catalogue of which the function knows the keys; a list of texts forgets them.
type Known = 'what.keys.add'

/** What was done, in words; the name itself where an entry is of a version that had another operation. */
export const whatWords = (t: TFunction<'activity'>, what: string): string => (OPERATIONS.includes(what) ? t(`what.${what}` as Known) : what)

/** The words of a query, each with the operations whose words hold it: main does not know what an operation is called here. */
export function wordsOf(t: TFunction<'activity'>, query: string): ActivityWord[] {
  const words = query.split(/\s+/u).filter(Boolean).slice(0, 20)
  return words.map((word) => ({
    text: word.slice(0, 200),
    whats: OPERATIONS.filter((operation) => plain(whatWords(t, operation)).includes(plain(word))),
  }))
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export const whereWords = (t: TFunction<'activity'>, { applicationName, environmentName, environmentId }: ActivityEntry): string =>
  applicationName ?? environmentName ?? (environmentId === null ? t('everyEnvironment') : environmentId)

export function changeWords(t: TFunction<'activity'>, { before, after }: ActivityEntry): string {
  if (before === null) return after ?? ''
  return t('change', { before: before === '' ? t('none') : before, after: after === null || after === '' ? t('none') : after })
}

/** Why it did not come about, in the words of failures; null for one that did. */
export function whyWords(tf: TFunction<'failures'>, { outcome, code }: ActivityEntry): string | null {
  if (outcome === 'done') return null
  if (code === null) return ''
  if (!tf(`${code as ErrorCode}.what` as 'conflict.what', { defaultValue: '' }) && code !== 'unreachable') return code
  return failureWords(tf, { code: code as ErrorCode, message: '' }).what // the catalogue knows it
}
