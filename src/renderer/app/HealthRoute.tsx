import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { EnvironmentType } from '#shared/contract/environments'
import type { HealthRow } from '#shared/contract/health'
import { EnvironmentMark } from '../features/environments/EnvironmentMark'
import { useEnvironments } from '../features/environments/environments.store'
import { HealthPage } from '../features/health/HealthPage'
import { usePreferences } from '../features/preferences/preferences.store'
import { paths } from './routes'

/** Key health, and the way from a finding to the place where it is mended: in its own environment, which opens first. */
export function HealthRoute() {
  const [, navigate] = useLocation()
  const preset = usePreferences((state) => state.value?.csvPreset ?? 'excel')
  const boundId = useEnvironments((state) => state.boundId)
  const open = useEnvironments((state) => state.open)
  const onFix = useCallback(
    (row: HealthRow) => {
      const isThere = row.environmentId === boundId ? Promise.resolve(true) : open(row.environmentId)
      void isThere.then((isOpen) => isOpen && navigate(placeOf(row)))
    },
    [boundId, open, navigate],
  )
  return <HealthPage onFix={onFix} preset={preset} mark={markOf} />
}

const markOf = (type: EnvironmentType) => <EnvironmentMark type={type} />

/** Where the gravest finding of a key is mended. */
function placeOf({ applicationId, keyId, findings }: HealthRow): string {
  const [gravest] = findings
  if (gravest === undefined) return paths.application(applicationId, 'keys')
  switch (gravest) {
    case 'unrestricted':
    case 'too-wide':
    case 'behind-set':
    case 'denied-everywhere':
      return paths.editKey(applicationId, keyId)
    case 'stuck-rotation':
      return paths.rotations
    case 'old':
      return paths.newRotation(applicationId, keyId)
    case 'too-many':
      return paths.application(applicationId, 'keys')
  }
}
