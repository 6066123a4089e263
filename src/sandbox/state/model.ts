import { z } from 'zod'
import { AuditEntry, Restriction, Tenant, WireOwnedResource } from '#shared/wire/administration-plane'
import { ChangeNotification, HubError } from '#shared/wire/integration-plane'

/**
 * What the sandbox remembers. Only what people changed is kept of a source application: its rows come from the seed,
 * so that the saved text stays small and a better seed reaches an old data folder.
 */

const ResourceOfOwner = z.object({ resourceName: z.string(), applicationId: z.string() })

export const KeyState = z.object({
  id: z.string(),
  value: z.string(),
  addedBy: z.string(),
  addedOn: z.string(),
  restriction: Restriction,
  /** Rises with each change, so that an entity tag never comes back. */
  revision: z.number(),
  lastUsedOn: z.string().optional(),
})
export type KeyState = z.infer<typeof KeyState>

/** What auto-configure last saw; upgrade actions are the difference to what the source says today. */
export const ConfiguredFrom = z.object({
  about: z.string(),
  versions: z.record(z.string(), z.array(z.string())),
  settingIds: z.array(z.string()),
})
export type ConfiguredFrom = z.infer<typeof ConfiguredFrom>

export const ApplicationState = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  origin: z.enum(['manual', 'catalog']),
  catalogId: z.string().optional(),
  sourceKind: z.enum(['canonical', 'source-value']).nullable(),
  baseUri: z.string().optional(),
  authentication: z.object({ type: z.enum(['basic', 'none']), username: z.string().optional(), password: z.string().optional() }),
  ownedResources: z.array(WireOwnedResource),
  apiKeys: z.array(KeyState),
  subscriptions: z.array(ResourceOfOwner),
  proxyAccess: z.array(z.object({ applicationId: z.string(), resources: z.array(z.string()) })),
  metadata: z.object({ createdBy: z.string(), createdOn: z.string(), modifiedBy: z.string(), modifiedOn: z.string() }),
  revision: z.number(),
  configured: ConfiguredFrom.optional(),
  upgrades: z.array(z.object({ id: z.string(), signature: z.string(), detectedOn: z.string(), completed: z.boolean() })),
  /** Where the application stands in its queue of change notifications. */
  queue: z.object({ acknowledged: z.number(), delivered: z.number() }),
})
export type ApplicationState = z.infer<typeof ApplicationState>

export const Row = z.looseObject({ id: z.string() })
export type Row = z.infer<typeof Row>

export const SourceState = z.object({
  slug: z.string(),
  users: z.array(z.object({ username: z.string(), password: z.string(), canWrite: z.boolean() })),
  /** How many upgrades it went through. */
  level: z.number(),
  /** Changed rows by list (a setting family or an ISO list) and id. */
  rows: z.record(z.string(), z.record(z.string(), Row)),
  /** Created and replaced records by resource and id; `null` where one was deleted. */
  records: z.record(z.string(), z.record(z.string(), Row.nullable())),
})
export type SourceState = z.infer<typeof SourceState>

export const StoredReply = z.object({
  fingerprint: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
})
export type StoredReply = z.infer<typeof StoredReply>

export const TenantState = z.object({
  identity: Tenant,
  administrationToken: z.string(),
  signingSecret: z.string(),
  /** Rises when all tokens are made to run out at once. */
  tokenEpoch: z.number(),
  /** Where it listened last: base URIs of its own sources follow it to a new port. */
  origin: z.string(),
  applications: z.array(ApplicationState),
  sources: z.array(SourceState),
  /** Newest first. */
  auditLog: z.array(AuditEntry),
  /** Newest first. */
  errors: z.array(HubError),
  notifications: z.array(ChangeNotification),
  lastNotification: z.number(),
  replies: z.record(z.string(), StoredReply),
})
export type TenantState = z.infer<typeof TenantState>

export const SandboxState = z.object({ version: z.literal(1), startedOn: z.string(), tenants: z.array(TenantState) })
export type SandboxState = z.infer<typeof SandboxState>
