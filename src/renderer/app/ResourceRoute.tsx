import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import { useBound } from '../bound/bound'
import { useApplications } from '../features/applications/applications.store'
import { SettingHistory } from '../features/history/SettingHistory'
import { placeKey, useResources } from '../features/resources/resources.store'
import { ResourcePage } from '../features/settings/ResourcePage'
import { settingOf } from './finds'
import { paths } from './routes'

/** A resource's settings, with the way back to its application. */
export function ResourceRoute({ applicationId, resource }: { applicationId: ApplicationId; resource: string }) {
  const { t } = useTranslation('applicationTabs')
  const { t: ta } = useTranslation('applications')
  const { environment } = useBound()
  const name = useApplications((state) => state.details[applicationId]?.value?.application.name)
  const loadDetail = useApplications((state) => state.loadDetail)
  const isKnown = name !== undefined
  const place = useMemo(() => ({ environmentId: environment.id, applicationId }), [environment.id, applicationId])
  const checks = useResources((state) => state.byPlace[placeKey(place)]?.value?.checks)
  const loadResources = useResources((state) => state.load)
  useEffect(() => void loadResources(place), [loadResources, place])
  const broken = useMemo(
    () => (checks ?? []).flatMap(({ endpoint, failure }) => (failure && endpoint !== 'resources' ? [endpoint] : [])),
    [checks],
  )
  useEffect(() => {
    if (!isKnown) void loadDetail(applicationId)
  }, [isKnown, loadDetail, applicationId])

  const named = new URLSearchParams(useSearch()).get('setting')
  const opensAt = useMemo(() => settingOf(named), [named])
  const [, navigate] = useLocation()
  // Asked once: coming back to the page must not open the sheet again.
  const onOpened = useCallback(
    () => navigate(`${paths.resource(applicationId, resource)}?`, { replace: true }),
    [navigate, applicationId, resource],
  )

  return (
    <ResourcePage
      history={({ setting, onRevert }) => <SettingHistory place={place} setting={setting} onRevert={onRevert} />}
      opensAt={opensAt}
      onOpened={onOpened}
      key={resource}
      place={place}
      applicationName={name ?? ''}
      brokenEndpoints={broken}
      resource={resource}
      crumbs={[
        { label: ta('title'), href: paths.applications },
        { label: name ?? t('overviewPage'), href: paths.application(applicationId) },
        { label: t('tabs.resources'), href: paths.application(applicationId, 'resources') },
      ]}
    />
  )
}
