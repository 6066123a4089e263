import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingLine, SettingTab } from '#shared/contract/resources'
import type { SettingRef } from '#shared/contract/settings'
import { FailurePanel } from '../../failures/FailurePanel'
import { AsOf } from '../../ui/Age'
import { EmptyState } from '../../ui/EmptyState'
import { PageHeader, type Crumb } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { Tabs } from '../../ui/Tabs'
import { WarningPanel } from '../../ui/WarningPanel'
import { ChangesBar } from './ChangesBar'
import { ReviewDialog } from './ReviewDialog'
import styles from './Settings.module.css'
import { linesKey, useSettings, type Place } from './settings.store'
import type { SettingHistory } from './SettingSheet'
import { SettingsTable } from './SettingsTable'

const TABS = ['value-transformation', 'resource-defaults', 'api-behaviors'] as const satisfies SettingTab[]

type Props = {
  place: Place
  applicationName: string
  resource: string
  crumbs: Crumb[]
  /** Endpoints that failed when the source was last asked: what they would tell is missing here. */
  brokenEndpoints: readonly string[]
  history: SettingHistory
  /** The setting whose sheet opens at once; `onOpened` once it does. */
  opensAt: SettingRef | null
  onOpened: () => void
}

/** What can be configured for one resource, in the three tabs of the docs; a tab without rows is not there. */
export function ResourcePage({ place, applicationName, resource, crumbs, brokenEndpoints, history, opensAt, onOpened }: Props) {
  const { t } = useTranslation('settings')
  const settings = useSettings((state) => state.lines[linesKey(place, resource)])
  const loadLines = useSettings((state) => state.loadLines)
  const openFailure = useSettings((state) => state.failure)
  const [chosen, setChosen] = useState<SettingTab | null>(null)
  const [isReviewing, setReviewing] = useState(false)
  const load = useCallback(() => void loadLines(place, resource), [loadLines, place, resource])
  useEffect(load, [load])

  const value = settings?.value
  const lines = value?.lines
  const byTab = useMemo(() => groupByTab(lines ?? []), [lines])
  const wanted = opensAt && lines?.find(({ family, id }) => family === opensAt.family && id === opensAt.id)
  // The table takes it from here; another tab must not open it again.
  if (wanted && chosen !== wanted.tab) setChosen(wanted.tab)
  const tabs = TABS.filter((tab) => byTab[tab].length > 0)
  // The docs' way in: the defaults first, where there are some.
  const selected = tabs.find((tab) => tab === chosen) ?? tabs.find((tab) => tab === 'resource-defaults') ?? tabs[0]
  const review = () => setReviewing(true)

  return (
    <div className={styles.page}>
      <PageHeader
        crumbs={crumbs}
        title={resource}
        facts={
          value && (
            <>
              {t('facts', { count: value.lines.length })} · <AsOf at={value.readAt} />
            </>
          )
        }
      />
      {settings?.failure && (
        <div className={styles.inset}>
          <FailurePanel failure={settings.failure} onRetry={load} />
        </div>
      )}
      {openFailure && !isReviewing && (
        <div className={styles.inset}>
          <FailurePanel failure={openFailure} />
        </div>
      )}
      {brokenEndpoints.length > 0 && (
        <div className={styles.inset}>
          <WarningPanel what={t('brokenFamilies')}>
            <p>{t('brokenFamiliesText', { endpoints: brokenEndpoints.map((name) => `/${name}`).join(', ') })}</p>
          </WarningPanel>
        </div>
      )}
      {!lines && settings?.state !== 'failed' && (
        <div className={styles.inset}>
          <Skeleton label={t('loading')} />
        </div>
      )}
      {lines?.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {selected && (
        <Tabs
          label={t('tabs')}
          selected={selected}
          onSelect={setChosen}
          items={tabs.map((tab) => ({
            id: tab,
            label: t(`tab.${tab}`),
            count: String(byTab[tab].length),
            content: (
              <SettingsTable
                key={tab}
                tab={tab}
                lines={byTab[tab]}
                resource={resource}
                place={place}
                onReview={review}
                history={history}
                opensAt={opensAt}
                onOpened={onOpened}
              />
            ),
          }))}
        />
      )}
      <ChangesBar place={place} resource={resource} onReview={review} />
      {isReviewing && <ReviewDialog place={place} applicationName={applicationName} onClose={() => setReviewing(false)} onUndo={review} />}
    </div>
  )
}

function groupByTab(lines: readonly SettingLine[]): Record<SettingTab, SettingLine[]> {
  const groups: Record<SettingTab, SettingLine[]> = { 'value-transformation': [], 'resource-defaults': [], 'api-behaviors': [] }
  for (const line of lines) groups[line.tab].push(line)
  return groups
}
