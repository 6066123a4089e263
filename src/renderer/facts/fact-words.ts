import type { TFunction } from 'i18next'
import type { Fact } from '#shared/contract/history'
import { NEVER_CONFIGURED, NOT_IN_USE } from '#shared/wire/source-plane'

type T = TFunction<'past'>

/** A fact in words, a line for each of its parts. What a hub or a source calls by a code of its own is said in ours. */
export function factLines(t: T, { field, lines }: Fact): string[] {
  const [first] = lines
  switch (field) {
    case 'unrestricted':
      return [t('word.unrestricted')]
    case 'addresses':
      return first === undefined ? [t('word.denied')] : [...lines]
    case 'authentication':
      if (first !== 'basic') return [t('word.none')]
      return [lines[1] === undefined ? t('word.basic') : t('word.basicUser', { username: lines[1] })]
    case 'sourceKind':
      return [first === 'canonical' || first === 'source-value' ? t(`word.${first}`) : t('word.none')]
    case 'deprecated':
      return [t(first === undefined ? 'word.no' : 'word.yes')]
    case 'name':
    case 'description':
    case 'baseUri':
    case 'label':
    case 'versions':
      return first === undefined ? [t('word.none')] : [...lines]
    case 'isoCode':
    case 'hubValue':
    case 'sourceValue':
      return first === undefined ? [t('word.notSet')] : lines.map((line) => valueLine(t, line))
  }
}

function valueLine(t: T, line: string): string {
  if (line === '') return t('word.notSet')
  if (line === NEVER_CONFIGURED) return t('word.neverConfigured')
  return NOT_IN_USE.test(line) ? t('word.notInUse', { mark: line }) : line
}

/** Facts that say something: an empty label or description of something new tells nobody anything. */
export const tellingFacts = (facts: readonly Fact[]): Fact[] =>
  facts.filter(({ field, lines }) => lines.length > 0 || !['label', 'description', 'sourceKind', 'baseUri', 'deprecated'].includes(field))

/** In one line, for a table's cell. */
export const factsInLine = (t: T, facts: readonly Fact[]): string =>
  facts.map((fact) => (facts.length === 1 ? '' : `${t(`field.${fact.field}`)}: `) + factLines(t, fact).join(', ')).join(' · ')

/** The facts of two versions that differ, side by side by their field's words. */
export function factChanges(before: readonly Fact[], after: readonly Fact[]): { before: Fact | null; after: Fact | null }[] {
  const isSame = (one: Fact, other: Fact) => one.field === other.field && JSON.stringify(one.lines) === JSON.stringify(other.lines)
  const lefts = before.filter((fact) => !after.some((other) => isSame(fact, other)))
  const rights = after.filter((fact) => !before.some((other) => isSame(fact, other)))
  const slot = ({ field }: Fact) => (field === 'unrestricted' ? 'addresses' : field)
  return [...new Set([...lefts, ...rights].map(slot))].map((name) => ({
    before: lefts.find((fact) => slot(fact) === name) ?? null,
    after: rights.find((fact) => slot(fact) === name) ?? null,
  }))
}
