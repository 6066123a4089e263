import { z } from 'zod'
import { CsvPreset } from './exports'
import { EnvironmentId, local, Nothing, read } from './op'

/** `en-XA` is no language but the English one stretched and accented, to find text that is cut or not in the catalogue. */
export const Language = z.enum(['system', 'en', 'es', 'en-XA'])
export type Language = z.infer<typeof Language>

export const Theme = z.enum(['system', 'light', 'dark'])

/** How long snapshots stay; the newest complete one of an environment always does. */
export const KeepSnapshots = z.enum(['30-days', '90-days', '1-year', 'for-ever'])
export type KeepSnapshots = z.infer<typeof KeepSnapshots>

/** Everything a person can choose for this computer, with its default: one list for storage, form and reader. */
export const Preferences = z.object({
  theme: Theme.default('system'),
  /** `system`: the first language of the desktop that the app speaks. */
  language: Language.default('system'),
  /** `unasked` until the first-run page was answered. */
  analytics: z.enum(['unasked', 'declined', 'allowed']).default('unasked'),
  clipboardSeconds: z.number().int().min(10).max(600).default(60),
  /** How long a revealed API key is shown. */
  revealSeconds: z.number().int().min(5).max(300).default(30),
  csvPreset: CsvPreset.default('excel'),
  keepSnapshots: KeepSnapshots.default('1-year'),
  /** The policy that Key health holds keys against. */
  keyMaxAgeDays: z.number().int().min(1).max(3650).default(365),
  keyMaxPerApplication: z.number().int().min(1).max(100).default(3),
  /** A list that lets in more IPv4 addresses than this is too wide; IPv6 is measured in networks of 64 bits. */
  keyMaxAddresses: z.number().int().min(1).max(16_777_216).default(4096),
  lastEnvironmentId: EnvironmentId.nullable().default(null),
})
export type Preferences = z.infer<typeof Preferences>

/** Without defaults, so that a patch leaves alone what it does not name. */
export const PreferencesPatch = z.object({
  theme: Theme.optional(),
  language: Language.optional(),
  analytics: z.enum(['declined', 'allowed']).optional(),
  clipboardSeconds: z.number().int().min(10).max(600).optional(),
  revealSeconds: z.number().int().min(5).max(300).optional(),
  csvPreset: CsvPreset.optional(),
  keepSnapshots: KeepSnapshots.optional(),
  keyMaxAgeDays: z.number().int().min(1).max(3650).optional(),
  keyMaxPerApplication: z.number().int().min(1).max(100).optional(),
  keyMaxAddresses: z.number().int().min(1).max(16_777_216).optional(),
})
export type PreferencesPatch = z.infer<typeof PreferencesPatch>

export const preferences = {
  get: read(Nothing, Preferences),
  set: local(PreferencesPatch, Preferences),
}
