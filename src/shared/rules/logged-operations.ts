import type { Contract } from '../contract'
import type { Op } from '../contract/op'
import type { KnownRestriction } from '../wire/administration-plane'

type NamesOf<A extends Op['access']> = {
  [F in keyof Contract]: {
    [N in keyof Contract[F]]: Contract[F][N] extends { access: A } ? `${F}.${Extract<N, string>}` : never
  }[keyof Contract[F]]
}[keyof Contract]

/** Operations that change nothing at a hub and are in the activity log all the same: who used a key, who took what out, who opened the gate. */
export const ALSO_LOGGED = [
  'keys.paste',
  'keys.copy',
  'keys.reveal',
  'keys.handOver',
  'rotations.plan',
  'rotations.pasteNew',
  'rotations.copyNew',
  'rotations.confirmVerified',
  'rotations.confirmDistributed',
  'addressSets.save',
  'addressSets.remove',
  'resources.setCredentials',
  'exports.apiSettings',
  'exports.isoCodes',
  'health.exportInventory',
  'compare.exportRows',
  'activity.export',
  'environments.connect',
  'environments.connectByKeys',
  'environments.unlock',
  'environments.lock',
  'environments.setProtection',
  'environments.remove',
] as const satisfies readonly NamesOf<'read' | 'local'>[]

/** Every write, and those. The window has words for each, and does not compile without. */
export type LoggedOperation = NamesOf<'write'> | (typeof ALSO_LOGGED)[number]

/** A restriction as the activity log says it. */
export const restrictionText = (restriction: KnownRestriction): string => {
  if (restriction.mode !== 'restricted') return restriction.mode
  return restriction.addresses.length === 0 ? 'denied everywhere' : restriction.addresses.join(', ')
}
