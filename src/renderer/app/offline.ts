import type { Environment } from '#shared/contract/environments'
import type { OfflineReason } from '../bound/bound'
import type { ShellFacts } from './shell.store'

/** Why the hub of an environment cannot be asked now; null when it can. */
export const offlineOf = (environment: Environment, { sandbox, hub }: Pick<ShellFacts, 'sandbox' | 'hub'>): OfflineReason | null =>
  environment.kind === 'sandbox' && sandbox === 'stopped' ? 'sandbox-stopped' : hub === 'unreachable' ? 'hub-unreachable' : null
