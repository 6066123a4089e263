import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityEntry } from '#shared/contract/activity'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { SelectField } from '../../ui/form/SelectField'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable } from '../../ui/table/DataTable'
import { tell } from '../../ui/toasts'
import { Toolbar } from '../../ui/Toolbar'
import { activityColumns } from './activity-columns'
import { wordsOf } from './activity-words'
import styles from './Activity.module.css'
import { useActivity, type Place } from './activity.store'
import { CheckResult } from './CheckResult'
import { EntryDialog } from './EntryDialog'

type Props = { place: Place; onCopyText: (text: string) => void; actions?: ReactNode }
const NONE: ActivityEntry[] = []
const ALL = 'all'

/** What was done in an environment, or to one application, the newest first. */
export function ActivityLog({ place, onCopyText, actions }: Props) {
  const { t } = useTranslation('activity')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const now = useNow(60_000)
  const { list, query, outcome, check, isChecking, failure } = useActivity((state) => state)
  const { show, search, only, clear, older } = useActivity((state) => state)
  const [opened, setOpened] = useState<ActivityEntry | null>(null)
  const { environmentId, applicationId } = place
  const showHere = useCallback(
    () => void show({ environmentId, ...(applicationId === undefined ? {} : { applicationId }) }),
    [show, environmentId, applicationId],
  )
  useEffect(showHere, [showHere])

  const onCopy = useCallback(
    (requestId: string) => {
      onCopyText(requestId)
      tell({ title: t('copied') })
    },
    [onCopyText, t],
  )
  const isOfApplication = applicationId !== undefined
  const columns = useMemo(
    () => activityColumns({ t, tf, format, now, isOfApplication, onShow: setOpened, onCopy }),
    [t, tf, format, now, isOfApplication, onCopy],
  )
  const entries = list.value?.entries ?? NONE
  const total = list.value?.total ?? 0
  const isFiltered = query !== '' || outcome !== null

  return (
    <>
      <Toolbar
        end={
          <>
            <span role="status" className="muted small">
              {isChecking
                ? t('verifying')
                : list.value && t('counted', { count: total, shown: format.number(entries.length), all: format.number(total) })}
            </span>
            {list.value?.hasMore && <Button onClick={() => void older()}>{t('older')}</Button>}
            {actions}
          </>
        }
      >
        <SearchField label={t('search')} value={query} onChange={(next) => void search(next, wordsOf(t, next))} />
        <div className={styles.outcome}>
          <SelectField
            label={t('outcomeFilter')}
            value={outcome ?? ALL}
            onChange={(next) => void only(next === ALL ? null : next)}
            items={[
              { value: ALL, label: t('all') },
              { value: 'done', label: t('onlyDone') },
              { value: 'failed', label: t('onlyFailed') },
            ]}
          />
        </div>
      </Toolbar>
      <div role="status" className={styles.check}>
        {check && <CheckResult check={check} />}
      </div>
      {failure && <FailurePanel failure={failure} />}
      {list.failure && <FailurePanel failure={list.failure} onRetry={showHere} />}
      {!list.value && list.state === 'loading' && <Skeleton label={t('loading')} rows={8} />}
      {list.value && entries.length === 0 && !isFiltered && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {list.value && entries.length === 0 && isFiltered && (
        <EmptyState title={t('noMatchTitle')} text={t('noMatchText')}>
          <Button onClick={() => void clear()}>{t('clear')}</Button>
        </EmptyState>
      )}
      {entries.length > 0 && <DataTable label={t('tableLabel')} columns={columns} rows={entries} rowId={idOf} onOpen={setOpened} />}
      {opened && <EntryDialog entry={opened} onCopy={onCopy} onClose={() => setOpened(null)} />}
    </>
  )
}

const idOf = ({ id }: ActivityEntry) => String(id)
