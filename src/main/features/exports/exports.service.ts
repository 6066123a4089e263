import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Service } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { CsvPreset, ExportedFile, ExportProgress, ExportResult, exports } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import { safeFileName } from '../../platform/files/safe-name'
import { writeCsv } from './write-csv'

/** What is exported of one application: read anew, or as it was read last when the source cannot be reached. */
export type Exported = {
  header: string
  lines: Iterable<string>
  from: ExportedFile['from']
  readAt: string
}
/** Gives it, or throws why there is nothing to export. */
export type ExportSource = (environmentId: EnvironmentId, application: WireApplication, signal: AbortSignal) => Promise<Exported>

type Asked = { environmentId: EnvironmentId; applicationIds: ApplicationId[]; preset: CsvPreset }
type Deps = {
  cached: CachedApplications
  apiSettings: ExportSource
  isoCodes: ExportSource
  clock: Clock
  environmentName: (environmentId: EnvironmentId) => string
  /** Asks the person where; null when the dialog was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
  askFolder: (windowId: number) => Promise<string | null>
  showInFolder: (path: string) => void
  record: RecordActivity
  progressed: (progress: ExportProgress) => void
}

/** Export API Settings, and ISO codes: CSV files, whole or not at all. */
export function createExportsService(deps: Deps) {
  const { cached, clock, environmentName, askWhere, askFolder, showInFolder, record, progressed } = deps
  let stop: AbortController | null = null
  let last: string | null = null

  const nameOf = (environmentId: EnvironmentId, what: string, ofWhom = '') =>
    [environmentName(environmentId), ofWhom, what, clock.iso().slice(0, 10)].filter(Boolean).join(' ')

  type Kind = { what: string; source: ExportSource; record: 'exports.apiSettings' | 'exports.isoCodes' }
  type Running = Asked & { kind: Kind; signal: AbortSignal }

  /** Read before asking where: a refusal is told before a person has chosen a file for nothing. */
  async function one(
    { environmentId, preset, kind, signal }: Running,
    application: WireApplication,
    where: Where,
  ): Promise<ExportedFile | null> {
    const exported = await kind.source(environmentId, application, signal)
    const path = await where.place(safeFileName(nameOf(environmentId, kind.what, application.name), 'csv'))
    if (path === null) return null
    const applicationId = application.id as ApplicationId // as the cache has it
    const { rows, bytes } = await writeCsv(path, {
      header: exported.header,
      lines: exported.lines,
      preset,
      signal,
      progressed: (written) => {
        progressed({ environmentId, applicationId, rows: written, done: where.done, total: where.total })
      },
    })
    last = path
    record({ environmentId, applicationId, applicationName: application.name, what: kind.record, after: path })
    return { applicationId, fileName: basename(path), rows, bytes, from: exported.from, readAt: exported.readAt }
  }

  async function alone(running: Running, application: WireApplication, windowId: number): Promise<ExportResult | null> {
    const file = await one(running, application, { place: (name) => askWhere(windowId, name), done: 0, total: 1 })
    return file && last !== null ? { folder: dirname(last), files: [file], failed: [] } : null
  }

  /** A file for each, in a new folder: nothing that is there is replaced. One that fails is named and hides none of the others. */
  async function several(running: Running, windowId: number): Promise<ExportResult | null> {
    const { environmentId, applicationIds, kind, signal } = running
    const chosen = await askFolder(windowId)
    if (chosen === null) return null
    const folder = await newFolder(chosen, safeFileName(nameOf(environmentId, kind.what), 'csv').replace(/[.]csv$/, ''))
    const result: ExportResult = { folder, files: [], failed: [] }
    const taken = new Set<string>()
    for (const [done, applicationId] of applicationIds.entries()) {
      signal.throwIfAborted()
      progressed({ environmentId, applicationId, rows: 0, done, total: applicationIds.length })
      let application: WireApplication | null = null
      try {
        application = cached.get(environmentId, applicationId)
        const place = (name: string) => Promise.resolve(join(folder, unlike(taken, name)))
        const file = await one(running, application, { place, done, total: applicationIds.length })
        if (file) result.files.push(file)
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'cancelled' || error.code === 'disk') throw error
        result.failed.push({ applicationId, applicationName: application?.name ?? applicationId, failure: error.toFailure() })
      }
    }
    return result
  }

  async function run(kind: Kind, asked: Asked, { windowId, signal: windowGone }: { windowId: number; signal: AbortSignal }) {
    const mine = new AbortController()
    stop = mine
    const running = { ...asked, kind, signal: AbortSignal.any([windowGone, mine.signal]) }
    try {
      const [first] = asked.applicationIds
      if (first === undefined || asked.applicationIds.length > 1) return { result: await several(running, windowId) }
      return { result: await alone(running, cached.get(asked.environmentId, first), windowId) }
    } catch (error) {
      if (running.signal.aborted)
        throw new AppError('cancelled', 'The export was stopped. The file that was being written is not there.', { cause: error })
      throw error
    }
  }

  return {
    apiSettings: (asked, caller) => run({ what: 'API settings', source: deps.apiSettings, record: 'exports.apiSettings' }, asked, caller),
    isoCodes: (asked, caller) => run({ what: 'ISO codes', source: deps.isoCodes, record: 'exports.isoCodes' }, asked, caller),

    cancel: () => stop?.abort(),

    reveal() {
      if (last !== null) showInFolder(last)
    },
  } satisfies Service<typeof exports>
}

type Where = { place: (suggestedName: string) => Promise<string | null>; done: number; total: number }

const MOST_FOLDERS = 1000

/** Made new in the chosen folder: “Maple API settings 2026-05-01”, or the next free “… (2)”. */
async function newFolder(within: string, name: string): Promise<string> {
  for (let number = 1; number <= MOST_FOLDERS; number += 1) {
    const path = join(within, number === 1 ? name : `${name} (${number})`)
    try {
      await mkdir(path)
      return path
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue
      throw new AppError('disk', 'In this folder no folder can be made. Choose another one.', { cause: error })
    }
  }
  throw new AppError('disk', 'In this folder are too many exports of today. Choose another one.')
}

/** Two applications may have names that make the same file name; case does not part them on every system. */
function unlike(taken: Set<string>, name: string): string {
  const [, base = name] = /^(.*)[.]csv$/.exec(name) ?? []
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${base} (${number}).csv`
    if (taken.has(candidate.toLowerCase())) continue
    taken.add(candidate.toLowerCase())
    return candidate
  }
}
