import { ActivityPage } from '../features/activity/ActivityPage'
import { usePreferences } from '../features/preferences/preferences.store'
import { useShell } from './shell.store'

export function ActivityRoute() {
  const preferred = usePreferences((state) => state.value?.csvPreset ?? 'excel')
  const copyText = useShell((state) => state.copyText)
  return <ActivityPage preferred={preferred} onCopyText={copyText} />
}
