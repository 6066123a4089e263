import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnvironmentType } from '#shared/contract/environments'
import type { EnvironmentId } from '#shared/contract/op'
import { SelectField } from '../../ui/form/SelectField'
import styles from './Compare.module.css'
import type { SideChoice } from './compare.store'

export type ComparableEnvironment = { id: EnvironmentId; name: string; type: EnvironmentType; isRead: boolean }
export type ComparableSnapshot = { id: number; label: string }

type Props = {
  side: 'left' | 'right'
  choice: SideChoice
  onChoose: (choice: SideChoice) => void
  environments: readonly ComparableEnvironment[]
  snapshots: readonly ComparableSnapshot[] | undefined
  onNeedSnapshots: (of: EnvironmentId) => void
  mark: (type: EnvironmentType) => ReactNode
}
const NOW = 'now'

/** One side: which environment, and as of when. */
export function SidePicker({ side, choice, onChoose, environments, snapshots, onNeedSnapshots, mark }: Props) {
  const { t } = useTranslation('compare')
  const of = choice?.environmentId
  useEffect(() => {
    if (of !== undefined) onNeedSnapshots(of)
  }, [of, onNeedSnapshots])
  const chosen = environments.find(({ id }) => id === of)
  const name = t(side)
  return (
    <div className={styles.side} role="group" aria-label={name}>
      <h2 className={styles.sideName}>
        {name} {chosen && mark(chosen.type)}
      </h2>
      <SelectField
        label={t('environment')}
        value={of ?? ''}
        onChange={(next) => {
          const environment = environments.find(({ id }) => id === next)
          if (environment) onChoose({ environmentId: environment.id, snapshotId: null })
        }}
        items={environments.map(({ id, name: label }) => ({ value: id, label }))}
      />
      <SelectField
        label={t('snapshot')}
        value={choice?.snapshotId ? String(choice.snapshotId) : NOW}
        onChange={(next) => choice && onChoose({ ...choice, snapshotId: next === NOW ? null : Number(next) })}
        items={[{ value: NOW, label: t('now') }, ...(snapshots ?? []).map(({ id, label }) => ({ value: String(id), label }))]}
      />
      {chosen && !chosen.isRead && <p className="muted small">{t('notRead')}</p>}
    </div>
  )
}
