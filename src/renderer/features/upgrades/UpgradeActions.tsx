import { RefreshCw } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import type { UpgradeRow } from '#shared/contract/upgrades'
import { useBound, useHubBlock, useAdministrationBlock } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { AsOf } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import { Toolbar } from '../../ui/Toolbar'
import { ConfigureDialog } from './ConfigureDialog'
import { UpgradeCard, type Links } from './UpgradeCard'
import styles from './Upgrades.module.css'
import { useUpgrades } from './upgrades.store'

const NONE: UpgradeRow[] = []

/** Upgrade Actions: of one application, or, without one, the inbox over all of the environment. */
export function UpgradeActions({ applicationId, links }: { applicationId?: ApplicationId | undefined; links: Links }) {
  const { t } = useTranslation('upgrades')
  const { environment } = useBound()
  const hubBlock = useHubBlock()
  const writeBlock = useAdministrationBlock()
  const inbox = useUpgrades((state) => state.inbox)
  const isRefreshing = useUpgrades((state) => state.isRefreshing)
  const load = useUpgrades((state) => state.load)
  const refresh = useUpgrades((state) => state.refresh)
  const [configuring, setConfiguring] = useState<UpgradeRow[] | null>(null)
  const loadHere = useCallback(() => void load(environment.id), [load, environment.id])
  useEffect(loadHere, [loadHere])

  const all = inbox.value?.rows ?? NONE
  const rows = applicationId === undefined ? all : all.filter((row) => row.applicationId === applicationId)
  const waiting = rows.filter(({ action }) => action !== null)

  return (
    <>
      <Toolbar
        end={
          <>
            {inbox.value && <AsOf at={inbox.value.readAt} />}
            <Button
              icon={<RefreshCw aria-hidden="true" />}
              busy={isRefreshing}
              blockedBecause={hubBlock}
              onClick={() => void refresh(applicationId)}
            >
              {t('refresh')}
            </Button>
            {waiting.length > 1 && (
              <Button variant="primary" blockedBecause={writeBlock} onClick={() => setConfiguring(waiting)}>
                {t('configureAll', { count: waiting.length })}
              </Button>
            )}
          </>
        }
      >
        <p className="muted" role="status">
          {inbox.value && t('counted', { count: waiting.length })}
        </p>
      </Toolbar>
      {inbox.failure && <FailurePanel failure={inbox.failure} onRetry={loadHere} />}
      {!inbox.value && inbox.state === 'loading' && <Skeleton label={t('loading')} />}
      {inbox.value && rows.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      <div className={styles.cards} tabIndex={rows.length > 0 ? 0 : -1} role="region" aria-label={t('title')}>
        {rows.map((row) => (
          <UpgradeCard
            key={row.applicationId}
            row={row}
            links={links}
            isAlone={applicationId !== undefined}
            onConfigure={() => setConfiguring([row])}
          />
        ))}
      </div>
      {configuring && <ConfigureDialog rows={configuring} onClose={() => setConfiguring(null)} />}
    </>
  )
}
