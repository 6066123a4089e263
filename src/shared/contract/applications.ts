import { z } from 'zod'
import { Failure } from '../errors'
import { ApplicationPatch, CatalogItem, NewApplication, ProxyAccess, WireApplication } from '../wire/administration-plane'
import { Instant, local, OfEnvironment, read, secret, write } from './op'

export const ApplicationId = z.string().min(1).max(100).brand<'ApplicationId'>()
export type ApplicationId = z.infer<typeof ApplicationId>
export const OfApplication = OfEnvironment.extend({ applicationId: ApplicationId })

/** One row of the list: what the hub says of an application, and what its keys say. */
export const ApplicationRow = z.object({
  id: ApplicationId,
  name: z.string(),
  description: z.string(),
  origin: z.enum(['manual', 'catalog']),
  sourceKind: z.enum(['canonical', 'source-value']).nullable(),
  ownedResourceCount: z.number().int(),
  apiKeyCount: z.number().int(),
  unrestrictedKeyCount: z.number().int(),
  hasSettings: z.boolean(),
  /** A source application whose user and password are not in the keychain here. */
  missingCredentials: z.boolean(),
  /** An upgrade action waits at the hub. */
  pendingUpgrade: z.boolean(),
  modifiedOn: z.string(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

export const ApplicationDetail = z.object({
  application: WireApplication.extend({ id: ApplicationId }),
  row: ApplicationRow,
  readAt: Instant,
  /** Parts that the last sync could not read, and why. */
  gaps: z.array(z.object({ part: z.string(), failure: Failure })),
})
export type ApplicationDetail = z.infer<typeof ApplicationDetail>

/** How the hub signs in to a source application; the password goes in and never comes out. */
export const SourceAuthentication = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('basic'), username: z.string().trim().min(1).max(200), password: secret() }),
])
export type SourceAuthentication = z.infer<typeof SourceAuthentication>

/** What one real call to a source application found. */
export const SourceTest = z.object({
  about: z.array(z.object({ name: z.string(), version: z.string() })),
  resources: z.array(z.object({ name: z.string(), versions: z.array(z.string()) })),
  testedAt: Instant,
})
export type SourceTest = z.infer<typeof SourceTest>

/** An application that owns resources, for choosing what another one may call through the proxy (multiple owners). */
export const ResourceOwner = z.object({ applicationId: ApplicationId, name: z.string(), resources: z.array(z.string()) })
export type ResourceOwner = z.infer<typeof ResourceOwner>

/** What Create New App sends: all but the password can be kept in a draft. */
export const ApplicationToCreate = NewApplication.pick({
  name: true,
  description: true,
  origin: true,
  catalogId: true,
  baseUri: true,
}).extend({
  authentication: SourceAuthentication,
  ownedResources: z.array(z.string().min(1).max(300)).max(2000),
  access: ProxyAccess.shape.owners.max(500),
})
export type ApplicationToCreate = z.infer<typeof ApplicationToCreate>

/** The wizard's draft: where it stands and what was typed, without any secret. */
export const ApplicationDraft = z.object({
  step: z.enum(['basics', 'source', 'resources', 'access', 'review']),
  origin: z.enum(['manual', 'catalog']),
  catalogId: z.string().max(100).optional(),
  name: z.string().max(200),
  description: z.string().max(2000),
  hasSource: z.boolean(),
  baseUri: z.string().max(2000),
  authentication: z.enum(['basic', 'none']),
  username: z.string().max(200),
  /** `source`: all or some that `<baseUri>/resources` lists; `by-hand`: typed. */
  resourcesFrom: z.enum(['source', 'by-hand', 'none']),
  ownedResources: z.array(z.string().max(300)).max(2000),
  access: ProxyAccess.shape.owners.max(500),
})
export type ApplicationDraft = z.infer<typeof ApplicationDraft>

