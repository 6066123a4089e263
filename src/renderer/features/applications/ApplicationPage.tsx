import { Pencil, Trash2 } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDetail, ApplicationId } from '#shared/contract/applications'
import { useAdministrationBlock } from '../../bound/bound'
import { useCommand } from '../../commands/offers'
import { FailurePanel } from '../../failures/FailurePanel'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { Tabs } from '../../ui/Tabs'
import { AccessTab } from './AccessTab'
import { useApplicationChanges } from './application-changes.store'
import styles from './Applications.module.css'
import { useApplications } from './applications.store'
import { CredentialsTab } from './CredentialsTab'
import { DeleteApplicationDialog } from './DeleteApplicationDialog'
import { EditApplicationSheet } from './EditApplicationSheet'
import { OverviewTab } from './OverviewTab'

type Tab = 'overview' | 'keys' | 'credentials' | 'resources' | 'access' | 'upgrades' | 'activity'
type Props = {
  applicationId: ApplicationId
  tab: Tab
  onTab: (tab: Tab) => void
  listHref: string
  onDeleted: () => void
  /** The other features' tabs. */
  keys: (detail: ApplicationDetail) => ReactNode
  resources: (detail: ApplicationDetail) => ReactNode
  upgrades: (detail: ApplicationDetail) => ReactNode
  activity: (detail: ApplicationDetail) => ReactNode
  /** What changed in it, at the end of its Overview. */
  history: ReactNode
}

/** Application Overview: one application and its tabs. */
export function ApplicationPage({ applicationId, tab, onTab, listHref, onDeleted, keys, resources, upgrades, activity, history }: Props) {
  const { t } = useTranslation('applications')
  const detail = useApplications((state) => state.details[applicationId])
  const loadDetail = useApplications((state) => state.loadDetail)
  const clearFailure = useApplicationChanges((state) => state.clearFailure)
  const writeBlock = useAdministrationBlock()
  const { t: tt } = useTranslation('applicationTabs')
  const [opened, setOpened] = useState<{ what: 'edit' | 'delete'; number: number } | null>(null)
  useEffect(() => void loadDetail(applicationId), [loadDetail, applicationId])
  const open = (what: 'edit' | 'delete') => {
    clearFailure()
    setOpened((before) => ({ what, number: (before?.number ?? 0) + 1 }))
  }

  const known = detail?.value
  useCommand('application.edit', known ? { run: () => open('edit'), blockedBecause: writeBlock } : null)
  useCommand('application.delete', known ? { run: () => open('delete'), blockedBecause: writeBlock } : null)
  const row = known?.row
  const facts =
    known && [tt(`facts.${known.application.origin}`), tt('facts.owns', { count: known.application.ownedResourceCount })].join(' · ')
  return (
    <div className={styles.page}>
      <PageHeader
        // A title that is still coming would be read out empty.
        key={known ? 'known' : 'coming'}
        crumbs={[{ label: t('title'), href: listHref }, { label: tt('overviewPage') }]}
        title={known?.application.name ?? ' '}
        facts={
          row && (
            <>
              {facts}
              {row.pendingUpgrade && (
                <>
                  {' '}
                  <Badge tone="warn">{t('pendingUpgrade')}</Badge>
                </>
              )}
              {row.missingCredentials && (
                <>
                  {' '}
                  <Badge tip={t('missingCredentialsMeans')}>{t('missingCredentials')}</Badge>
                </>
              )}
            </>
          )
        }
        actions={
          known && (
            <>
              <Button icon={<Pencil aria-hidden="true" />} blockedBecause={writeBlock} onClick={() => open('edit')}>
                {tt('editOpen')}
              </Button>
              <Button icon={<Trash2 aria-hidden="true" />} blockedBecause={writeBlock} onClick={() => open('delete')}>
                {tt('deleteOpen')}
              </Button>
            </>
          )
        }
      />
      {detail?.failure && (
        <div className={styles.inset}>
          <FailurePanel failure={detail.failure} onRetry={() => void loadDetail(applicationId)} />
        </div>
      )}
      {!known && detail?.state !== 'failed' && (
        <div className={styles.inset}>
          <Skeleton label={t('loading')} />
        </div>
      )}
      {known && (
        <Tabs
          label={tt('tabs.label')}
          selected={tab}
          onSelect={onTab}
          items={[
            { id: 'overview', label: tt('tabs.overview'), content: <OverviewTab detail={known} history={history} /> },
            { id: 'keys', label: tt('tabs.keys'), count: String(known.row.apiKeyCount), content: keys(known) },
            { id: 'credentials', label: tt('tabs.credentials'), content: <CredentialsTab key={known.application.etag} detail={known} /> },
            {
              id: 'resources',
              label: tt('tabs.resources'),
              count: String(known.application.ownedResourceCount),
              content: resources(known),
            },
            { id: 'access', label: tt('tabs.access'), content: <AccessTab detail={known} /> },
            {
              id: 'upgrades',
              label: tt('tabs.upgrades'),
              count: known.row.pendingUpgrade ? '1' : undefined,
              content: upgrades(known),
            },
            { id: 'activity', label: tt('tabs.activity'), content: activity(known) },
          ]}
        />
      )}
      {known && opened?.what === 'edit' && (
        <EditApplicationSheet key={opened.number} open application={known.application} onClose={() => setOpened(null)} />
      )}
      {known && opened?.what === 'delete' && (
        <DeleteApplicationDialog application={known.application} onClose={() => setOpened(null)} onDeleted={onDeleted} />
      )}
    </div>
  )
}
