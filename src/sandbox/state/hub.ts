import { randomUUID } from 'node:crypto'
import type { AuditEntry } from '#shared/wire/administration-plane'
import type { ChangeNotification, HubError } from '#shared/wire/integration-plane'
import type { ApplicationState, TenantState } from './model'
import { createSource, type Source } from './sources'

const AUDIT_LIMIT = 5000
const ERROR_LIMIT = 1000
const NOTIFICATION_LIMIT = 5000
const LOOPBACK_HOST = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/** Who the administration token belongs to, as the audit log and the keys name them. */
export const ADMINISTRATOR = 'd.whitlock@maplevalley.example'

type Deps = { state: TenantState; origin: string; now: () => number; changed: () => void }

/** One tenant while it runs: its state, and the few things that all planes do to it. */
export function createHub({ state, origin, now, changed }: Deps) {
  let revision = 0
  const touch = () => {
    revision += 1
    changed()
  }
  const iso = () => new Date(now()).toISOString()
  const sources = new Map<string, Source>(
    state.sources.map((source) => [source.slug, createSource({ state: source, label: state.identity.label, changed: touch })]),
  )
  moveOrigin(state, origin)

  return {
    state,
    origin,
    now,
    iso,
    touch,
    label: state.identity.label,
    /** Rises with every change: what was prepared under an older one is stale. */
    revision: () => revision,
    application: (id: string) => state.applications.find((application) => application.id === id),
    ownersOf: (resource: string) => state.applications.filter(({ ownedResources }) => ownedResources.some(({ name }) => name === resource)),
    source: (slug: string) => sources.get(slug),

    /** The source of the sandbox that a base URI leads to, if it leads to one of this tenant. */
    sourceAt(baseUri: string | undefined): Source | undefined {
      const slug = baseUri === undefined ? undefined : slugAt(baseUri, new URL(origin).port)
      return slug === undefined ? undefined : sources.get(slug)
    },

    audit(
      entry: Pick<AuditEntry, 'category' | 'subCategory' | 'description'> & Partial<Pick<AuditEntry, 'user' | 'status' | 'requestId'>>,
    ) {
      state.auditLog.unshift({ id: randomUUID(), on: iso(), user: ADMINISTRATOR, status: 'success', requestId: randomUUID(), ...entry })
      state.auditLog.length = Math.min(state.auditLog.length, AUDIT_LIMIT)
      touch()
    },

    report(error: Omit<HubError, 'id' | 'dateTime'> & Partial<Pick<HubError, 'id' | 'dateTime'>>): HubError {
      const reported = { ...error, id: error.id ?? randomUUID(), dateTime: error.dateTime ?? iso() }
      state.errors.unshift(reported)
      state.errors.length = Math.min(state.errors.length, ERROR_LIMIT)
      touch()
      return reported
    },

    /** Puts a change notification where subscribers find it. */
    publish(publisher: ApplicationState, change: Pick<ChangeNotification, 'resource' | 'operation' | 'contentType' | 'content'>) {
      state.lastNotification += 1
      const { id, alias, name, label } = state.identity
      state.notifications.push({
        id: String(state.lastNotification),
        published: iso().replace('T', ' ').replace('Z', '000+00'),
        publisher: { id: publisher.id, applicationName: publisher.name, tenant: { id, alias, name, environment: label } },
        ...change,
      })
      if (state.notifications.length > NOTIFICATION_LIMIT) state.notifications.shift()
      touch()
    },
  }
}
export type Hub = ReturnType<typeof createHub>

/** Base URIs of own sources follow the tenant to the port it got this time. */
function moveOrigin(state: TenantState, origin: string): void {
  for (const application of state.applications) {
    if (application.baseUri?.startsWith(`${state.origin}/source/`))
      application.baseUri = origin + application.baseUri.slice(state.origin.length)
  }
  state.origin = origin
}

function slugAt(baseUri: string, port: string): string | undefined {
  if (!URL.canParse(baseUri)) return undefined
  const { protocol, hostname, port: itsPort, pathname } = new URL(baseUri)
  if (protocol !== 'http:' || itsPort !== port || !LOOPBACK_HOST.test(hostname)) return undefined
  return /^\/source\/([^/]+)\/api\/?$/.exec(pathname)?.[1]
}

/** Whether a base URI stays on this machine; the sandbox calls nothing else. */
export function isLoopback(baseUri: string): boolean {
  return URL.canParse(baseUri) && LOOPBACK_HOST.test(new URL(baseUri).hostname)
}
