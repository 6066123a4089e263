import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rotation, RotationId } from '#shared/contract/rotations'
import { isFinished, stepOf, todayOf } from '#shared/rules/rotation'
import { useBound } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { ShortDate } from '../../ui/Age'
import { Badge } from '../../ui/Badge'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import type { Column } from '../../ui/table/column'
import { DataTable } from '../../ui/table/DataTable'
import { DueBadge } from './DueBadge'
import { useRotations } from './rotations.store'

type Props = { onOpen: (id: RotationId) => void }
const NONE: Rotation[] = []

/** The rotations of this environment: those to go on with, and those that are over. */
export function RotationsPage({ onOpen }: Props) {
  const { t } = useTranslation('rotations')
  const format = useFormat()
  const now = useNow(60_000)
  const { environment } = useBound()
  const list = useRotations((state) => state.list)
  const load = useRotations((state) => state.load)
  const loadHere = useCallback(() => void load(environment.id), [load, environment.id])
  useEffect(loadHere, [loadHere])

  const all = list.value ?? NONE
  const unfinished = useMemo(() => all.filter(({ state }) => !isFinished(state)), [all])
  const finished = useMemo(() => all.filter(({ state }) => isFinished(state)), [all])
  const columns = useMemo((): Column<Rotation>[] => {
    const stepWords = (rotation: Rotation) => {
      const step = stepOf(rotation.state, rotation.endsOn, todayOf(now))
      return step === null ? t(rotation.state === 'done' ? 'over.done' : 'over.abandoned') : t(`step.${step}`)
    }
    return [
      {
        id: 'application',
        header: t('column.application'),
        value: (rotation) => rotation.applicationName,
        minWidth: 170,
        grow: 3,
      },
      {
        id: 'key',
        header: t('column.key'),
        value: (rotation) => rotation.oldKey.label || rotation.oldKey.hint,
        cell: ({ oldKey }) => (
          <>
            {oldKey.label !== '' && `${oldKey.label} `}
            <code>{oldKey.hint}</code>
          </>
        ),
        minWidth: 150,
        grow: 2,
      },
      { id: 'step', header: t('column.step'), value: stepWords, minWidth: 170, grow: 2 },
      {
        id: 'due',
        header: t('column.due'),
        value: (rotation) => rotation.endsOn ?? '9999',
        cell: (rotation) => <DueBadge rotation={rotation} now={now} />,
        minWidth: 140,
        priority: 2,
      },
      {
        id: 'changed',
        header: t('column.changed'),
        value: (rotation) => rotation.changedAt,
        cell: (rotation) => <ShortDate at={rotation.changedAt} />,
        minWidth: 120,
        priority: 3,
      },
    ]
  }, [t, now])

  return (
    <Page
      head={
        <PageHeader
          title={t('title')}
          facts={list.value && t('facts', { count: unfinished.length, shown: format.number(unfinished.length) })}
        />
      }
    >
      {list.failure && <FailurePanel failure={list.failure} onRetry={loadHere} />}
      {!list.value && list.state === 'loading' && <Skeleton label={t('loading')} rows={4} />}
      {list.value && unfinished.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {unfinished.length > 0 && (
        <DataTable fit label={t('tableLabel')} columns={columns} rows={unfinished} rowId={idOf} onOpen={({ id }) => onOpen(id)} />
      )}
      {finished.length > 0 && (
        <details>
          <summary>
            {t('finished')} <Badge>{format.number(finished.length)}</Badge>
          </summary>
          <DataTable fit label={t('finished')} columns={columns} rows={finished} rowId={idOf} onOpen={({ id }) => onOpen(id)} />
        </details>
      )}
    </Page>
  )
}

const idOf = ({ id }: Rotation) => id
