import type { Context } from 'hono'
import type { z } from 'zod'
import { HEADER } from '#shared/wire/media-types'
import { entityTag, matchesTag } from '../state/entity-tag'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import { invalidBody, invalidInput, notFound, ProblemError } from './problem'
import { json, pageOf, type SandboxEnv, slice } from './sandbox-env'
import type { SourceClient } from './source-client'

export type AdministrationDeps = { hub: Hub; sources: SourceClient }

const LIST_PAGE = 100
const LIST_MAX = 500

/** The body, as the schema reads it. Throws a problem that names each member it did not take. */
export async function bodyOf<S extends z.ZodType>(context: Context<SandboxEnv>, schema: S): Promise<z.output<S>> {
  const text = await context.req.text()
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch (cause) {
    throw new ProblemError(400, 'invalid-json', 'The body is not JSON.', { detail: cause instanceof Error ? cause.message : String(cause) })
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw invalidBody(parsed.error)
  return parsed.data
}

type ListOptions<T> = {
  /** What is shown of an item; made for the page alone. Items are tagged as they are unless it says otherwise. */
  show?: (item: T) => unknown
  /** The list comes entire unless a page is asked for. */
  whole?: boolean
  headers?: Record<string, string>
}

/** A page of a list, as plain array with its total. */
export function listReply<T>(
  context: Context<SandboxEnv>,
  items: readonly T[],
  { show = (item) => ({ ...item, etag: tagOf(item) }), whole = false, headers = {} }: ListOptions<T> = {},
): Response {
  const query = context.req.query()
  const isWhole = whole && query.limit === undefined
  const max = isWhole ? Math.max(1, items.length) : LIST_MAX
  const page = pageOf(query, { fallback: isWhole ? max : LIST_PAGE, max })
  if (!page) throw invalidInput([{ path: 'limit', message: `offset is a whole number from 0, limit one from 1 to ${LIST_MAX}.` }])
  const shown = slice(items, page).map(show)
  return json(shown, { headers: { [HEADER.totalCount]: String(items.length), etag: tagOf(shown, items.length), ...headers } })
}

/** One thing with its entity tag. */
export function taggedReply(
  shown: { etag?: string | undefined },
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return json(shown, { status, headers: { ...(shown.etag === undefined ? {} : { etag: shown.etag }), ...headers } })
}

/** Changes name the state they were made from: 428 without it, 412 where it is no longer the state. */
export function requireMatch(context: Context<SandboxEnv>, tag: string): void {
  const header = context.req.header('if-match')
  if (header === undefined) throw new ProblemError(428, 'precondition-required', 'Send If-Match with the entity tag that you read.')
  if (!matchesTag(header, tag))
    throw new ProblemError(412, 'precondition-failed', 'It was changed since you read it.', { headers: { etag: tag } })
}

export function applicationOf(hub: Hub, context: Context<SandboxEnv>): ApplicationState {
  const application = hub.application(context.req.param('applicationId') ?? '')
  if (!application) throw notFound('application')
  return application
}

export const tagOf = (shown: unknown, revision?: number) => entityTag(shown, revision)

/** Notes a change of an application: who, when, and a new entity tag. */
export function changedBy(hub: Hub, application: ApplicationState, user: string): void {
  application.revision += 1
  application.metadata.modifiedBy = user
  application.metadata.modifiedOn = hub.iso()
}
