import type { KnownKeys } from '../../src/main/platform/hub/known-keys'
import type { KeyPaster } from '../../src/main/platform/hub/paste-key'

const never = (): never => {
  throw new Error('This test has no environment that is connected by application key')
}

/** For environments that are connected with an administration token: nothing here is ever asked. */
export const noKnownKeys = {
  keys: { all: never, valueOf: never, add: never, remove: never } satisfies KnownKeys,
  sources: { baseUriOf: never },
}
export const noPasting: KeyPaster = never
