import { z } from 'zod'
import { ApplicationId } from './applications'
import { EnvironmentType } from './environments'
import { IsoListName } from './iso'
import { EnvironmentId, read } from './op'
import { SettingRef } from './settings'

export const FoundKind = z.enum(['application', 'resource', 'setting', 'code'])
export type FoundKind = z.infer<typeof FoundKind>

/** Something that was found, and where it is. */
export const Found = z.object({
  kind: FoundKind,
  environmentId: EnvironmentId,
  environmentName: z.string(),
  environmentType: EnvironmentType,
  applicationId: ApplicationId,
  applicationName: z.string(),
  title: z.string(),
  /** What else it says: description, values, codes. */
  detail: z.string(),
  /** Of a resource its name; of a setting the first that it speaks of, or `''`. */
  resource: z.string(),
  setting: SettingRef.optional(),
  list: IsoListName.optional(),
})
export type Found = z.infer<typeof Found>

export const search = {
  /**
   * What holds every word, of all environments, from the cache: what has them in its title first. Words of one or two
   * characters are looked for in titles only. Any text is a query; none is a mistake.
   */
  find: read(
    z.object({ query: z.string().max(1000) }),
    z.object({ groups: z.array(z.object({ kind: FoundKind, found: z.array(Found), isCut: z.boolean() })) }),
  ),
}
