import { z } from 'zod'
import type { ErrorCode } from '../errors'
import { Failure } from '../errors'
import { SETTING_FAMILIES } from '../wire/media-types'
import { OfApplication } from './applications'
import { Instant, local, read, secret } from './op'

export const SettingFamily = z.enum(SETTING_FAMILIES)

/** Which tab of a resource holds a row: mapping → Value Transformation, default → Resource Defaults, the others → API Behaviors. */
export const SettingTab = z.enum(['value-transformation', 'resource-defaults', 'api-behaviors'])
export type SettingTab = z.infer<typeof SettingTab>

/** Why a resource has no hyperlink (source docs, "Troubleshooting API settings"). */
export const NoLinkReason = z.enum(['not-listed-by-source', 'endpoint-failed', 'no-settings', 'not-checked'])

export const OwnedResource = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  deprecated: z.boolean(),
  configurable: z.boolean(),
  noLinkReason: NoLinkReason.optional(),
  settingCount: z.number().int(),
  /** Settings that are not set, never configured or not mapped. */
  attentionCount: z.number().int(),
})
export type OwnedResource = z.infer<typeof OwnedResource>

/** One of the six calls behind the hyperlink rule, as last made. */
export const EndpointCheck = z.object({
  endpoint: z.enum(['resources', ...SETTING_FAMILIES]),
  acceptHeader: z.string(),
  at: Instant,
  status: z.number().int().optional(),
  /** How long the answer took, in milliseconds. */
  tookMs: z.number().int().optional(),
  /** The type of the answer, as the server names it. */
  receivedType: z.string().optional(),
  /** How many items it held. */
  items: z.number().int().optional(),
  /** `proxy`: the hub's proxy made the error; `source`: the source application did. */
  madeBy: z.enum(['proxy', 'source']).optional(),
  failure: Failure.optional(),
})
export type EndpointCheck = z.infer<typeof EndpointCheck>

/** A setting as one readable line, for the list behind a hyperlink. */
export const SettingLine = z.object({
  id: z.string(),
  family: SettingFamily,
  tab: SettingTab,
  title: z.string(),
  description: z.string(),
  property: z.string(),
  /** The hub's side: a mapping's enumeration. */
  hubValue: z.string(),
  sourceTitle: z.string(),
  sourceValue: z.string(),
  origin: z.string(),
  state: z.enum(['set', 'not-set', 'update-me', 'not-in-use', 'unmapped']),
  sharedWith: z.array(z.string()),
})
export type SettingLine = z.infer<typeof SettingLine>

export const CredentialState = z.object({
  baseUri: z.string().optional(),
  username: z.string().optional(),
  /** `here`: in the keychain of this computer; `session`: until the app quits; `absent`: not known here. */
  stored: z.enum(['here', 'session', 'absent']),
})
export type CredentialState = z.infer<typeof CredentialState>

const OwnedResources = z.object({
  resources: z.array(OwnedResource),
  checks: z.array(EndpointCheck),
  credentials: CredentialState,
  readAt: Instant.optional(),
})

export const resources = {
  list: read(OfApplication, OwnedResources),
  /** Makes the six calls now and keeps what they found: the list as `list` gives it. */
  check: read(OfApplication, OwnedResources),
  settings: read(
    OfApplication.extend({ resource: z.string().max(300) }),
    z.object({ lines: z.array(SettingLine), readAt: Instant.optional() }),
  ),
  /** For an environment that is connected by application key: where the source application is, which only a person knows then. */
  setBaseUri: local(OfApplication.extend({ baseUri: z.string().trim().min(1).max(2000) }), OwnedResources),
  /** Tries user and password with a real call to `<baseUri>/resources`, then keeps them in the keychain of this computer. */
  setCredentials: local(
    OfApplication.extend({ username: z.string().trim().min(1).max(200), password: secret() }),
    z.object({ credentials: CredentialState, resourceCount: z.number().int() }),
  ),
}

/** Codes for which the export speaks the docs' sentence about the base URI and credentials. */
export const CREDENTIAL_CODES: readonly ErrorCode[] = ['source-unauthorized', 'credentials-missing']
