import { z } from 'zod'
import type { Contract } from '../contract'

/** All that is ever counted for usage analytics: how often each of these was done. */
export const AnalyticsEvent = z.enum([
  'app_started',
  'sandbox_explored',
  'environment_connected',
  'environment_read',
  'application_created',
  'application_changed',
  'application_deleted',
  'key_added',
  'key_changed',
  'key_deleted',
  'key_copied',
  'key_revealed',
  'key_handed_over',
  'rotation_started',
  'rotation_finished',
  'settings_saved',
  'iso_codes_saved',
  'upgrade_configured',
  'settings_exported',
  'iso_codes_exported',
  'inventory_exported',
  'settings_imported',
])
export type AnalyticsEvent = z.infer<typeof AnalyticsEvent>

type OperationName = { [F in keyof Contract]: `${F}.${keyof Contract[F] & string}` }[keyof Contract]

const EVENT_OF: Partial<Record<OperationName, AnalyticsEvent>> = {
  'environments.exploreSandbox': 'sandbox_explored',
  'environments.connect': 'environment_connected',
  'environments.sync': 'environment_read',
  'applications.create': 'application_created',
  'applications.update': 'application_changed',
  'applications.setCredentials': 'application_changed',
  'applications.setAccess': 'application_changed',
  'applications.remove': 'application_deleted',
  'keys.add': 'key_added',
  'keys.modify': 'key_changed',
  'keys.remove': 'key_deleted',
  'keys.copy': 'key_copied',
  'keys.reveal': 'key_revealed',
  'keys.handOver': 'key_handed_over',
  'rotations.create': 'rotation_started',
  'rotations.finish': 'rotation_finished',
  'settings.save': 'settings_saved',
  'iso.save': 'iso_codes_saved',
  'upgrades.autoConfigure': 'upgrade_configured',
  'exports.apiSettings': 'settings_exported',
  'exports.isoCodes': 'iso_codes_exported',
  'health.exportInventory': 'inventory_exported',
  'imports.apply': 'settings_imported',
}
const BY_NAME = new Map<string, AnalyticsEvent>(Object.entries(EVENT_OF))

/** What an operation counts as, if anything; any other text is nothing. */
export const analyticsEventOf = (operation: string): AnalyticsEvent | undefined => BY_NAME.get(operation)
