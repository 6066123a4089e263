import type { TFunction } from 'i18next'
import { Copy } from 'lucide-react'
import type { ActivityEntry } from '#shared/contract/activity'
import type { Format } from '../../i18n/format'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import type { Column } from '../../ui/table/column'
import { changeWords, whatWords, whereWords, whyWords } from './activity-words'
import styles from './Activity.module.css'

type Deps = {
  t: TFunction<'activity'>
  tf: TFunction<'failures'>
  format: Format
  now: number
  /** Of one application where it is is no news. */
  isOfApplication: boolean
  onShow: (entry: ActivityEntry) => void
  onCopy: (requestId: string) => void
}

/** Not to be sorted: the order of the log is part of what it says, and the rows are only its newest ones. */
export function activityColumns({ t, tf, format, now, isOfApplication, onShow, onCopy }: Deps): Column<ActivityEntry>[] {
  const where: Column<ActivityEntry> = {
    id: 'where',
    header: t('column.where'),
    sortable: false,
    value: (entry) => whereWords(t, entry),
    cell: (entry) => cut(whereWords(t, entry)),
    minWidth: 120,
    grow: 2,
    priority: 2,
  }
  return [
    {
      id: 'at',
      header: t('column.at'),
      sortable: false,
      value: (entry) => entry.id,
      cell: (entry) => (
        <time dateTime={entry.at} data-tip={format.exact(entry.at)}>
          {format.clock(entry.at, now)}
        </time>
      ),
      minWidth: 150,
    },
    {
      id: 'what',
      header: t('column.what'),
      sortable: false,
      value: (entry) => whatWords(t, entry.what),
      cell: (entry) => cut(whatWords(t, entry.what)),
      minWidth: 160,
      grow: 2,
    },
    ...(isOfApplication ? [] : [where]),
    {
      id: 'subject',
      header: t('column.subject'),
      sortable: false,
      value: (entry) => entry.subject,
      cell: (entry) => cut(entry.subject),
      minWidth: 110,
      grow: 2,
      priority: 3,
    },
    {
      id: 'change',
      header: t('column.change'),
      sortable: false,
      value: (entry) => changeWords(t, entry),
      cell: (entry) => cut(changeWords(t, entry)),
      minWidth: 150,
      grow: 3,
      priority: 4,
    },
    {
      id: 'outcome',
      header: t('column.outcome'),
      sortable: false,
      value: (entry) => entry.outcome,
      cell: (entry) => {
        const why = whyWords(tf, entry)
        return why === null ? (
          <Badge tone="good">{t('done')}</Badge>
        ) : (
          <Badge tone="bad" {...(why === '' ? {} : { tip: why })}>
            {t('failed')}
          </Badge>
        )
      },
      minWidth: 84,
    },
    {
      id: 'requestId',
      header: t('column.requestId'),
      sortable: false,
      value: (entry) => entry.requestId ?? '',
      cell: (entry, isActive) =>
        entry.requestId === null ? null : (
          <span className={styles.requestId}>
            <code className={styles.id} data-tip={entry.requestId} data-tip-if="cut">
              {entry.requestId}
            </code>
            <IconButton
              icon={<Copy aria-hidden="true" />}
              label={t('copyRequestId', { id: entry.requestId })}
              tabIndex={isActive ? 0 : -1}
              onClick={() => entry.requestId !== null && onCopy(entry.requestId)}
            />
          </span>
        ),
      minWidth: 136,
      grow: 1,
      priority: 5,
    },
    {
      id: 'actions',
      header: t('column.actions'),
      hideHeader: true,
      sortable: false,
      value: () => '',
      cell: (entry, isActive) => (
        <Button
          variant="quiet"
          tabIndex={isActive ? 0 : -1}
          aria-label={t('showEntry', { number: format.number(entry.id) })}
          onClick={() => onShow(entry)}
        >
          {t('show')}
        </Button>
      ),
      minWidth: 76,
      align: 'end',
    },
  ]
}

/** At its end with an ellipsis where it does not fit, and whole on hover. */
const cut = (text: string) => (
  <span data-tip={text} data-tip-if="cut">
    {text}
  </span>
)
