import { z } from 'zod'
import { ResourceDifference, UpgradeAction } from '../wire/administration-plane'
import { ApplicationId, OfApplication } from './applications'
import { Instant, local, OfEnvironment, read, secret, write } from './op'
import { SettingRef } from './settings'

/** A new setting that a person goes through after an upgrade. */
export const NewSetting = SettingRef.extend({ title: z.string(), resource: z.string(), state: z.enum(['open', 'done', 'skipped']) })
export type NewSetting = z.infer<typeof NewSetting>

/** What auto-configure did, and the new settings to go through; kept on this computer until it is completed. */
export const UpgradeWalk = z.object({
  from: z.string(),
  to: z.string(),
  configuredAt: Instant,
  difference: ResourceDifference,
  settings: z.array(NewSetting),
})
export type UpgradeWalk = z.infer<typeof UpgradeWalk>

/** An application with something to do: an upgrade that waits, or new settings that were not gone through. */
export const UpgradeRow = z.object({
  applicationId: ApplicationId,
  applicationName: z.string(),
  action: UpgradeAction.nullable(),
  walk: UpgradeWalk.nullable(),
})
export type UpgradeRow = z.infer<typeof UpgradeRow>

const Inbox = z.object({ rows: z.array(UpgradeRow), readAt: Instant.optional() })

export const upgrades = {
  /** Over all applications of the environment, from the cache. */
  list: read(OfEnvironment, Inbox),
  /** Asks the hub now, for one application or all. */
  refresh: read(OfEnvironment.extend({ applicationId: ApplicationId.optional() }), Inbox),
  /** The hub reads the source's resources again, with the credentials given or with those it keeps; then the settings are read anew. */
  autoConfigure: write(
    {
      applicationId: ApplicationId,
      actionId: z.string().max(200),
      credentials: z.object({ username: z.string().trim().min(1).max(200), password: secret() }).optional(),
    },
    UpgradeRow,
  ),
  /** Completes the action at the hub without configuring anything. */
  skip: write({ applicationId: ApplicationId, actionId: z.string().max(200) }, UpgradeRow),
  /** Where the person stands in the new settings. */
  mark: local(OfApplication.extend({ settings: z.array(SettingRef.extend({ state: NewSetting.shape.state })).max(2000) }), UpgradeRow),
  /** All new settings were gone through; the list of them goes. */
  complete: local(OfApplication, UpgradeRow),
}
