import { useCallback } from 'react'
import { useLocation } from 'wouter'
import { useBound } from '../bound/bound'
import { SnapshotsPage } from '../features/snapshots/SnapshotsPage'
import { comparePath } from './finds'
import { paths } from './routes'

/** The snapshots of the environment, and the way to comparing two of them. */
export function SnapshotsRoute() {
  const [, navigate] = useLocation()
  const { environment } = useBound()
  const onCompare = useCallback(
    (left: number, right: number | null) =>
      navigate(comparePath({ environmentId: environment.id, snapshotId: left }, { environmentId: environment.id, snapshotId: right })),
    [navigate, environment.id],
  )
  return <SnapshotsPage onCompare={onCompare} onCompareEnvironments={() => navigate(paths.compare)} />
}
