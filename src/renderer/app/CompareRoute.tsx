import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { EnvironmentType } from '#shared/contract/environments'
import type { EnvironmentId } from '#shared/contract/op'
import { ComparePage } from '../features/compare/ComparePage'
import { useCompare } from '../features/compare/compare.store'
import { EnvironmentMark } from '../features/environments/EnvironmentMark'
import { useEnvironments } from '../features/environments/environments.store'
import { usePreferences } from '../features/preferences/preferences.store'
import { useSnapshots } from '../features/snapshots/snapshots.store'
import { useFormat, useNow } from '../i18n/use-format'
import { sideOf } from './finds'
import { paths } from './routes'

/** Comparing, with the environments of this computer and their snapshots; a link may name both sides. */
export function CompareRoute() {
  const { t } = useTranslation('compare')
  const { t: tp } = useTranslation('past')
  const format = useFormat()
  const now = useNow()
  const [, navigate] = useLocation()
  const preset = usePreferences((state) => state.value?.csvPreset ?? 'excel')
  const byId = useEnvironments((state) => state.byId)
  const order = useEnvironments((state) => state.order)
  const boundId = useEnvironments((state) => state.boundId)
  const listed = useSnapshots((state) => state.byEnvironment)
  const loadSnapshots = useSnapshots((state) => state.load)
  const choose = useCompare((state) => state.choose)
  const start = useCompare((state) => state.start)
  const hasChosen = useCompare((state) => state.left !== null || state.right !== null)
  const asked = useSearch()

  const environments = useMemo(
    () =>
      order.flatMap((id) => (byId[id] ? [{ id, name: byId[id].name, type: byId[id].type, isRead: byId[id].readAt !== undefined }] : [])),
    [order, byId],
  )
  // Where a person most likely begins: another environment at the left, this one at the right.
  useEffect(() => {
    if (hasChosen || asked !== '') return
    const other = order.find((id) => id !== boundId)
    if (other) choose('left', { environmentId: other, snapshotId: null })
    if (boundId) choose('right', { environmentId: boundId, snapshotId: null })
  }, [hasChosen, asked, order, boundId, choose])
  useEffect(() => {
    const named = new URLSearchParams(asked)
    const [left, right] = [sideOf(named.get('left')), sideOf(named.get('right'))]
    if (!left || !right) return
    choose('left', left)
    choose('right', right)
    void start()
    // Asked once: what is chosen afterwards on the page is not undone by coming back.
    navigate(`${paths.compare}?`, { replace: true })
  }, [asked, choose, start, navigate])

  const snapshotsOf = useCallback(
    (of: EnvironmentId) =>
      listed[of]?.value?.snapshots.map(({ id, startedAt, state }) => ({
        id,
        label: t('snapshotAt', { at: format.clock(startedAt, now), state: tp(`snapshots.state.${state}`) }),
      })),
    [listed, t, tp, format, now],
  )
  const onNeedSnapshots = useCallback((of: EnvironmentId) => void loadSnapshots(of), [loadSnapshots])
  return (
    <ComparePage environments={environments} snapshotsOf={snapshotsOf} onNeedSnapshots={onNeedSnapshots} mark={markOf} preset={preset} />
  )
}

const markOf = (type: EnvironmentType) => <EnvironmentMark type={type} />
