import type { ApplicationId } from '#shared/contract/applications'
import type { ImportLine } from '#shared/contract/imports'
import type { SavedSetting, SettingChange } from '#shared/contract/settings'
import type { ErrorCode } from '#shared/errors'

/** Changes of one application that are sent in one go; what is known after each goes to the disk. */
export const CHANGES_AT_ONCE = 10

/** A line that something can be done with. */
export type Step = { line: ImportLine; applicationId: ApplicationId; change: SettingChange }

/** Failures that every line to come would have as well. */
const FAILS_FOR_ALL: ReadonlySet<ErrorCode> = new Set(['unreachable', 'source-unauthorized', 'credentials-missing', 'wrong-tenant'])

export const isToApply = ({ kind }: Pick<ImportLine, 'kind'>): boolean => kind === 'change' || kind === 'unset'

/** Whether a line has an end: what failed or was not tried can be tried again, what was refused cannot. */
const isSettled = (result: SavedSetting | null): boolean => result !== null && result.outcome !== 'failed' && result.outcome !== 'not-tried'

/** What is left to send, in the order of the plan. */
export const stepsOf = (lines: readonly ImportLine[]): Step[] =>
  lines.flatMap((line) => {
    const { applicationId, setting, base, value } = line
    if (!isToApply(line) || isSettled(line.result) || applicationId === null || setting === null || base === null || value === null)
      return []
    return [{ line, applicationId, change: { ...setting, base, value } }]
  })

/** Lines to apply that were tried, whatever became of them. */
export const triedOf = (lines: readonly ImportLine[]): number =>
  lines.filter((line) => isToApply(line) && line.result !== null && line.result.outcome !== 'not-tried').length

/** Steps of one application that go together. */
export function chunksOf(steps: readonly Step[]): Step[][] {
  const chunks: Step[][] = []
  for (const ofApplication of Map.groupBy(steps, ({ applicationId }) => applicationId).values())
    for (let start = 0; start < ofApplication.length; start += CHANGES_AT_ONCE)
      chunks.push(ofApplication.slice(start, start + CHANGES_AT_ONCE))
  return chunks
}

/** Whether going on makes no sense: the next lines would fail the same way. */
export const endsAll = (results: readonly SavedSetting[]): boolean =>
  results.some(({ outcome, failure }) => outcome === 'failed' && failure !== undefined && FAILS_FOR_ALL.has(failure.code))
