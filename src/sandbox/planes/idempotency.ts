import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { HEADER } from '#shared/wire/media-types'
import type { Hub } from '../state/hub'
import type { StoredReply } from '../state/model'
import { invalidInput, ProblemError } from './problem'
import type { SandboxEnv } from './sandbox-env'

const KEPT_MS = 86_400_000
const MAX_KEY = 255

/** `Idempotency-Key` of POST: the same key with the same body gets the same reply for a day, secrets in it included. */
export function createIdempotency(hub: Hub): MiddlewareHandler<SandboxEnv> {
  /** Requests under way; a second one with the same key waits for the first. */
  const underWay = new Map<string, Promise<void>>()

  return async (context, next) => {
    const key = context.req.header('idempotency-key')
    if (context.req.method !== 'POST' || key === undefined) {
      await next()
      return
    }
    if (key === '' || key.length > MAX_KEY)
      throw invalidInput([{ path: 'Idempotency-Key', message: `A key has from 1 to ${MAX_KEY} characters.` }])
    const fingerprint = createHash('sha256')
      .update(`${context.req.path}\n${await context.req.text()}`)
      .digest('base64url')
    await underWay.get(key)
    const known = keptReply(hub, key)
    if (known) {
      if (known.fingerprint !== fingerprint)
        throw new ProblemError(422, 'idempotency-mismatch', 'That Idempotency-Key was used with another request.')
      context.res = new Response(known.body, { status: known.status, headers: { ...known.headers, 'idempotency-replayed': 'true' } })
      return
    }
    let finish: () => void = () => undefined
    underWay.set(key, new Promise((resolve) => { finish = resolve })) // prettier-ignore
    try {
      await next()
      if (context.res.status < 500) await keep(hub, key, { fingerprint, at: hub.now() }, context.res)
    } finally {
      underWay.delete(key)
      finish()
    }
  }
}

function keptReply(hub: Hub, key: string): StoredReply | undefined {
  const known = hub.state.replies[key]
  return known && hub.now() - known.at < KEPT_MS ? known : undefined
}

async function keep(hub: Hub, key: string, stored: Pick<StoredReply, 'fingerprint' | 'at'>, response: Response): Promise<void> {
  const body = await response.clone().text()
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== HEADER.requestId))
  const fresh = Object.entries(hub.state.replies).filter(([, reply]) => hub.now() - reply.at < KEPT_MS)
  hub.state.replies = { ...Object.fromEntries(fresh), [key]: { ...stored, status: response.status, headers, body } }
  hub.touch()
}
