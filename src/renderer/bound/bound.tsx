import { createContext, useContext, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments'
import { useNow } from '../i18n/use-format'

export type OfflineReason = 'hub-unreachable' | 'sandbox-stopped'
type Bound = { environment: Environment; offline: OfflineReason | null }

const BoundContext = createContext<Bound | null>(null)

/** The environment that this window belongs to, for every screen in it. */
export function BoundProvider({ environment, offline, children }: Bound & { children: ReactNode }) {
  return <BoundContext value={{ environment, offline }}>{children}</BoundContext>
}

export function useBound(): Bound {
  const bound = useContext(BoundContext)
  if (!bound) throw new Error('This screen is shown only in a window that belongs to an environment.')
  return bound
}

export const minutesUnlocked = (environment: Environment, nowMs: number): number =>
  environment.unlockedUntil === undefined ? 0 : minutesUntil(Date.parse(environment.unlockedUntil) - nowMs)

// Rounded, since the clock of the page ticks every few seconds only; the last minute stays one until it is over.
const minutesUntil = (ms: number) => (ms <= 0 ? 0 : Math.max(1, Math.round(ms / 60_000)))

/** Why something that needs the hub cannot be done now, in words; null when it can. */
export function useHubBlock(): string | null {
  const { offline } = useBound()
  const { t } = useTranslation('environments')
  return offline && t(`block.${offline}`)
}

/**
 * The same for a change that was already begun: a hub that did not answer a moment ago is no reason, since trying again is
 * how a person finds out whether it does now.
 */
export function useSendBlock(): string | null {
  const { environment, offline } = useBound()
  const { t } = useTranslation('environments')
  const now = useNow(10_000)
  if (offline === 'sandbox-stopped') return t('block.sandbox-stopped')
  return isLocked(environment, now) ? t('block.read-only') : null
}

/** Read-only and not unlocked at this moment. */
export const isLocked = (environment: Environment, now: number): boolean =>
  environment.protection === 'read-only' && minutesUnlocked(environment, now) === 0

/** The same for what only the administration plane can do: an environment that is connected by application key has none. */
export function useAdministrationBlock(): string | null {
  const { environment } = useBound()
  const { t } = useTranslation('environments')
  const writeBlock = useWriteBlock()
  return environment.connection === 'application-keys' ? t('block.by-key') : writeBlock
}

/** Why nothing can be changed now, in words. Main decides; this only spares a person the attempt. */
export function useWriteBlock(): string | null {
  const { environment } = useBound()
  const { t } = useTranslation('environments')
  const now = useNow(10_000)
  const hubBlock = useHubBlock()
  if (hubBlock !== null) return hubBlock
  return isLocked(environment, now) ? t('block.read-only') : null
}

/** What the bound environment is, as the buttons that change it say it: PRODUCTION, TEST, DEVELOPMENT. */
export function useTypeName(): string {
  const { t } = useTranslation('environments')
  const { environment } = useBound()
  return t(`type.${environment.type}`).toUpperCase()
}
