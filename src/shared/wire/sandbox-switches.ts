import { z } from 'zod'

/** What the sandbox serves beside the three planes: its first line on stdout and `/sandbox/…`, for tests and demos. */

export const SANDBOX_PATH = '/sandbox'

/** One application as a client of the sandbox needs it. `null` where the application has no source. */
export const ApplicationHandle = z.object({
  name: z.string(),
  id: z.string(),
  baseUri: z.string().nullable(),
  username: z.string().nullable(),
  password: z.string().nullable(),
  apiKeys: z.array(z.string()),
})
export type ApplicationHandle = z.infer<typeof ApplicationHandle>

export const TenantHandle = z.object({
  label: z.string(),
  hubUrl: z.string(),
  administrationToken: z.string(),
  applications: z.array(ApplicationHandle),
})
export type TenantHandle = z.infer<typeof TenantHandle>

/** The first line that the stand-alone sandbox prints. */
export const SandboxAnnouncement = z.object({ tenants: z.array(TenantHandle) })

export const FaultMatch = z.object({
  method: z.string().optional(),
  /** A prefix, or a pattern with `*` (within a part of the path) and `**` (across parts). Only the path, no query. */
  path: z.string().startsWith('/'),
  /** Label of the tenant, or `*`; without it the tenant whose token set the fault. */
  tenant: z.string().optional(),
})

export const FaultEffect = z.object({
  /** `after`: the request is carried out first, and then its reply is lost or spoiled. */
  when: z.enum(['before', 'after']).default('before'),
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  contentType: z.string().optional(),
  latencyMs: z.number().int().min(0).max(600_000).optional(),
  /** Never answers. */
  hang: z.boolean().optional(),
  /** Closes the connection without an answer. */
  cut: z.boolean().optional(),
  /** Sends that many bytes of the real body under its full length, then closes the connection. */
  truncateAt: z.number().int().min(0).optional(),
  /** 200 with a page of HTML under the real content type. */
  nonJson: z.boolean().optional(),
  /** The real body under `text/html`. */
  wrongType: z.boolean().optional(),
  /** Marks the error as made by the proxy. */
  proxyGenerated: z.boolean().optional(),
  /** Answers 401 with an empty body, as for a token that has run out. */
  expireTokens: z.boolean().optional(),
  /** Seconds, or an HTTP date; status 429 unless another is given. */
  retryAfter: z.union([z.number().int().min(0), z.string()]).optional(),
})
export type FaultEffect = z.infer<typeof FaultEffect>

export const NewFault = z.object({
  id: z.string().min(1).max(100).optional(),
  match: FaultMatch,
  /** How often it strikes; without it until it is removed. */
  times: z.number().int().min(1).optional(),
  effect: FaultEffect,
})
export type NewFault = z.input<typeof NewFault>

export const Fault = NewFault.extend({ id: z.string(), struck: z.number().int() })
export type Fault = z.infer<typeof Fault>

/** `POST /sandbox/source-upgrade`: by name or id of an application whose source is in the sandbox. */
export const SourceUpgrade = z.object({ application: z.string() })
export const SourceUpgraded = z.object({ applicationId: z.string(), from: z.string(), to: z.string() })