export const DraftId = z.uuid().brand<'DraftId'>()
export type DraftId = z.infer<typeof DraftId>
export const SavedDraft = z.object({
  id: DraftId,
  draft: ApplicationDraft,
  savedAt: Instant,
  /** Set once it was sent to the hub: the answer may have been lost, and the next try looks first. */
  sentAt: Instant.optional(),
})
export type SavedDraft = z.infer<typeof SavedDraft>

export const CreatedApplication = z.object({
  application: WireApplication.extend({ id: ApplicationId }),
  /** The first key, denied everywhere until it is edited. Absent when an earlier try had made the application and its keys are gone. */
  keyId: z.string().optional(),
  /** `earlier-try`: the hub had it already, from a try whose answer was lost. Nothing was made twice. */
  madeBy: z.enum(['this-try', 'earlier-try']),
  /** Steps after the creation that failed; the application is there all the same. */
  left: z.array(z.object({ part: z.enum(['access', 'credentials']), failure: Failure })),
})
export type CreatedApplication = z.infer<typeof CreatedApplication>

export const AccessState = z.object({
  owners: ProxyAccess.shape.owners,
  /** What the editor was opened on; a save with an older one is a `conflict`. */
  etag: z.string().optional(),
})
export type AccessState = z.infer<typeof AccessState>

export const applications = {
  /** All of an environment from the cache, ordered by name. */
  list: read(OfEnvironment, z.object({ rows: z.array(ApplicationRow), readAt: Instant.optional() })),
  get: read(OfApplication, ApplicationDetail),

  /** The templates for From Catalog. */
  catalog: read(OfEnvironment, z.array(CatalogItem)),
  /** Applications with owned resources, from the cache. */
  owners: read(OfEnvironment, z.array(ResourceOwner)),
  /** Whether a name is free: asks the cache, and the hub where it answers. */
  nameIsFree: read(
    OfEnvironment.extend({ name: z.string().max(200), exceptId: ApplicationId.optional() }),
    z.object({ isFree: z.boolean() }),
  ),
  /** Calls `<baseUri>/about` and `/resources` for real, and stores nothing. Without `authentication`, with what is stored for the application. */
  testSource: read(
    OfEnvironment.extend({
      baseUri: z.string().trim().min(1).max(2000),
      authentication: SourceAuthentication.optional(),
      applicationId: ApplicationId.optional(),
    }),
    SourceTest,
  ),

  drafts: read(OfEnvironment, z.array(SavedDraft)),
  saveDraft: local(OfEnvironment.extend({ draftId: DraftId, draft: ApplicationDraft }), SavedDraft),
  removeDraft: local(OfEnvironment.extend({ draftId: DraftId }), z.void()),

  /**
   * Creates the application, then grants access and keeps the credentials here. A draft that was sent before and whose
   * answer was lost is looked for at the hub first, so that it is never made twice. The draft goes on success.
   */
  create: write({ draftId: DraftId, application: ApplicationToCreate }, CreatedApplication),
  /** Changes name, description or base URI. `etag` is that of the version the form was opened on; `conflict` when it moved. */
  update: write(
    {
      applicationId: ApplicationId,
      patch: ApplicationPatch.pick({ name: true, description: true, baseUri: true }),
      etag: z.string().max(200).optional(),
    },
    ApplicationDetail,
  ),
  /** Deletes the application with its API keys; the name must be typed. What was kept of it here goes too. */
  remove: write({ applicationId: ApplicationId, typedName: z.string().max(200) }, z.void()),

  /** Tries the credentials with a real call, gives them to the hub for its proxy, and keeps them in the keychain of this computer. */
  setCredentials: write(
    { applicationId: ApplicationId, authentication: SourceAuthentication, etag: z.string().max(200).optional() },
    ApplicationDetail,
  ),

  /** What the application may call through the proxy, as the hub says now; from the cache when it cannot be reached. */
  access: read(OfApplication, AccessState),
  setAccess: write({ applicationId: ApplicationId, owners: ProxyAccess.shape.owners, etag: z.string().max(200).optional() }, AccessState),
}
