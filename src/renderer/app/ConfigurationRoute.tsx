import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import { ISO_LIST_NAMES } from '#shared/contract/iso'
import { useBound } from '../bound/bound'
import { useCommand } from '../commands/offers'
import { useApplications } from '../features/applications/applications.store'
import { ConfigurationPage, type ConfigurationTab } from '../features/configuration/ConfigurationPage'
import { ExportButton } from '../features/exports/ExportButton'
import { ExportManyDialog } from '../features/exports/ExportManyDialog'
import { ExportOutcome } from '../features/exports/ExportOutcome'
import { useExports, type Target } from '../features/exports/exports.store'
import { IsoSettings } from '../features/iso/IsoSettings'
import { usePreferences } from '../features/preferences/preferences.store'
import { placeKey, useResources } from '../features/resources/resources.store'
import { SourceSummary } from '../features/resources/SourceSummary'
import { UpgradeActions } from '../features/upgrades/UpgradeActions'
import { Button } from '../ui/Button'
import { paths } from './routes'

const links = {
  application: (id: ApplicationId) => paths.application(id, 'upgrades'),
  resource: (id: ApplicationId, resource: string) => paths.resource(id, resource),
}

/** API Configuration, put together from the features that have a part in it. */
export function ConfigurationRoute({ applicationId, tab }: { applicationId: ApplicationId | null; tab: ConfigurationTab }) {
  const { t } = useTranslation('exports')
  const { t: tc } = useTranslation('configuration')
  const [, navigate] = useLocation()
  const { environment } = useBound()
  const rows = useApplications((state) => state.list.value?.rows)
  const applications = useMemo(() => (rows ?? []).filter(({ hasSettings }) => hasSettings), [rows])
  const preferred = usePreferences((state) => state.value?.csvPreset ?? 'excel')
  const isRunning = useExports((state) => state.running !== null)
  const [isExporting, setExporting] = useState(false)
  const named = new URLSearchParams(useSearch()).get('list')
  const first = ISO_LIST_NAMES.find((name) => name === named) ?? 'country'
  const chosen = applications.find(({ id }) => id === applicationId) ?? null
  const place = useMemo(() => (chosen ? { environmentId: environment.id, applicationId: chosen.id } : null), [chosen, environment.id])
  const credentials = useResources((state) => (place ? state.byPlace[placeKey(place)]?.value?.credentials : undefined))
  const loadResources = useResources((state) => state.load)
  const load = useCallback(() => void (place && loadResources(place)), [place, loadResources])
  useEffect(load, [load])
  useCommand('exports.many', isRunning ? null : { run: () => setExporting(true) })
  const target: Target | null = chosen && { what: 'isoCodes', environmentId: environment.id, applicationIds: [chosen.id] }

  return (
    <>
      <ConfigurationPage
        applications={applications}
        chosen={applicationId}
        tab={tab}
        onChoose={(id) => navigate(id ? paths.configurationOf(id, tab) : paths.configuration)}
        onTab={(next) => chosen && navigate(paths.configurationOf(chosen.id, next))}
        actions={
          <>
            <Button onClick={() => navigate(paths.imports)}>{tc('import')}</Button>
            {!isRunning && <Button onClick={() => setExporting(true)}>{t('manyButton')}</Button>}
            {target && <ExportButton target={target} preferred={preferred} />}
          </>
        }
        resourcesLink={chosen && <Link href={paths.application(chosen.id, 'resources')}>{tc('resources')}</Link>}
        summary={
          <>
            {place && chosen && credentials && (
              <SourceSummary place={place} applicationName={chosen.name} credentials={credentials} baseUri={null} />
            )}
            {target && <ExportOutcome target={target} />}
          </>
        }
        iso={place && chosen && <IsoSettings key={`${chosen.id} ${first}`} place={place} applicationName={chosen.name} first={first} />}
        upgrades={chosen && <UpgradeActions applicationId={chosen.id} links={links} />}
        inbox={<UpgradeActions links={links} />}
      />
      {isExporting && (
        <ExportManyDialog
          environmentId={environment.id}
          applications={applications}
          preferred={preferred}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  )
}
