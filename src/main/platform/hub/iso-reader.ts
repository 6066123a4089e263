import { ISO_LIST_NAMES, type IsoListState } from '#shared/contract/iso'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import type { IsoList } from '#shared/wire/media-types'
import type { IsoChoice, IsoRow } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { SnapshotRepo } from '../db/snapshot.repo'
import type { Source } from './source'

type Of = { environmentId: EnvironmentId; applicationId: string }
const rowsOf = (list: IsoList) => `iso-row/${list}`
const choicesOf = (list: IsoList) => `iso-choice/${list}`
/** Which lists a source has; the rows alone cannot tell an empty list from one that was never read. */
const LISTS = 'iso-list'
const part = (list: IsoList) => `iso-${list}`

/** The ISO lists of a source application: read into a snapshot, and given back from the cache. */
export function createIsoReader({ snapshots, clock }: { snapshots: SnapshotRepo; clock: Clock }) {
  async function readOne(source: Source, snapshot: number, of: Of, list: IsoList): Promise<Failure | null> {
    const read = { ...of, part: part(list), snapshotId: snapshot, at: clock.iso() }
    try {
      const found = await source.iso(list)
      const replace = (kind: string, items: readonly { id: string }[]) =>
        snapshots.replace(
          snapshot,
          { ...of, kind },
          items.map((item) => ({ id: item.id, body: item })),
        )
      replace(rowsOf(list), found?.rows ?? [])
      replace(choicesOf(list), found?.choices ?? [])
      snapshots.upsert(snapshot, { ...of, kind: LISTS }, { id: list, body: { state: found ? 'served' : 'none' } })
      snapshots.recordRead({ ...read, failure: null })
      return null
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      const failure = error.toFailure()
      snapshots.recordRead({ ...read, failure })
      return failure
    }
  }

  return {
    /** All five, side by side. A list that cannot be read stays as it was; the first failure is given back. */
    async read(source: Source, snapshot: number, of: Of): Promise<Failure | null> {
      const failures = await Promise.all(ISO_LIST_NAMES.map((list) => readOne(source, snapshot, of, list)))
      return failures.find((failure) => failure !== null) ?? null
    },

    /** The five lists as last read. */
    cached({ environmentId, applicationId }: Of): IsoListState[] {
      const reads = snapshots.reads(environmentId, applicationId)
      return ISO_LIST_NAMES.map((list) => {
        const read = reads.find((each) => each.part === part(list))
        const known = snapshots.one(environmentId, LISTS, applicationId, list) as { state: 'served' | 'none' } | null // written above
        return {
          list,
          // Parsed with their schemas before they were stored.
          rows: snapshots.current(environmentId, rowsOf(list), applicationId) as IsoRow[],
          choices: snapshots.current(environmentId, choicesOf(list), applicationId) as IsoChoice[],
          state: read?.failure ? 'failed' : (known?.state ?? 'not-read'),
          ...(read?.failure ? { failure: read.failure } : {}),
          ...(read ? { readAt: read.at } : {}),
        }
      })
    },

    keepRow(snapshot: number, of: Of, list: IsoList, row: IsoRow): void {
      snapshots.upsert(snapshot, { ...of, kind: rowsOf(list) }, { id: row.id, body: row })
    },
  }
}
export type IsoReader = ReturnType<typeof createIsoReader>
