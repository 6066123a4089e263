import type { ReactNode } from 'react'
import { AddressSetsProvider, createAddressSetsStore } from '../features/address-sets/address-sets.store'
import { ApplicationChangesProvider, createApplicationChangesStore } from '../features/applications/application-changes.store'
import { createExportsStore, ExportsProvider } from '../features/exports/exports.store'
import { createHealthStore, HealthProvider } from '../features/health/health.store'
import { createKeysStore, KeysProvider } from '../features/keys/keys.store'
import { createResourcesStore, ResourcesProvider } from '../features/resources/resources.store'
import { createRotationsStore, RotationsProvider } from '../features/rotations/rotations.store'
import { useBridge, type Bridge } from './bridge'

/** The stores of the pages that come after the first screen, and which event concerns which. */
export function createLaterStores({ api, listen, environments }: Bridge) {
  const stores = {
    changes: createApplicationChangesStore(api.applications),
    keys: createKeysStore(api.keys),
    addressSets: createAddressSetsStore(api),
    rotations: createRotationsStore(api.rotations),
    health: createHealthStore(api.health),
    resources: createResourcesStore(api.resources),
    exports: createExportsStore(api.exports),
  }
  const { keys, addressSets, rotations, health, resources, exports } = stores

  listen('environments.changed', ({ environmentId }) => {
    void health.getState().reload()
    const shown = environments.getState().boundId
    if (shown === null || (environmentId !== null && environmentId !== shown)) return
    keys.getState().reload(shown)
    addressSets.getState().reload(shown)
    resources.getState().reload(shown)
  })
  listen('keys.changed', ({ environmentId, applicationId }) => {
    keys.getState().reload(environmentId, applicationId)
    addressSets.getState().reload(environmentId)
    void health.getState().reload()
  })
  listen('addressSets.changed', () => addressSets.getState().reload())
  listen('rotations.changed', ({ environmentId }) => {
    void rotations.getState().reload(environmentId)
    void health.getState().reload()
  })
  listen('exports.progressed', (progress) => exports.getState().progressed(progress))
  return stores
}

// One set for the window, whichever page is the first to need it.
const made = new WeakMap<Bridge, ReturnType<typeof createLaterStores>>()

export function LaterStores({ children }: { children: ReactNode }) {
  const bridge = useBridge()
  const stores = made.get(bridge) ?? createLaterStores(bridge)
  made.set(bridge, stores)
  return (
    <AddressSetsProvider store={stores.addressSets}>
      <KeysProvider store={stores.keys}>
        <RotationsProvider store={stores.rotations}>
          <HealthProvider store={stores.health}>
            <ResourcesProvider store={stores.resources}>
              <ExportsProvider store={stores.exports}>
                <ApplicationChangesProvider store={stores.changes}>{children}</ApplicationChangesProvider>
              </ExportsProvider>
            </ResourcesProvider>
          </HealthProvider>
        </RotationsProvider>
      </KeysProvider>
    </AddressSetsProvider>
  )
}
