import { z } from 'zod'
import { Restriction, WireApiKey } from '../wire/administration-plane'
import { ApplicationId, OfApplication } from './applications'
import { Instant, read, write } from './op'

export const KeyId = z.string().min(1).max(100).brand<'KeyId'>()
export type KeyId = z.infer<typeof KeyId>

/** An API key as the window knows it: never its value. */
export const ApiKey = WireApiKey.extend({ id: KeyId, applicationId: ApplicationId })
export type ApiKey = z.infer<typeof ApiKey>

export const keys = {
  list: read(OfApplication, z.object({ keys: z.array(ApiKey), readAt: Instant.optional() })),
  /** Adds a key at the hub. Bad addresses come back as `invalid-input` with one fault each. */
  add: write({ applicationId: ApplicationId, restriction: Restriction, idempotencyKey: z.uuid() }, ApiKey),
  /** Puts the key on the clipboard from main; cleared after a while if it is still there. */
  copy: read(OfApplication.extend({ keyId: KeyId }), z.object({ clearsAt: Instant })),
}
