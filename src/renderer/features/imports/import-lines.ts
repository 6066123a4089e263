import type { TFunction } from 'i18next'
import type { ImportLine, ImportLineKind } from '#shared/contract/imports'
import type { SaveOutcome, SettingValue } from '#shared/contract/settings'
import { failureWords } from '../../failures/failure-words'
import type { BadgeTone } from '../../ui/Badge'
import { holdingAllWords } from '../../ui/search-text'

/** What a line can be narrowed to; those that stay the same are counted and not listed. */
export const LISTED_KINDS = ['change', 'unset', 'unknown', 'faulty'] as const satisfies ImportLineKind[]
export type ListedKind = (typeof LISTED_KINDS)[number]

export const KIND_TONES: Record<ImportLineKind, BadgeTone> = {
  change: 'neutral',
  unset: 'warn',
  same: 'neutral',
  unknown: 'warn',
  faulty: 'bad',
}
export const OUTCOME_TONES: Record<SaveOutcome, BadgeTone> = {
  saved: 'good',
  already: 'good',
  conflict: 'warn',
  refused: 'bad',
  gone: 'warn',
  failed: 'bad',
  'not-tried': 'neutral',
}

/** A value in one line: the parts of a list with commas between, columns with slashes. Empty when it is not set. */
export function valueText(value: SettingValue | null): string {
  if (value === null) return ''
  if (value.kind === 'one') return value.value
  return value.kind === 'several'
    ? value.values.join(', ')
    : value.rows.map((cells) => cells.map((cell) => (cell === '' ? '–' : cell)).join(' / ')).join(', ')
}

/** Lines of the chosen kinds (none: all) that hold every word of the query. */
export function matchingLines(lines: readonly ImportLine[], query: string, kinds: ReadonlySet<ImportLineKind>): readonly ImportLine[] {
  const narrowed = kinds.size === 0 ? lines : lines.filter(({ kind }) => kinds.has(kind))
  return holdingAllWords(
    narrowed,
    query,
    ({ title, applicationName, base, value, setting }) =>
      `${title} ${applicationName} ${valueText(base)} ${valueText(value)} ${setting?.id ?? ''}`,
  )
}

/** Why a line is not sent, or what became of it, a sentence each. */
export function lineSentences(line: ImportLine, t: TFunction<'imports'>, tf: TFunction<'failures'>): string[] {
  const { result, reasons } = line
  if (!result) return reasons
  const faults = result.faults.map(({ message }) => message)
  switch (result.outcome) {
    case 'conflict': {
      const means = result.theirs
        ? t('outcomeMeans.conflict', { now: valueText(result.theirs) || t('notSet') })
        : t('outcomeMeans.conflictBare')
      return [means, ...faults]
    }
    case 'failed': {
      if (!result.failure) return [t('outcomeMeans.failed'), ...faults]
      const { what, todo } = failureWords(tf, result.failure)
      return [what, todo, ...faults]
    }
    case 'refused':
      return faults.length > 0 ? faults : [t('outcomeMeans.refused')]
    case 'saved':
    case 'already':
    case 'gone':
    case 'not-tried':
      return [t(`outcomeMeans.${result.outcome}`), ...faults]
  }
}

/** How many lines came to each end; `left` are those that nothing was tried with. */
export function countOutcomes(lines: readonly ImportLine[]): Record<Exclude<SaveOutcome, 'not-tried'> | 'left', number> {
  const counts = { saved: 0, already: 0, conflict: 0, refused: 0, gone: 0, failed: 0, left: 0 }
  for (const { kind, result } of lines) {
    if (kind !== 'change' && kind !== 'unset') continue
    counts[result === null || result.outcome === 'not-tried' ? 'left' : result.outcome] += 1
  }
  return counts
}

/** `3, 7 and more`: a setting of many resources has a row for each. */
export function rowsText(rows: readonly number[], t: TFunction<'imports'>): string {
  const shown = rows.slice(0, 8).join(', ')
  return t('rows', { count: rows.length, list: rows.length > 8 ? t('rowsMore', { list: shown }) : shown })
}
