import type { SaveOutcome } from '#shared/contract/settings'
import type { EnvironmentId } from '#shared/contract/op'
import type { ErrorCode } from '#shared/errors'
import type { LoggedOperation } from '#shared/rules/logged-operations'

/**
 * What a service says of something it did, for the activity log. Never a secret: names, hints, restrictions, codes and setting
 * values are none; keys, tokens and passwords are.
 */
export type Activity = {
  /** Null: of no environment, or of all. */
  environmentId: EnvironmentId | null
  what: LoggedOperation
  /** What it was done to, inside of the application or environment. */
  subject?: string
  applicationId?: string
  /** Needed only where the application may be gone by now. */
  applicationName?: string
  before?: string
  after?: string
  /** By default that of the hub's last answer to a change of this operation. */
  requestId?: string
  /** It did not come about. */
  failure?: { code: ErrorCode; requestId?: string | undefined }
}
export type RecordActivity = (activity: Activity) => void

/**
 * Of many rows that are saved at once, those that the log speaks of: what was tried. When even the first was not, it stands for
 * all; the others say nothing new.
 */
export const isTold = (outcome: SaveOutcome, index: number): boolean => (outcome === 'not-tried' ? index === 0 : outcome !== 'already')

/** Why a row of several came to nothing; null when it is as it was wanted. */
export function failureOfRow(row: { outcome: SaveOutcome; failure?: Activity['failure'] | undefined }): Activity['failure'] | null {
  switch (row.outcome) {
    case 'saved':
    case 'already':
      return null
    case 'conflict':
      return row.failure ?? { code: 'conflict' }
    case 'refused':
      return row.failure ?? { code: 'invalid-input' }
    case 'gone':
      return row.failure ?? { code: 'not-found' }
    case 'failed':
      return row.failure ?? { code: 'remote' }
    case 'not-tried':
      return row.failure ?? { code: 'cancelled' }
  }
}
