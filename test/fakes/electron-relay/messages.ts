import type { ConnectionFault } from '../../../src/shared/errors'
import type { HttpRequest } from '../../../src/main/platform/http/transport'

/** What the test and the relay say to each other, a line of JSON each. */
export type RelayQuestion =
  { verb: 'send'; id: number; aborted: boolean; request: Omit<HttpRequest, 'signal'> } | { verb: 'abort'; id: number }
export type RelayAnswer =
  | { id: number; ok: true; status: number; headers: Record<string, string>; body: string }
  | { id: number; ok: false; name: string; message: string; kind?: ConnectionFault }
