import type { ConnectionFault, ErrorCode, Failure, FieldFault } from '#shared/errors'

/** What may be told besides code and sentence. `undefined` is allowed, so that a Failure can be handed on as it is. */
export type AppErrorDetails = {
  status?: number | undefined
  reason?: ConnectionFault | undefined
  at?: string | undefined
  faults?: FieldFault[] | undefined
  requestId?: string | undefined
  cause?: unknown
}

/** A failure we expected, with a sentence for people. Anything else that is thrown is a bug and reaches the window as `internal`. */
export class AppError extends Error {
  override readonly name: string = 'AppError'
  readonly code: ErrorCode
  readonly status: number | undefined
  readonly reason: ConnectionFault | undefined
  readonly at: string | undefined
  readonly faults: FieldFault[] | undefined
  readonly requestId: string | undefined

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.status = details.status
    this.reason = details.reason
    this.at = details.at
    this.faults = details.faults
    this.requestId = details.requestId
  }

  /** What the window is told. The cause stays here: it may hold what must not leave main. */
  toFailure(): Failure {
    const { code, message, status, reason, at, faults, requestId } = this
    return {
      code,
      message,
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
      ...(at === undefined ? {} : { at }),
      ...(faults === undefined ? {} : { faults }),
      ...(requestId === undefined ? {} : { requestId }),
    }
  }
}
