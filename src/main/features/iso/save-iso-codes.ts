import pLimit from 'p-limit'
import type { IsoChange, SavedIsoCode } from '#shared/contract/iso'
import type { IsoRow } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Source } from '../../platform/hub/source'
import { mayBeDone } from '../../platform/hub/source-calls'

const AT_ONCE = 4

type Saved = { result: SavedIsoCode; now: IsoRow | null }

/** Sends reviewed ISO codes. As with settings: read anew just before, never over somebody else's change, looked at after. */
export async function saveIsoCodes(source: Source, changes: readonly IsoChange[], signal: AbortSignal): Promise<Saved[]> {
  const limit = pLimit(AT_ONCE)
  let isStopped = false
  return await Promise.all(
    changes.map((change) =>
      limit(async (): Promise<Saved> => {
        if (isStopped || signal.aborted) return { result: resultOf(change, 'not-tried'), now: null }
        const saved = await saveOne(source, change)
        isStopped ||= ['unreachable', 'source-unauthorized', 'credentials-missing'].includes(saved.result.failure?.code ?? '')
        return saved
      }),
    ),
  )
}

async function saveOne(source: Source, change: IsoChange): Promise<Saved> {
  const { list, id, base, isoCode } = change
  const told = (outcome: SavedIsoCode['outcome'], now: IsoRow): Saved => ({ result: resultOf(change, outcome), now })
  let now: IsoRow | null = null
  try {
    now = await source.isoRow(list, id)
    if (codeOf(now) === isoCode) return told('already', now)
    if (codeOf(now) !== base) return { result: { ...resultOf(change, 'conflict'), theirs: codeOf(now) }, now }
    const answered = await source.changeIso(list, id, isoCode === '' ? null : isoCode)
    const after = answered && codeOf(answered) === isoCode ? answered : await source.isoRow(list, id)
    if (codeOf(after) === isoCode) return told('saved', after)
    const failure = new AppError('malformed', 'The source application took the change, but has something else now.').toFailure()
    return { result: { ...resultOf(change, 'failed'), failure }, now: after }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The row says whether it was done.
    if (mayBeDone(error) && now !== null) {
      const after = await source.isoRow(list, id).catch(nothing)
      if (after && codeOf(after) === isoCode) return told('saved', after)
    }
    return { result: failed(change, error), now }
  }
}

const codeOf = ({ isoCode = '' }: IsoRow) => isoCode
const resultOf = ({ list, id }: IsoChange, outcome: SavedIsoCode['outcome']): SavedIsoCode => ({ list, id, outcome, faults: [] })

function failed(change: IsoChange, error: AppError): SavedIsoCode {
  const failure = error.toFailure()
  if (error.code === 'not-found') return { ...resultOf(change, 'gone'), failure }
  if (error.code !== 'invalid-input') return { ...resultOf(change, 'failed'), failure }
  const faults = (error.faults ?? []).map(({ message }) => message)
  return { ...resultOf(change, 'refused'), faults: faults.length > 0 ? faults : [error.message] }
}

function nothing(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
