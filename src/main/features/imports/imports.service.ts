import { basename } from 'node:path'
import type { Service } from '#shared/contract'
import { ApplicationId } from '#shared/contract/applications'
import { ImportId, type ImportLineKind, type ImportPlan, type ImportProgress, type imports } from '#shared/contract/imports'
import type { EnvironmentId } from '#shared/contract/op'
import type { SavedSetting, SettingChange } from '#shared/contract/settings'
import { createImportPlanner, type ImportApplication, type PlannedLine } from '#shared/rules/settings-import'
import type { Setting } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import { chunksOf, endsAll, isToApply, stepsOf, triedOf, type Step } from './import-steps'
import type { ImportsRepo, OfImport } from './imports.repo'
import { readSettingsFile } from './read-file'

/** A file that speaks of more settings that are not here is one of something else; a plan of them helps nobody. */
const MOST_UNKNOWN = 20_000

type Deps = {
  repo: ImportsRepo
  clock: Clock
  newId: () => string
  /** Asks the person which file; null when the dialog was closed. */
  askFile: (windowId: number) => Promise<string | null>
  applications: (environmentId: EnvironmentId) => readonly ImportApplication[]
  /** From the cache. */
  settingsOf: (environmentId: EnvironmentId, applicationId: string) => readonly Setting[]
  /** Sends changes of one application; stops after the one under way when the signal says so. */
  save: (
    environmentId: EnvironmentId,
    applicationId: string,
    changes: SettingChange[],
    signal: AbortSignal,
  ) => Promise<readonly SavedSetting[]>
  record: RecordActivity
  progressed: (progress: ImportProgress) => void
}

