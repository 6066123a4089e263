import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand'
import type { Api } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import type { Listen } from '../api'

/** What stores are made of, for those that are made later than the first screen. */
export type Bridge = {
  api: Api
  listen: Listen
  environments: StoreApi<{ boundId: EnvironmentId | null; byId: Record<EnvironmentId, { name: string }> }>
  applications: StoreApi<{ list: { value: { rows: readonly { id: string; name: string }[] } | null } }>
}

const BridgeContext = createContext<Bridge | null>(null)
export const BridgeProvider = BridgeContext.Provider

export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (!bridge) throw new Error('The bridge is not provided here.')
  return bridge
}
