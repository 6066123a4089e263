import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { useEnvironments } from '../features/environments/environments.store'
import { ApplicationsPage } from '../features/applications/ApplicationsPage'
import { Skeleton } from '../ui/Skeleton'
import { afterPaint } from '../ui/after-paint'
import { ErrorBoundary } from './ErrorBoundary'
import styles from './Frame.module.css'
import {
  fetchNextPages,
  LazyActivity,
  LazyAddressSets,
  LazyApplication,
  LazyChoose,
  LazyCompare,
  LazyConfiguration,
  LazyConnect,
  LazyCreate,
  LazyCreateArea,
  LazyFirstSync,
  LazyHealth,
  LazyHelp,
  LazyImports,
  LazyPreferences,
  LazyResource,
  LazyRotation,
  LazyRotations,
  LazySearch,
  LazySnapshots,
  LazyNotices,
  LazySyncOutcome,
} from './lazy-pages'
import { APPLICATION_TABS, CONFIGURATION_TABS, paths, patterns } from './routes'

type Props = { onPainted: () => void; onChoose: (id: EnvironmentId) => void }

/** The page of the current route, with what concerns all pages above it. */
export function Content({ onPainted, onChoose }: Props) {
  const { t } = useTranslation('shell')
  const [location, navigate] = useLocation()
  const bound = useEnvironments((state) => (state.boundId === null ? null : (state.byId[state.boundId] ?? null)))
  const isRead = bound?.readAt !== undefined
  useEffect(fetchNextPages, [])
  useEffect(() => (isRead ? undefined : afterPaint(onPainted)), [isRead, onPainted])

  return (
    <main className={styles.content} id="content" tabIndex={-1}>
      <Suspense>
        <LazyNotices />
      </Suspense>
      {bound && isRead && location !== paths.preferences && location !== paths.connect && (
        <Suspense>
          <LazySyncOutcome withGaps={location === paths.applications} />
        </Suspense>
      )}
      <div className={styles.route}>
        <ErrorBoundary at={location} title={t('crashed')} todo={t('crashedTodo')} fact={t('crashedFact')}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path={patterns.connect}>
                <LazyConnect onConnected={() => navigate(paths.applications)} onCancel={() => navigate(paths.applications)} />
              </Route>
              <Route path={patterns.preferences}>
                <LazyPreferences />
              </Route>
              <Route path={patterns.help}>
                <LazyHelp />
              </Route>
              <Route path={patterns.search}>
                <LazySearch />
              </Route>
              <Route path={patterns.compare}>
                <LazyCompare />
              </Route>
              {!bound && (
                <Route>
                  <LazyChoose onChoose={onChoose} onConnect={() => navigate(paths.connect)} />
                </Route>
              )}
              {bound && !isRead && (
                <Route>
                  <LazyFirstSync />
                </Route>
              )}
              <Route path={patterns.applications}>
                <ApplicationsPage
                  hrefOf={(id) => paths.application(id)}
                  onOpen={(id) => navigate(paths.application(id))}
                  onPainted={onPainted}
                  createArea={
                    <Suspense>
                      <LazyCreateArea onCreate={(origin, draftId) => navigate(paths.newApplication(origin, draftId))} />
                    </Suspense>
                  }
                />
              </Route>
              <Route path={patterns.addressSets}>
                <LazyAddressSets />
              </Route>
              <Route path={patterns.rotations}>
                <LazyRotations />
              </Route>
              <Route path={patterns.newRotation}>
                {({ applicationId, keyId }) => <LazyRotation applicationId={asId(applicationId)} keyId={decodeURIComponent(keyId)} />}
              </Route>
              <Route path={patterns.rotation}>{({ rotationId }) => <LazyRotation rotationId={decodeURIComponent(rotationId)} />}</Route>
              <Route path={patterns.health}>
                <LazyHealth />
              </Route>
              <Route path={patterns.activity}>
                <LazyActivity />
              </Route>
              <Route path={patterns.snapshots}>
                <LazySnapshots />
              </Route>
              <Route path={patterns.configuration}>
                <LazyConfiguration applicationId={null} tab="iso" />
              </Route>
              <Route path={patterns.configurationOf}>
                {({ applicationId, tab }) => (
                  <LazyConfiguration applicationId={asId(applicationId)} tab={CONFIGURATION_TABS.find((known) => known === tab) ?? 'iso'} />
                )}
              </Route>
              <Route path={patterns.imports}>
                <LazyImports />
              </Route>
              <Route path={patterns.newApplication}>
                {({ origin, draftId }) => (
                  <LazyCreate origin={origin === 'catalog' ? 'catalog' : 'manual'} draftId={decodeURIComponent(draftId)} />
                )}
              </Route>
              <Route path={patterns.resource}>
                {({ applicationId, resource }) => (
                  <LazyResource applicationId={asId(applicationId)} resource={decodeURIComponent(resource)} />
                )}
              </Route>
              <Route path={patterns.application}>
                {({ applicationId, tab }) => (
                  <LazyApplication
                    applicationId={asId(applicationId)}
                    tab={APPLICATION_TABS.find((known) => known === tab) ?? 'overview'}
                  />
                )}
              </Route>
              <Route>
                <Redirect to={paths.applications} replace />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </div>
    </main>
  )
}

// The id came out of a link that we made; main checks it again.
const asId = (part: string) => decodeURIComponent(part) as ApplicationId

function Waiting() {
  const { t } = useTranslation('common')
  return (
    <div className={styles.waiting}>
      <Skeleton label={t('loading')} />
    </div>
  )
}
