import { ISO_CSV_COLUMNS, isoCsvRows } from '#shared/rules/iso-csv'
import { csvHeader, csvLine, SETTINGS_CSV_COLUMNS, settingsCsvLines } from '#shared/rules/settings-csv'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { CachedSettings } from '../../platform/db/cached-settings'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { IsoReader } from '../../platform/hub/iso-reader'
import type { SettingsReader } from '../../platform/hub/settings-reader'
import type { ExportSource } from './exports.service'

type Deps = {
  hubs: HubAccess
  snapshots: SnapshotRepo
  settings: SettingsReader
  cachedSettings: CachedSettings
  iso: IsoReader
  clock: Clock
}

const NO_SOURCE = 'This application has no source application, so it has no API settings to export.'

/** What is exported: the settings or the ISO codes now, or, when the source cannot be reached, as last read. A refusal is a refusal. */
export function createExportSources({ hubs, snapshots, settings, cachedSettings, iso, clock }: Deps) {
  const apiSettings: ExportSource = async (environmentId, application, signal) => {
    const { id: applicationId, baseUri } = application
    if (baseUri === undefined) throw new AppError('nothing-to-export', NO_SOURCE)
    const exported = (from: 'source' | 'cache', readAt: string) => {
      const inOrder = cachedSettings.inOrder(environmentId, applicationId)
      const facts = { applicationName: application.name, readAt }
      return { header: csvHeader(SETTINGS_CSV_COLUMNS), lines: settingsCsvLines(inOrder, facts, { isSorted: true }), from, readAt }
    }
    const isEmpty = () => cachedSettings.inOrder(environmentId, applicationId).next().done === true

    const snapshotId = snapshots.begin(environmentId, clock.iso())
    try {
      const reading = await settings.read(environmentId, application, snapshotId, signal)
      const failure = reading.checks.find((check) => check.endpoint !== 'resources' && check.failure)?.failure
      if (failure) throw new AppError(failure.code, failure.message, { ...failure })
      snapshots.recordRead({ environmentId, applicationId, part: 'settings', snapshotId, at: clock.iso(), failure: null })
      snapshots.finish(snapshotId, 'complete', clock.iso())
    } catch (error) {
      snapshots.finish(snapshotId, 'failed', clock.iso())
      const { readAt } = cachedSettings.readAt(environmentId, applicationId)
      if (error instanceof AppError && error.code === 'unreachable' && readAt !== undefined && !isEmpty()) return exported('cache', readAt)
      throw error
    }
    if (isEmpty())
      throw new AppError('nothing-to-export', 'The source application answered, but it has no API settings. No file was written.')
    return exported('source', clock.iso())
  }

  const isoCodes: ExportSource = async (environmentId, application, signal) => {
    const of = { environmentId, applicationId: application.id }
    const exported = (from: 'source' | 'cache', readAt: string) => {
      const lists = iso.cached(of)
      if (lists.every(({ rows }) => rows.length === 0))
        throw new AppError('nothing-to-export', 'The source application has none of the five ISO lists. No file was written.')
      const lines = isoCsvRows(lists, application.name)
      return { header: csvHeader(ISO_CSV_COLUMNS), lines: Array.from(lines, (row) => csvLine(row, ISO_CSV_COLUMNS)), from, readAt }
    }
    const snapshot = snapshots.begin(environmentId, clock.iso())
    try {
      const failure = await iso.read(await hubs.sourceOf(environmentId, application, signal), snapshot, of)
      if (failure) throw new AppError(failure.code, failure.message, { ...failure })
      snapshots.finish(snapshot, 'complete', clock.iso())
      return exported('source', clock.iso())
    } catch (error) {
      snapshots.finish(snapshot, 'failed', clock.iso())
      const readAt = iso.cached(of).find(({ rows }) => rows.length > 0)?.readAt
      if (error instanceof AppError && error.code === 'unreachable' && readAt !== undefined) return exported('cache', readAt)
      throw error
    }
  }

  return { apiSettings, isoCodes }
}
