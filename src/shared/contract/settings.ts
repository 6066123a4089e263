import { z } from 'zod'
import { Failure } from '../errors'
import { AdvancedSearch, SourceOption } from '../wire/source-plane'
import { OfApplication } from './applications'
import { Instant, read, write } from './op'
import { SettingFamily } from './resources'

const Value = z.string().max(2000)

/**
 * What a setting is set to, in the shape of its family. `one`: mapping, default and configuration; `''` is not set.
 * `several`: collection, in order. `columns`: compound, each row with a value for each of its two or three columns.
 */
export const SettingValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('one'), value: Value }),
  z.object({ kind: z.literal('several'), values: z.array(Value).max(2000) }),
  z.object({ kind: z.literal('columns'), rows: z.array(z.array(Value).min(2).max(3)).max(2000) }),
])
export type SettingValue = z.infer<typeof SettingValue>

export const SettingRef = z.object({ family: SettingFamily, id: z.string().min(1).max(100) })
export type SettingRef = z.infer<typeof SettingRef>

/** What can be chosen for a setting; `choices` may be long. */
export const SettingShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('one'),
    /** Which side is edited: the hub's enumeration (canonical sources) or the source value. */
    side: z.enum(['hub', 'source']),
    choices: z.array(SourceOption),
    /** A mapping of a canonical source can be changed, not removed. */
    canUnset: z.boolean(),
    /** What marks it as looked at and not used, where the source knows such a mark. */
    notInUse: z.string().nullable(),
    search: AdvancedSearch.nullable(),
  }),
  z.object({ kind: z.literal('several'), choices: z.array(SourceOption) }),
  z.object({
    kind: z.literal('columns'),
    columns: z
      .array(z.object({ label: z.string(), choices: z.array(SourceOption) }))
      .min(2)
      .max(3),
  }),
])
export type SettingShape = z.infer<typeof SettingShape>

export const EditableSetting = SettingRef.extend({
  title: z.string(),
  description: z.string(),
  /** The resources, and where told their property, that it speaks of. */
  about: z.array(z.object({ resource: z.string(), property: z.string() })),
  shape: SettingShape,
  value: SettingValue,
  /** Words for values that are set now and not among the choices. */
  named: z.array(SourceOption),
})
export type EditableSetting = z.infer<typeof EditableSetting>

/** A reviewed change: from what the person saw to what the person chose. */
export const SettingChange = SettingRef.extend({ base: SettingValue, value: SettingValue })
export type SettingChange = z.infer<typeof SettingChange>

/** Where in a value a fault is: a place in a list from 0, and a column. Null: the value as a whole. */
export const ValuePlace = z.object({ row: z.number().int(), column: z.number().int().optional() }).nullable()
export type ValuePlace = z.infer<typeof ValuePlace>

export const SaveOutcome = z.enum([
  'saved', // sent, and the source has it so
  'already', // the source had it so before anything was sent
  'conflict', // somebody else changed it meanwhile; nothing was sent
  'refused', // the source found fault with it
  'gone', // the source does not have the row any more
  'failed', // sent or not, it could not be done; see `failure`
  'not-tried', // something before it stopped the rest
])
export type SaveOutcome = z.infer<typeof SaveOutcome>

export const SavedSetting = SettingRef.extend({
  outcome: SaveOutcome,
  /** What the source has now, for a conflict. */
  theirs: SettingValue.optional(),
  faults: z.array(z.object({ place: ValuePlace, message: z.string() })),
  failure: Failure.optional(),
})
export type SavedSetting = z.infer<typeof SavedSetting>

export const settings = {
  /** One setting with its options, from the cache. */
  open: read(OfApplication.extend(SettingRef.shape), EditableSetting.extend({ readAt: Instant.optional() })),
  /** The advanced search of a default row: asks the source. */
  search: read(
    OfApplication.extend({ id: SettingRef.shape.id, keyword: z.string().trim().min(1).max(200) }),
    z.object({ choices: z.array(SourceOption) }),
  ),
  /**
   * Sends reviewed changes, one PUT each with only the changed part. Each row is read anew first and must still be as the
   * change's base; after the PUT the source's answer is compared with what was sent. What went wrong is told per row.
   */
  save: write(
    { applicationId: OfApplication.shape.applicationId, changes: z.array(SettingChange).min(1).max(500) },
    z.object({ results: z.array(SavedSetting) }),
  ),
}
