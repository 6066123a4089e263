import { z } from 'zod'
import { ApplicationId } from './applications'
import { SyncProgress } from './environments'
import { ExportProgress } from './exports'
import { EnvironmentId } from './op'
import { Preferences } from './preferences'
import { HubState, KeychainState, SandboxState } from './shell'

/** What main tells the windows unasked. An event says that something happened; the store then asks for what it shows. */
export const events = {
  'environments.changed': z.object({ environmentId: EnvironmentId.nullable() }),
  'environments.progressed': SyncProgress,
  'keys.changed': z.object({ environmentId: EnvironmentId, applicationId: ApplicationId }),
  'exports.progressed': ExportProgress,
  'preferences.changed': Preferences,
  'shell.changed': z.object({ hub: HubState, keychain: KeychainState, sandbox: SandboxState }),
}
export type Events = { [N in keyof typeof events]: z.infer<(typeof events)[N]> }
export type EventName = keyof Events
