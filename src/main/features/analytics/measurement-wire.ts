import { z } from 'zod'
import { AnalyticsEvent } from '#shared/rules/analytics-events'

/** Where counts go: the Measurement Protocol, as its reference describes it. Nothing else in the app knows the address. */
export const COLLECT_URL = 'https://www.google-analytics.com/mp/collect'
/** More in one request are refused. */
export const MOST_EVENTS = 25

/** The whole of what can be sent. Strict: what is not named here does not go out, and nothing here is free text. */
export const Measurement = z.strictObject({
  client_id: z.uuid(),
  non_personalized_ads: z.literal(true),
  events: z
    .array(
      z.strictObject({
        name: AnalyticsEvent,
        params: z.strictObject({
          count: z.number().int().min(1).max(1_000_000),
          app_version: z
            .string()
            .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)
            .optional(),
        }),
      }),
    )
    .min(1)
    .max(MOST_EVENTS),
})
export type Measurement = z.infer<typeof Measurement>
