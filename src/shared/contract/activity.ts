import { z } from 'zod'
import { ApplicationId } from './applications'
import { CsvPreset } from './exports'
import { OfEnvironment, read } from './op'

/** One thing that was done, or that did not come about. Texts are as they were written then; no field ever held a secret. */
export const ActivityEntry = z.object({
  /** Its place in the chain, from 1. */
  id: z.number().int(),
  at: z.string(),
  /** Null: of no environment, or of all. The name is that of the time. */
  environmentId: z.string().nullable(),
  environmentName: z.string().nullable(),
  applicationId: z.string().nullable(),
  applicationName: z.string().nullable(),
  /** The operation of the contract. Entries of other versions may name one that is not in this one. */
  what: z.string(),
  subject: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  outcome: z.enum(['done', 'failed']),
  /** The error code of one that failed. */
  code: z.string().nullable(),
  /** `X-Request-Id` of the hub, to quote to its operators. */
  requestId: z.string().nullable(),
})
export type ActivityEntry = z.infer<typeof ActivityEntry>

/** A word that an entry must hold, or be of one of the operations whose words in the window hold it. */
export const ActivityWord = z.object({ text: z.string().min(1).max(200), whats: z.array(z.string().max(100)).max(200) })
export type ActivityWord = z.infer<typeof ActivityWord>

export const ActivityOutcome = ActivityEntry.shape.outcome

/**
 * What the check of the chain found. `changed`: the entry is not what was written; `missing`: something before it was taken out
 * or changed; `cut`: entries after the last one were taken away, and `id` is the first of them.
 */
export const ActivityCheck = z.discriminatedUnion('isWhole', [
  z.object({ isWhole: z.literal(true), count: z.number().int(), lastHash: z.string() }),
  z.object({
    isWhole: z.literal(false),
    /** Entries before it, which are as they were written. */
    count: z.number().int(),
    reason: z.enum(['changed', 'missing', 'cut']),
    id: z.number().int(),
    at: z.string().nullable(),
  }),
])
export type ActivityCheck = z.infer<typeof ActivityCheck>

const ofApplication = { applicationId: ApplicationId.optional() }

export const activity = {
  /** Entries of the environment and those of none, the newest first. */
  list: read(
    OfEnvironment.extend({
      ...ofApplication,
      words: z.array(ActivityWord).max(20),
      outcome: ActivityOutcome.optional(),
      /** Only entries before this one: the next page. */
      olderThan: z.number().int().optional(),
      limit: z.number().int().min(1).max(5000),
    }),
    z.object({ entries: z.array(ActivityEntry), total: z.number().int(), hasMore: z.boolean() }),
  ),
  /** Reads the whole log, of all environments, and says whether it is as it was written. */
  verify: read(z.void(), ActivityCheck),
  /**
   * `csv`: the entries of the environment or application. `lines`: the whole log as lines of JSON, which can be verified
   * without the app. Null = the person closed the dialog.
   */
  export: read(
    OfEnvironment.extend({ ...ofApplication, format: z.enum(['csv', 'lines']), preset: CsvPreset }),
    z.object({ path: z.string(), rows: z.number().int() }).nullable(),
  ),
}
