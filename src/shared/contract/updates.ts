import { z } from 'zod'
import { local, Nothing, read } from './op'

/** How this copy of the app stands to newer ones. `no-feed`: it was not built with a signed place to get them from. */
export const UpdateStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('no-feed') }),
  z.object({ state: z.literal('up-to-date') }),
  z.object({ state: z.literal('available'), version: z.string() }),
  /** Fetched, and signed by whoever signed this copy. */
  z.object({ state: z.literal('ready'), version: z.string() }),
])
export type UpdateStatus = z.infer<typeof UpdateStatus>

/** Only a person asks for these; nothing is looked for, fetched or installed by itself. */
export const updates = {
  check: read(Nothing, UpdateStatus),
  download: local(Nothing, UpdateStatus),
  /** Quits the app and starts it again as the version that is ready. */
  install: local(Nothing, z.void()),
}
