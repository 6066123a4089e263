import { Copy } from 'lucide-react'
import type { TFunction } from 'i18next'
import type { ApiKey } from '#shared/contract/keys'
import type { Format } from '../../i18n/format'
import { ShortDate } from '../../ui/Age'
import { Badge } from '../../ui/Badge'
import { IconButton } from '../../ui/IconButton'
import type { Column } from '../../ui/table/column'
import { addressWords, entryWords, summarise } from './restriction-words'

type Deps = {
  t: TFunction<'keys'>
  format: Format
  now: number
  onCopy: (key: ApiKey) => void
  /** Why no key can be copied now. */
  copyBlock: string | null
}

export const keyColumns = ({ t, format, now, onCopy, copyBlock }: Deps): Column<ApiKey>[] => [
  {
    id: 'key',
    header: t('column.key'),
    value: (key) => key.hint,
    cell: (key) => <code>{key.hint}</code>,
    minWidth: 140,
    grow: 1,
  },
  {
    id: 'restriction',
    header: t('column.restriction'),
    value: (key) => restrictionOrder(key),
    cell: (key) => <RestrictionCell apiKey={key} t={t} format={format} />,
    minWidth: 230,
    grow: 3,
  },
  {
    id: 'added',
    header: t('column.added'),
    value: (key) => key.addedOn,
    cell: (key) => (
      <>
        <ShortDate at={key.addedOn} />
        <span className="muted" data-tip={key.addedBy}>
          · {key.addedBy}
        </span>
      </>
    ),
    minWidth: 210,
    grow: 2,
    priority: 3,
  },
  {
    id: 'age',
    header: t('column.age'),
    // The older, the later: an age sorts against its date.
    value: (key) => -Date.parse(key.addedOn) || 0,
    cell: (key) => format.age(key.addedOn, now),
    minWidth: 120,
    priority: 2,
  },
  {
    id: 'actions',
    header: t('column.actions'),
    hideHeader: true,
    sortable: false,
    value: () => '',
    cell: (key, isActive) => (
      <IconButton
        label={t('copy', { hint: key.hint })}
        icon={<Copy aria-hidden="true" />}
        tabIndex={isActive ? 0 : -1}
        blockedBecause={copyBlock}
        onClick={() => onCopy(key)}
      />
    ),
    minWidth: 52,
    align: 'end',
  },
]

/** Unrestricted first, then denied, then by how many addresses: what to look at comes together. */
function restrictionOrder(key: ApiKey): number {
  const summary = summarise(key.restriction)
  switch (summary.kind) {
    case 'unrestricted':
      return -2
    case 'denied':
      return -1
    case 'listed':
      return Number(summary.addresses)
  }
}

function RestrictionCell({ apiKey, t, format }: { apiKey: ApiKey; t: TFunction<'keys'>; format: Format }) {
  const summary = summarise(apiKey.restriction)
  switch (summary.kind) {
    case 'unrestricted':
      return (
        <Badge tone="warn-strong" tip={t('noRestrictionsMeans')}>
          {t('noRestrictions')}
        </Badge>
      )
    case 'denied':
      return <Badge tip={t('deniedEverywhereMeans')}>{t('deniedEverywhere')}</Badge>
    case 'listed':
      return (
        <span data-tip={apiKey.restriction.mode === 'restricted' ? apiKey.restriction.addresses.join('\n') : undefined}>
          {entryWords(t, summary.entries)} <span className="muted">· {addressWords(t, format, summary.addresses)}</span>
        </span>
      )
  }
}
