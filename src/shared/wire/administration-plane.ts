import { z } from 'zod'

/** Plane B: `<hub>/admin/v1/…`. The contract is ours; docs/administration-api.md describes it in words. */

export const ADMINISTRATION_PATH = '/admin/v1'

export const Tenant = z.object({
  id: z.string(),
  accountId: z.string(),
  alias: z.string(),
  name: z.string(),
  label: z.string(),
  region: z.string(),
  capabilities: z.array(z.string()),
})
export type Tenant = z.infer<typeof Tenant>

export const Restriction = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('unrestricted') }),
  /** Addresses are IPv4, IPv6, CIDR or `a-b`; an empty list means denied everywhere. */
  z.object({ mode: z.literal('restricted'), addresses: z.array(z.string().max(100)).max(1000) }),
])
export type Restriction = z.infer<typeof Restriction>

export const WireApiKey = z.object({
  id: z.string(),
  /** First and last characters, e.g. `3a388…7121`; never the key. */
  hint: z.string(),
  addedBy: z.string(),
  addedOn: z.string(),
  restriction: Restriction,
  etag: z.string().optional(),
  lastUsedOn: z.string().optional(),
})
export type WireApiKey = z.infer<typeof WireApiKey>

/** A restriction as far as it is known: to an application's own key a hub does not tell how it is restricted. */
export const KnownRestriction = z.discriminatedUnion('mode', [...Restriction.options, z.object({ mode: z.literal('unknown') })])
export type KnownRestriction = z.infer<typeof KnownRestriction>
/** A key as it is cached, whichever way its environment is connected. */
export const KnownApiKey = WireApiKey.extend({ restriction: KnownRestriction })
export type KnownApiKey = z.infer<typeof KnownApiKey>

/** Only the reply to POST, reveal, and the first key of a new application carry the key itself. */
export const WireApiKeyWithValue = WireApiKey.extend({ value: z.string() })
export type WireApiKeyWithValue = z.infer<typeof WireApiKeyWithValue>
export const NewApiKey = z.object({ restriction: Restriction.optional() })
export const RevealedKey = z.object({ id: z.string(), value: z.string() })
export const ApiKeyPatch = z.object({ restriction: Restriction })

export const Authentication = z.object({
  type: z.enum(['basic', 'none']),
  username: z.string().optional(),
  passwordSet: z.boolean(),
})

export const WireApplication = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  origin: z.enum(['manual', 'catalog']),
  catalogId: z.string().optional(),
  sourceKind: z.enum(['canonical', 'source-value']).nullable(),
  baseUri: z.string().optional(),
  authentication: Authentication,
  ownedResourceCount: z.number().int(),
  apiKeyCount: z.number().int(),
  /** Whether the source application has settings that can be configured. */
  hasSettings: z.boolean(),
  metadata: z.object({
    createdBy: z.string(),
    createdOn: z.string(),
    modifiedBy: z.string(),
    modifiedOn: z.string(),
  }),
  etag: z.string().optional(),
})
export type WireApplication = z.infer<typeof WireApplication>

const AuthenticationInput = z.object({
  type: z.enum(['basic', 'none']),
  username: z.string().max(200).optional(),
  password: z.string().max(2000).optional(),
})
export const NewApplication = z.object({
  name: z.string().trim().min(1).max(100),
  description: z.string().max(1000).default(''),
  origin: z.enum(['manual', 'catalog']).default('manual'),
  catalogId: z.string().optional(),
  baseUri: z.string().max(2000).optional(),
  authentication: AuthenticationInput.optional(),
  ownedResources: z.array(z.string()).optional(),
})
export const ApplicationPatch = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  description: z.string().max(1000).optional(),
  baseUri: z.string().max(2000).nullable().optional(),
  authentication: AuthenticationInput.optional(),
})

/** Reply to `POST /applications`: the first key comes with its value, this once. */
export const CreatedApplication = z.object({ application: WireApplication, apiKey: WireApiKeyWithValue })

export const WireOwnedResource = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  deprecated: z.boolean(),
  uriOverride: z.string().optional(),
})
export type WireOwnedResource = z.infer<typeof WireOwnedResource>
/** Body of `PUT …/owned-resources`; what is left out of an item is filled from the source, where it can be read. */
export const OwnedResourcesInput = z.array(WireOwnedResource.partial({ versions: true, deprecated: true })).max(2000)

export const AutoConfigure = z.object({
  baseUri: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
})
export const ResourceDifference = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
})

export const ProxyAccess = z.object({
  owners: z.array(z.object({ applicationId: z.string(), name: z.string().optional(), resources: z.array(z.string()) })),
})
export type ProxyAccess = z.infer<typeof ProxyAccess>

export const UpgradeAction = z.object({
  id: z.string(),
  detectedOn: z.string(),
  from: z.string(),
  to: z.string(),
  resources: ResourceDifference,
  /** Ids of settings that did not exist at the last auto-configure. */
  newSettings: z.array(z.object({ family: z.string(), id: z.string(), title: z.string() })),
})
export type UpgradeAction = z.infer<typeof UpgradeAction>

export const AddressList = z.object({
  id: z.string(),
  product: z.string(),
  region: z.string(),
  addresses: z.array(z.string()),
  updatedOn: z.string(),
})
export type AddressList = z.infer<typeof AddressList>

export const AuditEntry = z.object({
  id: z.string(),
  on: z.string(),
  user: z.string(),
  category: z.string(),
  subCategory: z.string(),
  description: z.string(),
  status: z.string(),
  requestId: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const CatalogItem = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  kind: z.enum(['erp', 'crm', 'other']),
  partner: z.string(),
  sourceKind: z.enum(['canonical', 'source-value']).optional(),
  resources: z.array(z.object({ name: z.string(), access: z.array(z.enum(['owned', 'proxy', 'subscription'])) })),
})
export type CatalogItem = z.infer<typeof CatalogItem>

/** RFC 9457 problem details with our two extensions. */
export const Problem = z.object({
  type: z.string().optional(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>
