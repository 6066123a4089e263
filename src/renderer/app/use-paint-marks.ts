import { useCallback, useRef } from 'react'
import { useEnvironments } from '../features/environments/environments.store'
import { useShell } from './shell.store'

/** Tells main, once, that the first screen is painted and then that it can be used. For the bench and the screenshot. */
export function usePaintMarks(): () => void {
  const painted = useShell((state) => state.painted)
  const reload = useEnvironments((state) => state.reload)
  const told = useRef(false)
  return useCallback(() => {
    if (told.current) return
    told.current = true
    painted('first-rows')
    // After the task that painted: from here on a click is answered.
    setTimeout(() => painted('interactive'), 0)
    // What the first reply left out.
    requestIdleCallback(() => void reload(), { timeout: 2000 })
  }, [painted, reload])
}
