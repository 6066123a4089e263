import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { EnvironmentId } from '#shared/contract/op'
import { useEnvironments } from '../features/environments/environments.store'
import { paths } from './routes'

/** Goes to an environment: to its applications, since the page that is shown is about another. */
export function useChoose(): (id: EnvironmentId) => void {
  const [, navigate] = useLocation()
  const boundId = useEnvironments((state) => state.boundId)
  const open = useEnvironments((state) => state.open)
  return useCallback(
    (id) => {
      if (boundId !== id) void open(id)
      navigate(paths.applications)
    },
    [boundId, open, navigate],
  )
}
