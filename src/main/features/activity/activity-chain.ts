import { createHash } from 'node:crypto'
import type { ActivityCheck, ActivityEntry } from '#shared/contract/activity'
import { canonicalJson } from '../../platform/db/canonical-json'

/** An entry with its place in the chain. */
export type ChainedEntry = ActivityEntry & { previousHash: string; hash: string }

/** What the first entry follows. */
export const NO_HASH = '0'.repeat(64)

/** Of everything in the entry, its number and the hash before it. docs/csv.md says how others compute the same. */
export function hashOf({ hash: _own, ...hashed }: ChainedEntry | (Omit<ChainedEntry, 'hash'> & { hash?: never })): string {
  return createHash('sha256').update(canonicalJson(hashed)).digest('hex')
}

/** One line of the export: all of the entry in its canonical form, so that the hash can be computed from the line. */
export const lineOf = (entry: ChainedEntry): string => `${canonicalJson(entry)}\n`

/**
 * Takes the entries in their order and says where the chain breaks. An entry that is not what was written shows by its own
 * hash; one that was taken out, or changed and hashed again, by the one after it.
 */
export function createChainCheck() {
  let count = 0
  let last: { id: number; hash: string } = { id: 0, hash: NO_HASH }
  const broken = (reason: 'changed' | 'missing' | 'cut', id: number, at: string | null): ActivityCheck => ({
    isWhole: false,
    count,
    reason,
    id,
    at,
  })
  return {
    /** Null while the chain holds. */
    next(entry: ChainedEntry): ActivityCheck | null {
      if (entry.id !== last.id + 1 || entry.previousHash !== last.hash) return broken('missing', entry.id, entry.at)
      if (hashOf(entry) !== entry.hash) return broken('changed', entry.id, entry.at)
      last = { id: entry.id, hash: entry.hash }
      count += 1
      return null
    },
    /** @param highest the highest number that was ever given */
    end(highest: number): ActivityCheck {
      return last.id < highest ? broken('cut', last.id + 1, null) : { isWhole: true, count, lastHash: last.hash }
    },
  }
}
