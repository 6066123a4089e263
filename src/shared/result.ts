import type { Failure } from './errors'

/** What every call over the bridge returns: main throws, the wire returns, the window switches. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (error: Failure): Result<never> => ({ ok: false, error })
