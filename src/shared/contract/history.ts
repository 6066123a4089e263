import { z } from 'zod'
import { OfApplication } from './applications'
import { IsoListName } from './iso'
import { Instant, read } from './op'
import { SettingFamily } from './resources'
import { SettingValue } from './settings'

/** What can be said of something that was read: shared/rules/facts.ts says which fact has which lines. */
export const FactField = z.enum([
  'name',
  'description',
  'baseUri',
  'authentication',
  'sourceKind',
  'label',
  'unrestricted',
  'addresses',
  'versions',
  'deprecated',
  'isoCode',
  'hubValue',
  'sourceValue',
])
export type FactField = z.infer<typeof FactField>
export const Fact = z.object({ field: FactField, lines: z.array(z.string()) })
export type Fact = z.infer<typeof Fact>

/** What a row that was read is about. */
export const Area = z.enum(['application', 'key', 'resource', 'code', 'setting'])
export type Area = z.infer<typeof Area>

const Id = z.string().min(1).max(300)
export const HistorySubject = z.discriminatedUnion('area', [
  z.object({ area: z.literal('application') }),
  z.object({ area: z.literal('key'), id: Id }),
  z.object({ area: z.literal('resource'), id: Id }),
  z.object({ area: z.literal('code'), list: IsoListName, id: Id }),
  z.object({ area: z.literal('setting'), family: SettingFamily, id: Id }),
])
export type HistorySubject = z.infer<typeof HistorySubject>

/** How something was, from the reading that first saw it so until the one that saw it otherwise; `until` null is now. */
export const Version = z.object({
  seenAt: Instant,
  until: Instant.nullable(),
  facts: z.array(Fact),
  /** Of a setting: what it was set to, for setting it so again. */
  value: SettingValue.optional(),
})
export type Version = z.infer<typeof Version>

/** One difference that a reading found. `before` null: it was new; `after` null: it was gone. */
export const Change = z.object({
  at: Instant,
  area: Area,
  id: z.string(),
  title: z.string(),
  before: z.array(Fact).nullable(),
  after: z.array(Fact).nullable(),
})
export type Change = z.infer<typeof Change>

export const history = {
  /** The versions of one thing, the newest first. Empty when it was never read. */
  of: read(OfApplication.extend({ subject: HistorySubject }), z.object({ versions: z.array(Version) })),
  /** What changed in an application and all that belongs to it since it was first read, the newest first. */
  ofApplication: read(OfApplication, z.object({ since: Instant.nullable(), changes: z.array(Change), isCut: z.boolean() })),
}
