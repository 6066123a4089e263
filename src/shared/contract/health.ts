import { z } from 'zod'
import { ApplicationId } from './applications'
import { KeyId } from './keys'
import { CsvPreset } from './exports'
import { EnvironmentId, Instant, local, Nothing, read } from './op'

/** What can be wrong with a key; shared/rules/key-health.ts decides. */
export const KeyFinding = z.enum(['unrestricted', 'too-wide', 'old', 'too-many', 'stuck-rotation', 'behind-set', 'denied-everywhere'])
export type KeyFinding = z.infer<typeof KeyFinding>

export const HealthRow = z.object({
  environmentId: EnvironmentId,
  environmentName: z.string(),
  environmentType: z.enum(['production', 'test', 'development']),
  applicationId: ApplicationId,
  applicationName: z.string(),
  keyId: KeyId,
  hint: z.string(),
  label: z.string(),
  addedOn: z.string(),
  addedBy: z.string(),
  lastUsedOn: z.string().optional(),
  mode: z.enum(['unrestricted', 'restricted', 'denied', 'unknown']),
  entries: z.number().int(),
  /** How many addresses its list lets in together, in decimal: IPv6 counts go beyond what a number holds. */
  addresses: z.string(),
  findings: z.array(KeyFinding),
  /** How long ago the environment was read. */
  readAt: Instant,
})
export type HealthRow = z.infer<typeof HealthRow>

export const KeyPolicy = z.object({ maxAgeDays: z.number().int(), maxKeys: z.number().int(), maxAddresses: z.number().int() })
export type KeyPolicy = z.infer<typeof KeyPolicy>

export const health = {
  /** Every key of every environment, from the cache, with its findings against the policy in the preferences. */
  board: read(Nothing, z.object({ rows: z.array(HealthRow), policy: KeyPolicy })),
  /** Writes the key inventory as CSV (no values), the given keys in the given order or all. Null when the dialog was closed. */
  exportInventory: local(
    z.object({ preset: CsvPreset, keyIds: z.array(KeyId).max(100_000).optional() }),
    z.object({ path: z.string(), rows: z.number().int() }).nullable(),
  ),
}
