import type { ReactNode } from 'react'
import { ActivityProvider, createActivityStore } from '../features/activity/activity.store'
import { AddressSetsProvider, createAddressSetsStore } from '../features/address-sets/address-sets.store'
import { ApplicationChangesProvider, createApplicationChangesStore } from '../features/applications/application-changes.store'
import { CompareProvider, createCompareStore } from '../features/compare/compare.store'
import { createExportsStore, ExportsProvider } from '../features/exports/exports.store'
import { createImportsStore, ImportsProvider } from '../features/imports/imports.store'
import { createIsoStore, IsoProvider } from '../features/iso/iso.store'
import { createHealthStore, HealthProvider } from '../features/health/health.store'
import { createHistoryStore, HistoryProvider } from '../features/history/history.store'
import { createKeysStore, KeysProvider } from '../features/keys/keys.store'
import { createResourcesStore, ResourcesProvider } from '../features/resources/resources.store'
import { createRotationsStore, RotationsProvider } from '../features/rotations/rotations.store'
import { createSearchStore, SearchProvider } from '../features/search/search.store'
import { createSnapshotsStore, SnapshotsProvider } from '../features/snapshots/snapshots.store'
import { createSettingsStore, SettingsProvider } from '../features/settings/settings.store'
import { createUpdatesStore, UpdatesProvider } from '../features/updates/updates.store'
import { createUpgradesStore, UpgradesProvider } from '../features/upgrades/upgrades.store'
import { useBridge, type Bridge } from './bridge'
import { tellUnsaved } from './tell-unsaved'

/** The stores of the pages that come after the first screen, and which event concerns which. */
export function createLaterStores(bridge: Bridge) {
  const { api, listen, environments } = bridge
  const stores = {
    changes: createApplicationChangesStore(api.applications),
    keys: createKeysStore(api.keys),
    addressSets: createAddressSetsStore(api),
    rotations: createRotationsStore(api.rotations),
    health: createHealthStore(api.health),
    resources: createResourcesStore(api.resources),
    settings: createSettingsStore(api),
    iso: createIsoStore(api.iso),
    updates: createUpdatesStore(api.updates),
    upgrades: createUpgradesStore(api.upgrades),
    exports: createExportsStore(api.exports),
    imports: createImportsStore(api.imports),
    activity: createActivityStore(api.activity),
    search: createSearchStore(api.search),
    history: createHistoryStore(api.history),
    snapshots: createSnapshotsStore(api.snapshots),
    compare: createCompareStore(api.compare),
  }
  const { keys, addressSets, rotations, health, resources, settings, iso, upgrades, exports, imports } = stores
  const { search, history, snapshots, compare } = stores

  listen('environments.changed', ({ environmentId }) => {
    void health.getState().reload()
    search.getState().reload()
    snapshots.getState().reload(environmentId)
    if (environmentId !== null) history.getState().reload(environmentId)
    const shown = environments.getState().boundId
    if (shown === null || (environmentId !== null && environmentId !== shown)) return
    keys.getState().reload(shown)
    addressSets.getState().reload(shown)
    resources.getState().reload(shown)
    settings.getState().reload(shown)
    iso.getState().reload(shown)
    void upgrades.getState().reload(shown)
  })
  listen('settings.changed', ({ environmentId, applicationId }) => {
    resources.getState().reload(environmentId, applicationId)
    settings.getState().reload(environmentId, applicationId)
    iso.getState().reload(environmentId, applicationId)
    history.getState().reload(environmentId, applicationId)
    snapshots.getState().reload(environmentId)
    void upgrades.getState().reload(environmentId)
  })
  listen('keys.changed', ({ environmentId, applicationId }) => {
    keys.getState().reload(environmentId, applicationId)
    history.getState().reload(environmentId, applicationId)
    addressSets.getState().reload(environmentId)
    void health.getState().reload()
  })
  listen('addressSets.changed', () => addressSets.getState().reload())
  listen('rotations.changed', ({ environmentId }) => {
    void rotations.getState().reload(environmentId)
    void health.getState().reload()
  })
  listen('activity.changed', ({ environmentId }) => void stores.activity.getState().reload(environmentId))
  listen('exports.progressed', (progress) => exports.getState().progressed(progress))
  listen('applications.changed', ({ environmentId, applicationId }) => history.getState().reload(environmentId, applicationId))
  listen('compare.progressed', (progress) => compare.getState().progressed(progress))
  listen('imports.progressed', (progress) => imports.getState().progressed(progress))
  tellUnsaved(bridge, { settings, iso })
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
            <SettingProviders stores={stores}>
              <PastProviders stores={stores}>
                <ActivityProvider store={stores.activity}>
                  <UpdatesProvider store={stores.updates}>
                    <ApplicationChangesProvider store={stores.changes}>{children}</ApplicationChangesProvider>
                  </UpdatesProvider>
                </ActivityProvider>
              </PastProviders>
            </SettingProviders>
          </HealthProvider>
        </RotationsProvider>
      </KeysProvider>
    </AddressSetsProvider>
  )
}

function SettingProviders({ stores, children }: { stores: ReturnType<typeof createLaterStores>; children: ReactNode }) {
  return (
    <ResourcesProvider store={stores.resources}>
      <SettingsProvider store={stores.settings}>
        <IsoProvider store={stores.iso}>
          <UpgradesProvider store={stores.upgrades}>
            <ExportsProvider store={stores.exports}>
              <ImportsProvider store={stores.imports}>{children}</ImportsProvider>
            </ExportsProvider>
          </UpgradesProvider>
        </IsoProvider>
      </SettingsProvider>
    </ResourcesProvider>
  )
}

function PastProviders({ stores, children }: { stores: ReturnType<typeof createLaterStores>; children: ReactNode }) {
  return (
    <SearchProvider store={stores.search}>
      <HistoryProvider store={stores.history}>
        <SnapshotsProvider store={stores.snapshots}>
          <CompareProvider store={stores.compare}>{children}</CompareProvider>
        </SnapshotsProvider>
      </HistoryProvider>
    </SearchProvider>
  )
}
