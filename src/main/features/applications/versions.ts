import { AppError } from '../../app-error'

/** For a hub that gives no entity tags: any version there is. */
export const ANY_VERSION = '*'

/** The hub has it otherwise than we do. */
export const hasMoved = (error: unknown): boolean => error instanceof AppError && error.code === 'conflict'

/** A hub tells a taken name as a conflict; for a person it is a field to correct. Anything else comes back as it was. */
export function nameFault(error: unknown): unknown {
  if (!(error instanceof AppError) || error.status !== 409) return error
  const faults = error.faults?.filter(({ path }) => path === 'name') ?? []
  if (faults.length === 0) return error
  return new AppError('invalid-input', error.message, { ...error.toFailure(), faults, cause: error })
}

export function nameTaken(): AppError {
  const message = 'Another application of this environment has that name.'
  return new AppError('invalid-input', message, { faults: [{ path: 'name', message }] })
}

/** Names differ when they differ in more than case. */
export const isSameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()
