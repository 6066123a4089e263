import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'

/** Something asked of main: what is known of it, and how the asking goes. What was known stays while it is asked again. */
export type Loading<T> =
  | { state: 'loading'; value: T | null; failure: null }
  | { state: 'ready'; value: T; failure: null }
  | { state: 'failed'; value: T | null; failure: Failure }

export const loading = <T>(before?: Loading<T>): Loading<T> => ({ state: 'loading', value: before?.value ?? null, failure: null })

export const loaded = <T>(result: Result<T>, before?: Loading<T>): Loading<T> =>
  result.ok
    ? { state: 'ready', value: result.value, failure: null }
    : { state: 'failed', value: before?.value ?? null, failure: result.error }
