import { z } from 'zod'
import { COMMAND_IDS } from '../commands'
import { ApplicationId } from './applications'
import { CompareProgress } from './compare'
import { SyncProgress } from './environments'
import { ExportProgress } from './exports'
import { ImportProgress } from './imports'
import { EnvironmentId } from './op'
import { Preferences } from './preferences'
import { RotationId } from './rotations'
import { HubState, KeychainState, SandboxState } from './shell'

/** What main tells the windows unasked. An event says that something happened; the store then asks for what it shows. */
export const events = {
  'environments.changed': z.object({ environmentId: EnvironmentId.nullable() }),
  'environments.progressed': SyncProgress,
  /** Something of one application that its detail or the list shows. */
  'applications.changed': z.object({ environmentId: EnvironmentId, applicationId: ApplicationId }),
  'keys.changed': z.object({ environmentId: EnvironmentId, applicationId: ApplicationId }),
  'rotations.changed': z.object({ environmentId: EnvironmentId, rotationId: RotationId }),
  'addressSets.changed': z.void(),
  /** Settings, ISO codes, owned resources or upgrade actions of one application, as kept here. */
  'settings.changed': z.object({ environmentId: EnvironmentId, applicationId: ApplicationId }),
  /** An entry was added to the activity log, of this environment or of none. */
  'activity.changed': z.object({ environmentId: EnvironmentId.nullable() }),
  'exports.progressed': ExportProgress,
  'imports.progressed': ImportProgress,
  'compare.progressed': CompareProgress,
  'preferences.changed': Preferences,
  /** Whether, and when, an environment is next read by itself. */
  'refreshes.changed': z.object({ environmentId: EnvironmentId }),
  'shell.changed': z.object({ hub: HubState, keychain: KeychainState, sandbox: SandboxState }),
  /** To one window: its menu was used. One of the known commands and never a text. */
  'commands.run': z.object({ command: z.enum(COMMAND_IDS) }),
  /** To one window: a person chose the reminder of this rotation. */
  'rotations.reminded': z.object({ environmentId: EnvironmentId, rotationId: RotationId }),
}
export type Events = { [N in keyof typeof events]: z.infer<(typeof events)[N]> }
export type EventName = keyof Events
