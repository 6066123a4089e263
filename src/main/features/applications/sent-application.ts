import { z } from 'zod'
import type { ApplicationToCreate } from '#shared/contract/applications'
import { NewApplication, type WireApplication } from '#shared/wire/administration-plane'

/** The body of `POST /applications` as far as it may be written down: all but the password, for which there is no field. */
export const SentApplication = NewApplication.extend({
  authentication: z.object({ type: z.enum(['none', 'basic']), username: z.string().optional() }),
})
export type SentApplication = z.infer<typeof SentApplication>

export function sentOf({
  name,
  description,
  origin,
  catalogId,
  baseUri,
  authentication,
  ownedResources,
}: ApplicationToCreate): SentApplication {
  return {
    name,
    description,
    origin,
    ...(catalogId === undefined ? {} : { catalogId }),
    ...(baseUri === undefined ? {} : { baseUri }),
    authentication: authentication.type === 'basic' ? { type: 'basic', username: authentication.username } : { type: 'none' },
    ownedResources,
  }
}

/** Whether an application at the hub is what was sent. A hub may add to it, but it does not change what it was given. */
export const isWhatWasSent = (application: WireApplication, sent: SentApplication): boolean =>
  application.name === sent.name &&
  application.origin === sent.origin &&
  application.catalogId === sent.catalogId &&
  application.baseUri === sent.baseUri &&
  application.description === sent.description
