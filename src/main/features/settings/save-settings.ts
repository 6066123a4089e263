import pLimit from 'p-limit'
import type { EnvironmentId } from '#shared/contract/op'
import type { SavedSetting, SettingChange } from '#shared/contract/settings'
import {
  changeOf,
  editableOf,
  faultsOf,
  isAsSent,
  placeOf,
  tidied,
  valueOf,
  type SourceKind,
  type ValueFault,
} from '#shared/rules/setting-edit'
import type { WireApplication } from '#shared/wire/administration-plane'
import type { Setting } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { CachedSettings } from '../../platform/db/cached-settings'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { Source } from '../../platform/hub/source'
import { mayBeDone } from '../../platform/hub/source-calls'

/** Rows changed side by side; the http client's own limiter counts the requests. */
const AT_ONCE = 4

type Deps = { hubs: HubAccess; settings: CachedSettings }
type Saved = { result: SavedSetting; now: Setting | null }

/**
 * Sends reviewed changes of one application's settings. Each row is read anew just before, since a source gives no entity
 * tags: what moved since the review is a conflict and is not sent. Only what stops everything is thrown.
 */
export function createSettingsSaver({ hubs, settings }: Deps) {
  return async function save(
    environmentId: EnvironmentId,
    application: WireApplication,
    changes: readonly SettingChange[],
    signal: AbortSignal,
  ): Promise<SavedSetting[]> {
    const source = await hubs.sourceToWrite(environmentId, application, signal)
    const kind = settings.kindOf(environmentId, application)
    const limit = pLimit(AT_ONCE)
    let isStopped = false
    const saved = await Promise.all(
      changes.map((change) =>
        limit(async (): Promise<Saved> => {
          if (isStopped || signal.aborted) return untouched(change, 'not-tried')
          const done = await saveOne(
            { source, kind, known: () => settings.one(environmentId, application.id, change.family, change.id) },
            change,
          )
          isStopped ||= stopsAll(done.result)
          return done
        }),
      ),
    )
    settings.keep(
      environmentId,
      application.id,
      saved.flatMap(({ now }) => now ?? []),
    )
    return saved.map(({ result }) => result)
  }
}
export type SettingsSaver = ReturnType<typeof createSettingsSaver>

/** `known` throws `not-found` for a setting that a refresh took away since the review. */
type At = { source: Source; kind: SourceKind; known: () => Setting }

async function saveOne({ source, kind, known }: At, change: SettingChange): Promise<Saved> {
  const value = tidied(change.value)
  let before: Setting
  try {
    before = known()
  } catch (error) {
    return failed(change, error, null)
  }
  // The row of this family, read with its schema; only the options are from before.
  const withRow = (row: Setting['row']) => ({ ...before, row }) as Setting
  const readAnew = async () => withRow(await source.row(change.family, change.id))
  let now: Setting
  try {
    now = await readAnew()
  } catch (error) {
    return failed(change, error, null)
  }
  if (isAsSent(now, kind, value)) return told(change, 'already', now)
  if (!isAsSent(now, kind, tidied(change.base)))
    return { ...told(change, 'conflict', now), result: { ...resultOf(change, 'conflict'), theirs: valueOf(now, kind) } }
  const faults = faultsOf(editableOf(now, kind), value)
  if (faults.length > 0)
    return {
      result: { ...resultOf(change, 'refused'), faults: faults.map(({ place, code }) => ({ place, message: SENTENCES[code] })) },
      now,
    }
  try {
    const answered = await source.change(change.family, change.id, changeOf(now, kind, value))
    const after = answered && isAsSent(withRow(answered), kind, value) ? withRow(answered) : await readAnew()
    if (isAsSent(after, kind, value)) return told(change, 'saved', after)
    const failure = new AppError('malformed', 'The source application took the change, but has something else now.').toFailure()
    return { result: { ...resultOf(change, 'failed'), failure, theirs: valueOf(after, kind) }, now: after }
  } catch (error) {
    if (!(error instanceof AppError) || !mayBeDone(error)) return failed(change, error, now)
    // The row says whether it was done.
    const after = await readAnew().catch(nothing)
    return after && isAsSent(after, kind, value) ? told(change, 'saved', after) : failed(change, error, after)
  }
}

const SENTENCES: Record<ValueFault['code'], string> = {
  'not-an-option': 'This is not among the options of the source application.',
  twice: 'This stands in the list already.',
  missing: 'The first column needs a value.',
  'cannot-be-removed': 'This can be changed, but not removed.',
}

const resultOf = ({ family, id }: SettingChange, outcome: SavedSetting['outcome']): SavedSetting => ({ family, id, outcome, faults: [] })
const told = (change: SettingChange, outcome: SavedSetting['outcome'], now: Setting): Saved => ({ result: resultOf(change, outcome), now })
const untouched = (change: SettingChange, outcome: SavedSetting['outcome']): Saved => ({ result: resultOf(change, outcome), now: null })

function failed(change: SettingChange, error: unknown, now: Setting | null): Saved {
  if (!(error instanceof AppError)) throw error
  const failure = error.toFailure()
  if (error.code === 'not-found') return { result: { ...resultOf(change, 'gone'), failure }, now }
  if (error.code !== 'invalid-input') return { result: { ...resultOf(change, 'failed'), failure }, now }
  const faults = (error.faults ?? []).map(({ path, message }) => ({ place: placeOf(path), message }))
  return { result: { ...resultOf(change, 'refused'), faults: faults.length > 0 ? faults : [{ place: null, message: error.message }] }, now }
}

/** What fails for one row for a reason that is the same for all. */
const stopsAll = ({ failure }: SavedSetting) =>
  failure !== undefined && ['unreachable', 'source-unauthorized', 'credentials-missing', 'cancelled'].includes(failure.code)

function nothing(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
