import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDetail, ApplicationId } from '#shared/contract/applications'
import { FailurePanel } from '../../failures/FailurePanel'
import { Badge } from '../../ui/Badge'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { Tabs } from '../../ui/Tabs'
import styles from './Applications.module.css'
import { useApplications } from './applications.store'
import { OverviewTab } from './OverviewTab'

type Tab = 'overview' | 'keys' | 'resources'
type Props = {
  applicationId: ApplicationId
  tab: Tab
  onTab: (tab: Tab) => void
  listHref: string
  /** The other features' tabs. */
  keys: (detail: ApplicationDetail) => ReactNode
  resources: (detail: ApplicationDetail) => ReactNode
}

/** Application Overview: one application and its tabs. */
export function ApplicationPage({ applicationId, tab, onTab, listHref, keys, resources }: Props) {
  const { t } = useTranslation('applications')
  const detail = useApplications((state) => state.details[applicationId])
  const loadDetail = useApplications((state) => state.loadDetail)
  useEffect(() => void loadDetail(applicationId), [loadDetail, applicationId])

  const known = detail?.value
  const row = known?.row
  const facts =
    known && [t(`facts.${known.application.origin}`), t('facts.owns', { count: known.application.ownedResourceCount })].join(' · ')
  return (
    <div className={styles.page}>
      <PageHeader
        // A title that is still coming would be read out empty.
        key={known ? 'known' : 'coming'}
        crumbs={[{ label: t('title'), href: listHref }, { label: t('overviewPage') }]}
        title={known?.application.name ?? ' '}
        facts={
          row && (
            <>
              {facts}
              {row.missingCredentials && (
                <>
                  {' '}
                  <Badge tip={t('missingCredentialsMeans')}>{t('missingCredentials')}</Badge>
                </>
              )}
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
          label={t('tabs.label')}
          selected={tab}
          onSelect={onTab}
          items={[
            { id: 'overview', label: t('tabs.overview'), content: <OverviewTab detail={known} /> },
            { id: 'keys', label: t('tabs.keys'), count: String(known.row.apiKeyCount), content: keys(known) },
            { id: 'resources', label: t('tabs.resources'), count: String(known.application.ownedResourceCount), content: resources(known) },
          ]}
        />
      )}
    </div>
  )
}
