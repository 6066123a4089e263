import { CacheState } from '../features/snapshots/CacheState'
import { PreferencesPage } from '../features/preferences/PreferencesPage'
import { UpdatesBlock } from '../features/updates/UpdatesBlock'
import { useShell } from './shell.store'

/** What a person chooses for this computer, with the room that the cache takes, and at the end the version of the app. */
export function PreferencesRoute() {
  const version = useShell((state) => state.facts?.version)
  return <PreferencesPage cache={<CacheState />}>{version !== undefined && <UpdatesBlock version={version} />}</PreferencesPage>
}
