import { z } from 'zod'
import { Failure } from '../errors'
import { ISO_LISTS, type IsoList } from '../wire/media-types'
import { IsoChoice, IsoRow } from '../wire/source-plane'
import { OfApplication } from './applications'
import { Instant, read, write } from './op'
import { SaveOutcome } from './settings'

// Object.keys forgets that these are the names.
export const ISO_LIST_NAMES = Object.keys(ISO_LISTS) as [IsoList, ...IsoList[]]
export const IsoListName = z.enum(ISO_LIST_NAMES)

/** One of the five lists of a source application, as last read. */
export const IsoListState = z.object({
  list: IsoListName,
  rows: z.array(IsoRow),
  choices: z.array(IsoChoice),
  /** `none`: the source answers `[]`, 404 or 405 and has no such list. */
  state: z.enum(['served', 'none', 'failed', 'not-read']),
  failure: Failure.optional(),
  readAt: Instant.optional(),
})
export type IsoListState = z.infer<typeof IsoListState>

/** From the code that the person saw to the one that was chosen; `''` is none. */
export const IsoChange = z.object({
  list: IsoListName,
  id: z.string().min(1).max(100),
  base: z.string().max(20),
  isoCode: z.string().max(20),
})
export type IsoChange = z.infer<typeof IsoChange>

export const SavedIsoCode = z.object({
  list: IsoListName,
  id: z.string(),
  outcome: SaveOutcome,
  theirs: z.string().optional(),
  faults: z.array(z.string()),
  failure: Failure.optional(),
})
export type SavedIsoCode = z.infer<typeof SavedIsoCode>

const Lists = z.object({ lists: z.array(IsoListState) })

export const iso = {
  /** The five lists, from the cache. */
  lists: read(OfApplication, Lists),
  /** The five lists, from the source now. A list that cannot be read says why. */
  refresh: read(OfApplication, Lists),
  /** Sends reviewed codes, one PUT each; the rules are those of `settings.save`. */
  save: write(
    { applicationId: OfApplication.shape.applicationId, changes: z.array(IsoChange).min(1).max(1000) },
    z.object({ results: z.array(SavedIsoCode) }),
  ),
}
