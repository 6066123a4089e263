import { basename, dirname } from 'node:path'
import type { Service } from '#shared/contract'
import type { ExportProgress, ExportResult, exports } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import { csvHeader, csvLine, settingsCsvRows, SETTINGS_CSV_COLUMNS, BYTE_ORDER_MARK } from '#shared/rules/settings-csv'
import type { WireApplication } from '#shared/wire/administration-plane'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import type { Setting } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import { createAtomicFile } from '../../platform/files/atomic-file'
import { safeFileName } from '../../platform/files/safe-name'
import type { SettingsReader } from '../../platform/hub/settings-reader'

/** Lines gathered before they go to the disk and the event loop gets its turn. */
const LINES_AT_ONCE = 500

type Deps = {
  cached: CachedApplications
  snapshots: SnapshotRepo
  settings: SettingsReader
  clock: Clock
  environmentName: (environmentId: EnvironmentId) => string
  /** Asks the person where; null when the dialog was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
  showInFolder: (path: string) => void
  record: (environmentId: EnvironmentId, what: string, subject: string) => void
  progressed: (progress: ExportProgress) => void
}

/** Export API Settings: reads the five families anew and writes them as CSV, whole or not at all. */
export function createExportsService(deps: Deps) {
  const { cached, snapshots, settings, clock, environmentName, askWhere, showInFolder, record, progressed } = deps
  let stop: AbortController | null = null
  let last: string | null = null

  const stored = (environmentId: EnvironmentId, applicationId: string): Setting[] =>
    // Parsed with the family's schema before they were stored.
    SETTING_FAMILIES.flatMap((family) => snapshots.current(environmentId, family, applicationId) as Setting[])

  /** The settings now, or, when the source cannot be reached, as they were last read. A refusal is a refusal. */
  async function read(environmentId: EnvironmentId, application: WireApplication, signal: AbortSignal) {
    const snapshot = snapshots.begin(environmentId, clock.iso())
    try {
      const reading = await settings.read(environmentId, application, snapshot, signal)
      const failure = reading.checks.find((check) => check.endpoint !== 'resources' && check.failure)?.failure
      if (failure) throw new AppError(failure.code, failure.message, { ...failure })
      snapshots.recordRead({
        environmentId,
        applicationId: application.id,
        part: 'settings',
        snapshotId: snapshot,
        at: clock.iso(),
        failure: null,
      })
      snapshots.finish(snapshot, 'complete', clock.iso())
      return { from: 'source' as const, readAt: clock.iso(), settings: stored(environmentId, application.id) }
    } catch (error) {
      snapshots.finish(snapshot, 'failed', clock.iso())
      const kept = stored(environmentId, application.id)
      const readAt = snapshots.reads(environmentId, application.id).find(({ part }) => part === 'settings')?.at
      if (error instanceof AppError && error.code === 'unreachable' && kept.length > 0 && readAt !== undefined)
        return { from: 'cache' as const, readAt, settings: kept }
      throw error
    }
  }

  return {
    async apiSettings({ environmentId, applicationId, preset }, { windowId, signal: windowGone }) {
      const application = cached.get(environmentId, applicationId)
      if (application.baseUri === undefined)
        throw new AppError('nothing-to-export', 'This application has no source application, so it has no API settings to export.')
      const mine = new AbortController()
      stop = mine
      const signal = AbortSignal.any([windowGone, mine.signal])
      // Read before asking where: a refusal is told before a person has chosen a file for nothing.
      const found = await read(environmentId, application, signal)
      if (found.settings.length === 0)
        throw new AppError('nothing-to-export', 'The source application answered, but it has no API settings. No file was written.')

      const path = await askWhere(
        windowId,
        safeFileName(`${environmentName(environmentId)} ${application.name} API settings ${clock.iso().slice(0, 10)}`, 'csv'),
      )
      if (path === null) return { result: null }
      const file = await createAtomicFile(path)
      let rows = 0
      try {
        await file.write((preset === 'excel' ? BYTE_ORDER_MARK : '') + csvHeader(SETTINGS_CSV_COLUMNS))
        let chunk: string[] = []
        const flush = async () => {
          signal.throwIfAborted()
          await file.write(chunk.join(''))
          chunk = []
          progressed({ environmentId, applicationId, rows })
        }
        for (const row of settingsCsvRows(found.settings, { applicationName: application.name, readAt: found.readAt })) {
          chunk.push(csvLine(row, SETTINGS_CSV_COLUMNS))
          rows += 1
          if (chunk.length === LINES_AT_ONCE) await flush()
        }
        await flush()
        const { bytes } = await file.commit()
        last = path
        record(environmentId, 'exports.apiSettings', application.name)
        const result: ExportResult = {
          fileName: basename(path),
          folder: dirname(path),
          rows,
          bytes,
          from: found.from,
          readAt: found.readAt,
        }
        return { result }
      } catch (error) {
        await file.discard()
        if (signal.aborted) throw new AppError('cancelled', 'The export was stopped. No file was written.', { cause: error })
        throw error
      }
    },

    cancel: () => stop?.abort(),

    reveal() {
      if (last !== null) showInFolder(last)
    },
  } satisfies Service<typeof exports>
}
