import { ArrowLeftRight, Download } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedRow, Comparison } from '#shared/contract/compare'
import type { EnvironmentType } from '#shared/contract/environments'
import type { CsvPreset } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { IconButton } from '../../ui/IconButton'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Progress } from '../../ui/Progress'
import { tell } from '../../ui/toasts'
import styles from './Compare.module.css'
import { matching } from './matching'
import { useCompare } from './compare.store'
import { CompareDetails } from './CompareDetails'
import { CompareResult } from './CompareResult'
import { SidePicker, type ComparableEnvironment, type ComparableSnapshot } from './SidePicker'

type Props = {
  environments: readonly ComparableEnvironment[]
  snapshotsOf: (of: EnvironmentId) => readonly ComparableSnapshot[] | undefined
  onNeedSnapshots: (of: EnvironmentId) => void
  mark: (type: EnvironmentType) => ReactNode
  preset: CsvPreset
}

/** Two environments, or two snapshots, side by side. */
export function ComparePage({ environments, snapshotsOf, onNeedSnapshots, mark, preset }: Props) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const now = useNow()
  const { left, right, state, progress, comparison, rows, outcomes, area, query, failure, isExporting } = useCompare((store) => store)
  const { choose, swap, start, stop, exportRows } = useCompare((store) => store)
  const [opened, setOpened] = useState<ComparedRow | null>(null)
  const shown = useMemo(() => matching(rows, { outcomes, area, query }), [rows, outcomes, area, query])
  const isSameSide = left && right && left.environmentId === right.environmentId && left.snapshotId === right.snapshotId
  const isUnread = [left, right].some((side) => side && !environments.find(({ id }) => id === side.environmentId)?.isRead)
  const block = !left || !right || isSameSide ? t('choose') : isUnread ? t('notRead') : null
  const names = useMemo(
    () => comparison && namesOf(comparison, (name, at) => t('atTime', { name, at: format.clock(at, now) })),
    [comparison, t, format, now],
  )

  const onExport = async () => {
    const written = await exportRows(shown, preset)
    if (written) tell({ title: t('exported', { count: written.rows, shown: format.number(written.rows) }), text: written.path })
  }

  return (
    <Page
      fill
      head={
        <PageHeader
          title={t('title')}
          facts={t('facts')}
          actions={
            comparison && (
              <Button
                icon={<Download aria-hidden="true" />}
                busy={isExporting}
                blockedBecause={shown.length === 0 ? t('nothingToExport') : null}
                onClick={() => void onExport()}
              >
                {t('export')}
              </Button>
            )
          }
        />
      }
    >
      <div className={styles.sides}>
        {(['left', 'right'] as const).map((side) => {
          const choice = side === 'left' ? left : right
          return (
            <SidePicker
              key={side}
              side={side}
              choice={choice}
              onChoose={(next) => choose(side, next)}
              environments={environments}
              snapshots={choice ? snapshotsOf(choice.environmentId) : undefined}
              onNeedSnapshots={onNeedSnapshots}
              mark={mark}
            />
          )
        })}
        <div className={styles.start}>
          <IconButton label={t('swap')} icon={<ArrowLeftRight aria-hidden="true" />} onClick={swap} />
          <Button variant="primary" busy={state === 'comparing'} blockedBecause={block} onClick={() => void start()}>
            {t(comparison ? 'again' : 'compare')}
          </Button>
        </div>
      </div>
      {failure && <FailurePanel failure={failure} onRetry={() => void start()} />}
      {state === 'comparing' && (
        <div className={styles.progress}>
          <Progress label={t('comparing')} value={progress?.done ?? null} max={progress?.total ?? 1} />
          <Button onClick={stop}>{t('cancel')}</Button>
        </div>
      )}
      {state === 'idle' && !comparison && !failure && <EmptyState title={t('startTitle')} text={t('startText')} />}
      {comparison && names && <CompareResult comparison={comparison} names={names} shown={shown} onOpen={setOpened} />}
      {opened && names && <CompareDetails row={opened} names={names} onClose={() => setOpened(null)} />}
    </Page>
  )
}

/** What the sides are called: an environment beside itself is told apart by when it was read. */
function namesOf({ left, right }: Comparison, atTime: (name: string, at: string) => string) {
  const isOne = left.environmentName === right.environmentName
  const nameOf = ({ environmentName, readAt }: Comparison['left']) =>
    isOne && readAt !== null ? atTime(environmentName, readAt) : environmentName
  return { left: nameOf(left), right: nameOf(right) }
}
