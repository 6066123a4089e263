import { z } from 'zod'
import { ApplicationId } from './applications'
import { EnvironmentId, Instant, local, OfEnvironment, read, write } from './op'
import { SavedSetting, SettingRef, SettingValue } from './settings'

export const ImportId = z.uuid().brand<'ImportId'>()
export type ImportId = z.infer<typeof ImportId>

/**
 * What an import would do with one setting. `unknown`: the environment has no such application or setting; `faulty`: the
 * file gives something that cannot be set.
 */
export const ImportLineKind = z.enum(['change', 'unset', 'same', 'unknown', 'faulty'])
export type ImportLineKind = z.infer<typeof ImportLineKind>

export const ImportLine = z.object({
  /** Place in the plan, from 1. */
  number: z.number().int(),
  kind: ImportLineKind,
  applicationName: z.string(),
  applicationId: ApplicationId.nullable(),
  setting: SettingRef.nullable(),
  title: z.string(),
  /** The lines of the file that speak of it, counted from 1 with the header. */
  fileLines: z.array(z.number().int()),
  base: SettingValue.nullable(),
  value: SettingValue.nullable(),
  /** Why it is unknown or faulty, a sentence each. */
  reasons: z.array(z.string()),
  /** What became of it; null while nothing was tried. */
  result: SavedSetting.nullable(),
})
export type ImportLine = z.infer<typeof ImportLine>

export const ImportPlan = z.object({
  id: ImportId,
  environmentId: EnvironmentId,
  fileName: z.string(),
  madeAt: Instant,
  counts: z.record(ImportLineKind, z.number().int()),
  /** `stopped`: begun and not finished, by a person, a failure or a crash; it goes on with the lines that are left. */
  state: z.enum(['ready', 'running', 'stopped', 'done']),
  /** How many of the lines to apply were tried. */
  tried: z.number().int(),
  /** All but those that stay the same. */
  lines: z.array(ImportLine),
})
export type ImportPlan = z.infer<typeof ImportPlan>

export const ImportProgress = z.object({
  environmentId: EnvironmentId,
  importId: ImportId,
  done: z.number().int(),
  total: z.number().int(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

const OfImport = OfEnvironment.extend({ importId: ImportId })

export const imports = {
  /** Asks for a file (null: the dialog was closed), reads it, and plans without sending anything. */
  choose: local(OfEnvironment, ImportPlan.nullable()),
  /** Plans that were not finished, the newest first. */
  unfinished: read(OfEnvironment, z.array(ImportPlan)),
  /** Sends what the plan says, line by line; each line is refused when its setting moved since the plan was made. */
  apply: write({ importId: ImportId }, ImportPlan),
  /** Stops after the line that is under way. */
  stop: local(OfImport, z.void()),
  discard: local(OfImport, z.void()),
}