/** Import API Settings: an edited export becomes a plan, and the plan is sent line by line, also over several sittings. */
export function createImportsService({ repo, clock, newId, askFile, applications, settingsOf, save, record, progressed }: Deps) {
  const running = new Map<ImportId, AbortController>()
  repo.stopInterrupted()

  const find = (of: OfImport): ImportPlan => {
    const plan = repo.find(of)
    if (!plan) throw new AppError('not-found', 'This import was discarded. Choose the file again to make a new plan.')
    return plan
  }

  async function planFrom(path: string, environmentId: EnvironmentId, signal: AbortSignal): Promise<PlannedLine[]> {
    let planner: ReturnType<typeof createImportPlanner> | null = null
    const all = applications(environmentId)
    const read = (applicationId: string) => settingsOf(environmentId, applicationId)
    await readSettingsFile(
      path,
      (columns) => {
        // Without the column, the file can only speak of the one application that has settings.
        const meant = columns.has('application') ? all : all.filter(({ id }) => read(id).length > 0)
        if (!columns.has('application') && meant.length !== 1)
          throw new AppError(
            'invalid-input',
            'The file does not say of which application it speaks. Keep the column “Application” of the export.',
          )
        const made = createImportPlanner(columns, { applications: meant, settingsOf: read })
        planner = made
        return (row) => {
          made.add(row)
          if (made.unknownCount() > MOST_UNKNOWN)
            throw new AppError(
              'invalid-input',
              `More than ${MOST_UNKNOWN} settings of the file are not in this environment. Check that it was exported from here.`,
            )
        }
      },
      signal,
    )
    // Set by the callback, which reading calls unless it throws; the compiler does not see that.
    return (planner as ReturnType<typeof createImportPlanner> | null)?.lines() ?? []
  }

  /** One call of save, and what became of each of its lines. What fails as a whole fails its first line, and nothing after it is tried. */
  async function send(environmentId: EnvironmentId, chunk: readonly Step[], signal: AbortSignal) {
    const applicationId = chunk[0]?.applicationId
    if (applicationId === undefined) return { results: [], goesOn: true }
    try {
      const changes = chunk.map(({ change }) => change)
      const saved = await save(environmentId, applicationId, changes, signal)
      const results = chunk.map(({ line, change: { family, id } }) => ({
        number: line.number,
        result: saved.find((each) => each.family === family && each.id === id) ?? { family, id, outcome: 'not-tried' as const, faults: [] },
      }))
      return { results, goesOn: !endsAll(saved) }
    } catch (error) {
      // Which of them arrived is not known: they stay open, and the next time finds what the source already has.
      if (signal.aborted) return { results: [], goesOn: false }
      if (!(error instanceof AppError)) throw error
      const failure = error.toFailure()
      const isGone = error.code === 'not-found'
      const results = chunk.map(({ line, change: { family, id } }, index) => ({
        number: line.number,
        result:
          index === 0 || isGone
            ? { family, id, outcome: 'failed' as const, faults: [], failure }
            : { family, id, outcome: 'not-tried' as const, faults: [] },
      }))
      // An application that is gone says nothing about the others.
      return { results, goesOn: isGone }
    }
  }

  async function run(plan: ImportPlan, signal: AbortSignal): Promise<void> {
    const { id: importId, environmentId } = plan
    const steps = stepsOf(plan.lines)
    const total = plan.lines.filter(isToApply).length
    let done = total - steps.length
    for (const chunk of chunksOf(steps)) {
      if (signal.aborted) return
      const { results, goesOn } = await send(environmentId, chunk, signal)
      repo.setResults(importId, results)
      done += results.filter(({ result }) => result.outcome !== 'not-tried').length
      progressed({ environmentId, importId, done, total })
      if (!goesOn) return
    }
  }

  return {
    async choose({ environmentId }, { windowId, signal }) {
      const path = await askFile(windowId)
      if (path === null) return null
      const planned = await planFrom(path, environmentId, signal)
      const lines = planned
        .filter(({ kind }) => kind !== 'same')
        .map(({ applicationId, ...line }, index) => ({
          ...line,
          number: index + 1,
          applicationId: applicationId === null ? null : ApplicationId.parse(applicationId),
          result: null,
        }))
      const plan: ImportPlan = {
        id: ImportId.parse(newId()),
        environmentId,
        fileName: basename(path),
        madeAt: clock.iso(),
        counts: countsOf(planned),
        // With nothing to apply there is nothing to come back to.
        state: lines.some(isToApply) ? 'ready' : 'done',
        tried: 0,
        lines,
      }
      repo.forgetDone(environmentId)
      repo.insert(plan)
      return plan
    },

    unfinished: ({ environmentId }) => repo.unfinished(environmentId),

    async apply({ environmentId, importId }, { signal: windowGone }) {
      if (running.has(importId)) throw new AppError('conflict', 'This import is already being applied.')
      const plan = find({ environmentId, importId })
      const hadSteps = stepsOf(plan.lines).length > 0
      const mine = new AbortController()
      running.set(importId, mine)
      try {
        repo.setState(importId, 'running')
        await run(plan, AbortSignal.any([windowGone, mine.signal]))
      } finally {
        running.delete(importId)
        const after = repo.find({ environmentId, importId })
        if (after) repo.setState(importId, stepsOf(after.lines).length === 0 ? 'done' : 'stopped')
        if (after && hadSteps && triedOf(after.lines) > 0) {
          const total = after.lines.filter(isToApply).length
          record({ environmentId, what: 'imports.apply', subject: plan.fileName, after: `${triedOf(after.lines)} / ${total}` })
        }
      }
      return find({ environmentId, importId })
    },

    stop({ importId }) {
      running.get(importId)?.abort()
    },

    discard({ environmentId, importId }) {
      if (running.has(importId)) throw new AppError('conflict', 'This import is being applied. Stop it first.')
      repo.remove({ environmentId, importId })
    },
  } satisfies Service<typeof imports>
}

const countsOf = (lines: readonly PlannedLine[]): Record<ImportLineKind, number> => {
  const counts = { change: 0, unset: 0, same: 0, unknown: 0, faulty: 0 }
  for (const { kind } of lines) counts[kind] += 1
  return counts
}
