import { useState, type ReactNode } from 'react'
import type { Api } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import type { Listen } from '../api'
import { ApplicationsProvider, createApplicationsStore } from '../features/applications/applications.store'
import { createEnvironmentsStore, EnvironmentsProvider } from '../features/environments/environments.store'
import { createPreferencesStore, PreferencesProvider } from '../features/preferences/preferences.store'
import { BridgeProvider, type Bridge } from './bridge'
import { speak } from '../i18n/speak-lazily'
import { spokenLanguage } from '../i18n/language'
import { createShellStore, ShellProvider } from './shell.store'

/**
 * The stores of the first screen, and which event concerns which: an event says that something happened, the store asks for
 * what it shows. Those of later pages are in LaterStores.tsx.
 */
export function createStores(api: Api, listen: Listen) {
  const stores = {
    shell: createShellStore(api.shell),
    environments: createEnvironmentsStore(api.environments),
    applications: createApplicationsStore(api.applications),
    preferences: createPreferencesStore(api.preferences),
  }
  const { shell, environments, applications, preferences } = stores

  listen('environments.changed', ({ environmentId }) => {
    void environments.getState().reload()
    const shown = environments.getState().boundId
    if (shown === null || (environmentId !== null && environmentId !== shown)) return
    void applications.getState().reload()
  })
  listen('environments.progressed', (progress) => environments.getState().progressed(progress))
  const reloadIfShown = ({ environmentId }: { environmentId: EnvironmentId }) => {
    if (environmentId === applications.getState().environmentId) void applications.getState().reload()
  }
  listen('keys.changed', reloadIfShown)
  listen('applications.changed', reloadIfShown)
  listen('preferences.changed', (changed) => {
    preferences.getState().accept(changed)
    void speak(spokenLanguage(changed.language, navigator.languages))
  })
  // The event may speak of another window's environment; main knows which is ours.
  listen('shell.changed', () => void shell.getState().read())

  // Whatever binds the window to an environment, its applications follow.
  environments.subscribe(({ boundId }, before) => {
    if (boundId === null || boundId === before.boundId) return
    void applications.getState().show(boundId)
    // Not while the first reading is what binds it.
    if (shell.getState().facts !== null) void shell.getState().read()
  })
  const bridge: Bridge = { api, listen, environments, applications }
  return { ...stores, bridge }
}
export type Stores = ReturnType<typeof createStores>

/** Asks main for the first screen and fills the stores with it. */
export async function startStores({ shell, environments, preferences }: Stores): Promise<void> {
  await shell.getState().read(async (state) => {
    await speak(spokenLanguage(state.preferences.language, navigator.languages))
    preferences.getState().accept(state.preferences)
    environments.getState().accept(state.environments, state.boundTo)
  })
}

export function StoresProvider({ stores: given, children }: { stores: Stores; children: ReactNode }) {
  const [stores] = useState(given)
  return (
    <ShellProvider store={stores.shell}>
      <PreferencesProvider store={stores.preferences}>
        <EnvironmentsProvider store={stores.environments}>
          <ApplicationsProvider store={stores.applications}>
            <BridgeProvider value={stores.bridge}>{children}</BridgeProvider>
          </ApplicationsProvider>
        </EnvironmentsProvider>
      </PreferencesProvider>
    </ShellProvider>
  )
}
