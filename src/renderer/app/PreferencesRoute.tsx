import { PreferencesPage } from '../features/preferences/PreferencesPage'
import { UpdatesBlock } from '../features/updates/UpdatesBlock'
import { useShell } from './shell.store'

/** What a person chooses for this computer, and below it the version of the app. */
export function PreferencesRoute() {
  const version = useShell((state) => state.facts?.version)
  return <PreferencesPage>{version !== undefined && <UpdatesBlock version={version} />}</PreferencesPage>
}
