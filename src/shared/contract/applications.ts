import { z } from 'zod'
import { Failure } from '../errors'
import { WireApplication } from '../wire/administration-plane'
import { Instant, OfEnvironment, read } from './op'

export const ApplicationId = z.string().min(1).max(100).brand<'ApplicationId'>()
export type ApplicationId = z.infer<typeof ApplicationId>
export const OfApplication = OfEnvironment.extend({ applicationId: ApplicationId })

/** One row of the list: what the hub says of an application, and what its keys say. */
export const ApplicationRow = z.object({
  id: ApplicationId,
  name: z.string(),
  description: z.string(),
  origin: z.enum(['manual', 'catalog']),
  sourceKind: z.enum(['canonical', 'source-value']).nullable(),
  ownedResourceCount: z.number().int(),
  apiKeyCount: z.number().int(),
  unrestrictedKeyCount: z.number().int(),
  hasSettings: z.boolean(),
  /** A source application whose user and password are not in the keychain here. */
  missingCredentials: z.boolean(),
  modifiedOn: z.string(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

export const ApplicationDetail = z.object({
  application: WireApplication.extend({ id: ApplicationId }),
  row: ApplicationRow,
  readAt: Instant,
  /** Parts that the last sync could not read, and why. */
  gaps: z.array(z.object({ part: z.string(), failure: Failure })),
})
export type ApplicationDetail = z.infer<typeof ApplicationDetail>

export const applications = {
  /** All of an environment from the cache, ordered by name. */
  list: read(OfEnvironment, z.object({ rows: z.array(ApplicationRow), readAt: Instant.optional() })),
  get: read(OfApplication, ApplicationDetail),
}
