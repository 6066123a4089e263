import { setImmediate as turn } from 'node:timers/promises'
import type { Service } from '#shared/contract'
import type { activity as contract } from '#shared/contract/activity'
import type { CsvPreset } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import { ACTIVITY_CSV_COLUMNS, activityCsvRow } from '#shared/rules/activity-csv'
import { csvHeader, csvLine } from '#shared/rules/settings-csv'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import { safeFileName } from '../../platform/files/safe-name'
import { createChainCheck, lineOf, type ChainedEntry } from './activity-chain'
import type { ActivityRepo } from './activity.repo'

type TextFile = { header: string; lines: Iterable<string>; preset: CsvPreset; signal: AbortSignal; progressed: () => void }

type Deps = {
  repo: ActivityRepo
  clock: Clock
  environmentName: (environmentId: EnvironmentId) => string
  /** The system's save dialog; null when it was closed. */
  askWhere: (windowId: number, suggestedName: string, kind: 'csv' | 'jsonl') => Promise<string | null>
  /** Writes a file whole or not at all. */
  writeFile: (path: string, file: TextFile) => Promise<{ rows: number }>
  record: RecordActivity
}

/** Read in pieces: no query stays open while the log is written to, and the window is answered in between. */
const AT_ONCE = 500

/** What was done here: to look through, to verify, to take along. */
export function createActivityService({ repo, clock, environmentName, askWhere, writeFile, record }: Deps) {
  /** The chain up to where it stood when it was begun: an export does not run after itself. */
  function* chain(upTo: number): Generator<ChainedEntry> {
    let piece = repo.chainAfter(0, AT_ONCE)
    while (piece.length > 0) {
      for (const entry of piece) {
        if (entry.id > upTo) return
        yield entry
      }
      piece = repo.chainAfter(piece.at(-1)?.id ?? upTo, AT_ONCE)
    }
  }

  function* csvLines(environmentId: EnvironmentId, applicationId: string | undefined): Generator<string> {
    for (const entry of chain(repo.highestId())) {
      const isHere = entry.environmentId === null || entry.environmentId === environmentId
      if (isHere && (applicationId === undefined || entry.applicationId === applicationId))
        yield csvLine(activityCsvRow(entry), ACTIVITY_CSV_COLUMNS)
    }
  }

  function* jsonLines(): Generator<string> {
    for (const entry of chain(repo.highestId())) yield lineOf(entry)
  }

  return {
    list: ({ environmentId, applicationId, words, outcome, olderThan, limit }) =>
      repo.page({ environmentId, applicationId, words, outcome }, { olderThan, limit }),

    async verify(_input, { signal }) {
      const check = createChainCheck()
      let from = 0
      for (;;) {
        signal.throwIfAborted()
        const highest = repo.highestId()
        const piece = repo.chainAfter(from, AT_ONCE)
        for (const entry of piece) {
          const broken = check.next(entry)
          if (broken) return broken
          from = entry.id
        }
        if (piece.length < AT_ONCE) return check.end(highest)
        await turn()
      }
    },

    async export({ environmentId, applicationId, format, preset }, { windowId, signal }) {
      const isCsv = format === 'csv'
      const [first] = isCsv ? csvLines(environmentId, applicationId) : jsonLines()
      if (first === undefined) throw new AppError('nothing-to-export', 'There is no entry to write into a file. No file was written.')
      const name = `${isCsv ? environmentName(environmentId) : 'Hubkeeper'} activity ${clock.iso().slice(0, 10)}`
      const extension = isCsv ? 'csv' : 'jsonl'
      const path = await askWhere(windowId, safeFileName(name, extension), extension)
      if (path === null) return null
      const { rows } = await writeFile(path, {
        header: isCsv ? csvHeader(ACTIVITY_CSV_COLUMNS) : '',
        lines: isCsv ? csvLines(environmentId, applicationId) : jsonLines(),
        preset: isCsv ? preset : 'plain',
        signal,
        progressed: () => undefined,
      })
      record({
        environmentId,
        what: 'activity.export',
        ...(applicationId === undefined ? {} : { applicationId }),
        after: path,
      })
      return { path, rows }
    },
  } satisfies Service<typeof contract>
}
