import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingLine, SettingTab } from '#shared/contract/resources'
import { FailurePanel } from '../../failures/FailurePanel'
import { AsOf } from '../../ui/Age'
import { EmptyState } from '../../ui/EmptyState'
import { PageHeader, type Crumb } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { Tabs } from '../../ui/Tabs'
import styles from './Resources.module.css'
import { settingsKey, useResources, type Place } from './resources.store'
import { SettingsTable } from './SettingsTable'

const TABS = ['value-transformation', 'resource-defaults', 'api-behaviors'] as const satisfies SettingTab[]

/** What can be configured for one resource, in the three tabs of the docs; a tab without rows is not there. */
export function ResourcePage({ place, resource, crumbs }: { place: Place; resource: string; crumbs: Crumb[] }) {
  const { t } = useTranslation('resources')
  const { environmentId, applicationId } = place
  const settings = useResources((state) => state.settings[settingsKey(place, resource)])
  const loadSettings = useResources((state) => state.loadSettings)
  const [chosen, setChosen] = useState<SettingTab | null>(null)
  const load = useCallback(
    () => void loadSettings({ environmentId, applicationId }, resource),
    [loadSettings, environmentId, applicationId, resource],
  )
  useEffect(load, [load])

  const value = settings?.value
  const lines = value?.lines
  const byTab = useMemo(() => groupByTab(lines ?? []), [lines])
  const tabs = TABS.filter((tab) => byTab[tab].length > 0)
  const selected = tabs.find((tab) => tab === chosen) ?? tabs[0]

  return (
    <div className={styles.page}>
      <PageHeader
        crumbs={crumbs}
        title={resource}
        facts={
          value && (
            <>
              {t('page.facts', { count: value.lines.length })} · <AsOf at={value.readAt} />
            </>
          )
        }
      />
      {settings?.failure && (
        <div className={styles.inset}>
          <FailurePanel failure={settings.failure} onRetry={load} />
        </div>
      )}
      {!lines && settings?.state !== 'failed' && (
        <div className={styles.inset}>
          <Skeleton label={t('page.loading')} />
        </div>
      )}
      {lines?.length === 0 && <EmptyState title={t('page.emptyTitle')} text={t('page.emptyText')} />}
      {selected && (
        <Tabs
          label={t('page.tabs')}
          selected={selected}
          onSelect={setChosen}
          items={tabs.map((tab) => ({
            id: tab,
            label: t(`page.tab.${tab}`),
            count: String(byTab[tab].length),
            content: <SettingsTable key={tab} tab={tab} lines={byTab[tab]} resource={resource} />,
          }))}
        />
      )}
    </div>
  )
}

function groupByTab(lines: readonly SettingLine[]): Record<SettingTab, SettingLine[]> {
  const groups: Record<SettingTab, SettingLine[]> = { 'value-transformation': [], 'resource-defaults': [], 'api-behaviors': [] }
  for (const line of lines) groups[line.tab].push(line)
  return groups
}
