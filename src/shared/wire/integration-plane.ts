import { z } from 'zod'

/** Plane A: what the hub serves to applications. Shapes follow the samples; unknown members are kept out by zod. */

export const TenantClaim = z.object({
  id: z.string(),
  accountId: z.string(),
  alias: z.string(),
  name: z.string(),
  /** The environment label, e.g. Production or Test. */
  label: z.string(),
})
export type TenantClaim = z.infer<typeof TenantClaim>

/** Claims of the HS256 token that `POST /auth` returns as raw text. */
export const TokenClaims = z.object({
  sub: z.string(),
  tog: z.array(z.unknown()),
  tenant: TenantClaim,
  iat: z.number().int(),
  exp: z.number().int(),
})
export type TokenClaims = z.infer<typeof TokenClaims>

const ResourceOfOwner = z.object({ resourceName: z.string(), applicationId: z.string() })

export const AppConfig = z.object({
  id: z.string(),
  name: z.string(),
  subscriptions: z.array(ResourceOfOwner),
  ownerOverrides: z.array(ResourceOfOwner),
  metadata: z.object({
    createdBy: z.string(),
    createdOn: z.string(),
    modifiedBy: z.string(),
    modifiedOn: z.string(),
    version: z.string(),
  }),
})
export type AppConfig = z.infer<typeof AppConfig>

/** One way a resource can be asked for. `X-Media-Type` is the wire's own spelling. */
export const Representation = z.object({
  'X-Media-Type': z.string(),
  methods: z.array(z.string()).default([]),
  version: z.string().optional(),
  filters: z.array(z.string()).optional(),
  namedQueries: z.array(z.object({ name: z.string(), filters: z.array(z.string()).optional() })).optional(),
  getAllPatterns: z.array(z.object({ name: z.string(), method: z.string(), 'X-Media-Type': z.string() })).optional(),
  deprecationNotice: z
    .object({ deprecatedOn: z.string().optional(), sunsetOn: z.string().optional(), description: z.string().optional() })
    .optional(),
  isBetaVersion: z.boolean().optional(),
  customizations: z.record(z.string(), z.unknown()).optional(),
})
export type Representation = z.infer<typeof Representation>

export const AvailableResource = z.union([
  z.string(),
  z.object({ name: z.string(), representations: z.array(Representation), error: z.unknown().optional() }),
])

/** One owner of `GET /admin/available-resources`; partial failures are part of the shape. */
export const AvailableOwner = z.object({
  id: z.string(),
  name: z.string(),
  about: z.union([z.string(), z.array(z.object({ name: z.string(), version: z.string() }))]).optional(),
  resources: z.array(AvailableResource),
})
export type AvailableOwner = z.infer<typeof AvailableOwner>

export const ResourceHealth = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.object({
    type: z.string(),
    state: z.enum(['HEALTHY', 'UNHEALTHY']),
    confidence: z.enum(['HIGH', 'MEDIUM', 'LOW']),
    httpStatus: z.number().int(),
    httpStatusMessage: z.string().optional(),
    itemsChecked: z.number().int(),
    totalItems: z.number().int(),
  }),
})
export type ResourceHealth = z.infer<typeof ResourceHealth>

export const HubError = z.object({
  id: z.string(),
  dateTime: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  responseCode: z.number().int(),
  description: z.string(),
  applicationId: z.string().optional(),
  applicationName: z.string().optional(),
  applicationSubtype: z.string().optional(),
  correlationId: z.string().optional(),
  details: z.string().optional(),
  resource: z.object({ name: z.string(), id: z.string().optional(), version: z.string().optional() }).optional(),
  request: z.unknown().optional(),
})
export type HubError = z.infer<typeof HubError>
/** Body of `POST /errors`: an application reports one. Clients send `null` for what they do not know. */
export const NewHubError = z.object({
  id: z.guid().nullish(),
  dateTime: z.string().nullish(),
  severity: HubError.shape.severity,
  responseCode: z.number().int(),
  description: z.string().min(1),
  applicationSubtype: z.string().nullish(),
  correlationId: z.string().nullish(),
  details: z.string().nullish(),
  resource: HubError.shape.resource.nullish(),
  request: z.unknown().optional(),
})

/** Body of `PUT /admin/applications`: what the calling application owns and what it subscribes to. */
export const OwnApplication = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(100).optional(),
  resources: z
    .object({
      baseUri: z.string().max(2000).optional(),
      authenticationType: z.enum(['basic', 'none']).optional(),
      username: z.string().max(200).optional(),
      password: z.string().max(2000).optional(),
      resources: z.array(z.object({ name: z.string().min(1) })).optional(),
    })
    .optional(),
  subscriptions: z.array(ResourceOfOwner).optional(),
})
export type OwnApplication = z.infer<typeof OwnApplication>

export const ChangeNotification = z.object({
  /** A rising number as text; `lastProcessedID` takes it. */
  id: z.string(),
  published: z.string(),
  publisher: z.object({ id: z.string(), applicationName: z.string(), tenant: z.unknown().optional() }),
  resource: z.object({ name: z.string(), id: z.string(), version: z.string().optional(), domain: z.string().optional() }),
  operation: z.enum(['created', 'replaced', 'deleted']),
  contentType: z.string(),
  content: z.record(z.string(), z.unknown()),
})
export type ChangeNotification = z.infer<typeof ChangeNotification>
/** Body of `POST /publish`: one, or an array of them. */
export const NewChangeNotification = ChangeNotification.omit({ id: true, published: true, publisher: true })

/** One line of `GET /appMetrics`: traffic of the calling application over the days named. */
export const AppMetric = z.object({
  resource: z.object({ name: z.string() }),
  applicationId: z.string(),
  from: z.string(),
  to: z.string(),
  requests: z.number().int(),
  errors: z.number().int(),
})
export type AppMetric = z.infer<typeof AppMetric>
