import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import { EmptyState } from '../../ui/EmptyState'
import { SelectField } from '../../ui/form/SelectField'
import { PageHeader } from '../../ui/PageHeader'
import { Tabs } from '../../ui/Tabs'
import styles from './Configuration.module.css'

export type ConfigurationTab = 'iso' | 'upgrades'
type Props = {
  /** Those that have settings available. */
  applications: readonly { id: ApplicationId; name: string }[]
  chosen: ApplicationId | null
  tab: ConfigurationTab
  onChoose: (applicationId: ApplicationId | null) => void
  onTab: (tab: ConfigurationTab) => void
  actions: ReactNode
  /** To the resources of the application that is chosen. */
  resourcesLink: ReactNode
  /** The source application's place and credentials, above the tabs. */
  summary: ReactNode
  iso: ReactNode
  upgrades: ReactNode
  /** What is shown while no application is chosen. */
  inbox: ReactNode
}

const NOBODY = ''

/** API Configuration: an application that has settings, its ISO codes and its upgrade actions. */
export function ConfigurationPage(props: Props) {
  const { applications, chosen, tab, onChoose, onTab, actions, resourcesLink, summary, iso, upgrades, inbox } = props
  const { t } = useTranslation('configuration')
  const items = useMemo(
    () => [{ value: NOBODY, label: t('choose') }, ...applications.map(({ id, name }) => ({ value: id, label: name }))],
    [applications, t],
  )
  const known = applications.find(({ id }) => id === chosen)

  return (
    <div className={styles.page}>
      <PageHeader title={t('title')} facts={t('facts')} actions={actions} />
      {applications.length > 0 && (
        <div className={styles.chooser}>
          <SelectField
            label={t('application')}
            items={items}
            value={known?.id ?? NOBODY}
            onChange={(next) => onChoose(applications.find(({ id }) => id === next)?.id ?? null)}
          />
          {resourcesLink}
        </div>
      )}
      {applications.length === 0 && <EmptyState title={t('noneTitle')} text={t('noneText')} />}
      {known ? (
        <>
          <div className={styles.summary}>{summary}</div>
          <Tabs
            label={t('tabs')}
            selected={tab}
            onSelect={onTab}
            items={[
              { id: 'iso', label: t('tab.iso'), content: iso },
              { id: 'upgrades', label: t('tab.upgrades'), content: upgrades },
            ]}
          />
        </>
      ) : (
        <section className={styles.inbox} aria-label={t('inbox')}>
          <h2>{t('inbox')}</h2>
          {inbox}
        </section>
      )}
    </div>
  )
}
