import { z } from 'zod'
import { Failure } from '../errors'
import { EnvironmentId, Instant, local, Nothing, OfEnvironment, read, secret } from './op'

export const EnvironmentType = z.enum(['production', 'test', 'development'])
export type EnvironmentType = z.infer<typeof EnvironmentType>

/** open: writes go through; ask: each write is confirmed; type-name: by typing the environment's name; read-only: locked until unlocked for a time. */
export const Protection = z.enum(['open', 'ask', 'type-name', 'read-only'])
export type Protection = z.infer<typeof Protection>

export const EnvironmentName = z.string().trim().min(1).max(80)

/** `administration`: by a token for the administration plane. `application-keys`: by keys of single applications, which reach less. */
export const ConnectionKind = z.enum(['administration', 'application-keys'])
export type ConnectionKind = z.infer<typeof ConnectionKind>

export const Environment = z.object({
  id: EnvironmentId,
  name: EnvironmentName,
  type: EnvironmentType,
  /** `hub`: a real hub by administration token. `sandbox`: the built-in one, which needs no network. */
  kind: z.enum(['hub', 'sandbox']),
  connection: ConnectionKind,
  hubUrl: z.url(),
  /** The tenant pinned at the first connection; every write is checked against it. */
  tenant: z.object({ id: z.string(), name: z.string(), label: z.string() }),
  protection: Protection,
  /** Set while a read-only environment is unlocked. */
  unlockedUntil: Instant.optional(),
  /** The last sync that brought something, and what it left out. */
  readAt: Instant.optional(),
  /** What is cached; left out of the first reply, since counting everything costs a start. */
  counts: z.object({ applications: z.number().int(), settings: z.number().int() }).optional(),
})
export type Environment = z.infer<typeof Environment>

export const SyncStep = z.enum(['tenant', 'applications', 'keys', 'resources', 'settings', 'storing'])
export const SyncProgress = z.object({
  environmentId: EnvironmentId,
  step: SyncStep,
  done: z.number().int(),
  total: z.number().int(),
  /** The hub, or a source, asked us to wait until then. */
  waitsUntil: Instant.optional(),
})
export type SyncProgress = z.infer<typeof SyncProgress>

/** What is read of one application, each part for itself. */
export const SyncPart = z.enum(['keys', 'resources', 'settings', 'iso', 'upgrades'])
/** A part that could not be read; what was known of it before stays. */
export const SyncGap = z.object({ applicationId: z.string(), applicationName: z.string(), part: SyncPart, failure: Failure })
export type SyncGap = z.infer<typeof SyncGap>
export const SyncReport = z.object({ environment: Environment, gaps: z.array(SyncGap) })
export type SyncReport = z.infer<typeof SyncReport>

/** What a person types to connect to a hub. */
export const Connection = z.object({
  name: EnvironmentName,
  type: EnvironmentType,
  hubUrl: z.string().trim().min(1).max(2000),
  administrationToken: secret(),
})
export type Connection = z.infer<typeof Connection>

/** What a person types to connect with nothing but API keys of applications. */
export const KeyConnection = Connection.omit({ administrationToken: true }).extend({ apiKeys: z.array(secret()).min(1).max(50) })
export type KeyConnection = z.infer<typeof KeyConnection>

export const environments = {
  list: read(Nothing, z.array(Environment)),
  /** Asks the hub who it is, and stores nothing. */
  test: read(
    Connection.pick({ hubUrl: true, administrationToken: true }),
    z.object({ tenant: z.object({ id: z.string(), name: z.string(), label: z.string(), region: z.string() }) }),
  ),
  /** Tests, stores the token in the keychain, pins the tenant. */
  connect: local(Connection, Environment),
  /**
   * Signs in with each key, pins their tenant, and keeps them in the keychain. A key that is refused is a fault at `apiKeys.N`.
   */
  connectByKeys: local(KeyConnection, Environment),
  /** Makes the sandbox pair (Production and Test) if needed, and starts the sandbox. */
  exploreSandbox: local(Nothing, z.array(Environment)),
  /** Binds the calling window to this environment. */
  open: local(OfEnvironment, Environment),
  /** Reads the hub anew into the cache; `environments.progressed` tells how far it is. */
  sync: read(OfEnvironment, SyncReport),
  cancelSync: local(OfEnvironment, z.void()),
  /** Unlocks a read-only environment for 15 minutes; the name must be typed. */
  unlock: local(OfEnvironment.extend({ typedName: z.string().max(200) }), Environment),
  lock: local(OfEnvironment, Environment),
  setProtection: local(OfEnvironment.extend({ protection: Protection, typedName: z.string().max(200).optional() }), Environment),
  /** Forgets the profile, its cache and its secrets; nothing changes at the hub. */
  remove: local(OfEnvironment, z.void()),
  startSandbox: local(OfEnvironment, Environment),
  stopSandbox: local(OfEnvironment, Environment),
}
