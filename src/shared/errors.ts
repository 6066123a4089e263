import { z } from 'zod'

/**
 * Every way an operation can fail, as far as the window is concerned. The window chooses the words for people from its
 * catalogue by this code; `message` is the plain English sentence for logs and for codes whose detail only main knows.
 */
export const ErrorCode = z.enum([
  'invalid-input', // the request did not fit the contract, or the hub refused fields (see `faults`)
  'not-found', // the thing is no longer there
  'conflict', // somebody else changed it meanwhile
  'last-api-key', // an application keeps at least one key
  'read-only', // the environment is protected and locked
  'confirmation-required', // the environment asks before each write, or the typed name is wrong
  'wrong-environment', // the window belongs to another environment
  'wrong-tenant', // the hub behind the URL is not the tenant this environment was made for
  'unauthorized', // the hub refused the credential
  'unsafe-place', // a key's file may not be written here: a source tree, a synced folder, a file that is there already
  'address-refused', // the hub refused the key from this address
  'source-unauthorized', // the source application refused its user and password
  'manual-step', // this environment is known by application keys: a person does it in the hub's console
  'credentials-missing', // no credential is stored for what was asked
  'unreachable', // no answer: name, connection, time-out (see `reason`)
  'remote', // the hub or source answered with an error that fits nothing above (see `status`)
  'malformed', // an answer arrived that is not what the contract says
  'keychain-unavailable', // no keychain, or it is locked
  'disk', // the file or the database could not be written
  'database-too-new', // data written by a newer version of the app
  'cancelled', // the person stopped it
  'nothing-to-export', // an export would be an empty file
  'internal', // a bug; `incident` names the log line
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** Which part of a connection failed; the words for each are in the window's catalogue. */
export const ConnectionFault = z.enum(['dns', 'refused', 'tls', 'proxy', 'timeout', 'cut', 'too-large', 'redirect', 'other'])
export type ConnectionFault = z.infer<typeof ConnectionFault>

/** One fault of one field, as the hub or a rule reports it. `path` is dotted, e.g. `addresses.2`. */
export const FieldFault = z.object({ path: z.string(), message: z.string() })
export type FieldFault = z.infer<typeof FieldFault>

export const Failure = z.object({
  code: ErrorCode,
  message: z.string(),
  /** The HTTP status behind it, when there was one. */
  status: z.number().int().optional(),
  /** The step of the connection that failed, for `unreachable`. */
  reason: ConnectionFault.optional(),
  /** Where: the URL's path, a file's name, a family; never a secret, never a query. */
  at: z.string().optional(),
  faults: z.array(FieldFault).optional(),
  /** `X-Request-Id` of the hub, to quote to its operators. */
  requestId: z.string().optional(),
  /** Names the log line that holds the rest; only for `internal`. */
  incident: z.string().optional(),
})
export type Failure = z.infer<typeof Failure>
