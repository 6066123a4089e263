import { useLayoutEffect } from 'react'
import { usePreferences } from '../features/preferences/preferences.store'

/** `system` leaves the choice to the colour scheme of the desktop; see tokens.css. */
export function useTheme(): void {
  const theme = usePreferences((state) => state.value?.theme ?? 'system')
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}
