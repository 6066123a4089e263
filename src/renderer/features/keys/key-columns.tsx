import { Copy, Pencil, Trash2 } from 'lucide-react'
import type { TFunction } from 'i18next'
import { Link } from 'wouter'
import type { ApiKey } from '#shared/contract/keys'
import type { Format } from '../../i18n/format'
import { ShortDate } from '../../ui/Age'
import { Badge } from '../../ui/Badge'
import { IconButton } from '../../ui/IconButton'
import type { Column } from '../../ui/table/column'
import type { AddressSetsHere } from './address-sets-here'
import { nameOf } from './key-words'
import { KeyMenu, type KeyMenuAction } from './KeyMenu'
import { addressWords, entryWords, summarise } from './restriction-words'

export type RowAction = 'copy' | 'edit' | 'delete' | KeyMenuAction
type Deps = {
  t: TFunction<'keys'>
  format: Format
  now: number
  maxAgeDays: number
  addressSets: Pick<AddressSetsHere, 'behind' | 'planHref'>
  onAction: (action: RowAction, key: ApiKey) => void
  /** Why no key can be copied, revealed or handed over now. */
  hubBlock: string | null
  /** Connected by application key: how a key is restricted is changed in the hub's console. */
  isByKey: boolean
}

const DAY = 86_400_000

/** The columns of the table; last used only where the hub tells it of any key. */
export function keyColumns(deps: Deps, knowsLastUsed: boolean): Column<ApiKey>[] {
  const { t, format, now, maxAgeDays, addressSets, onAction, hubBlock, isByKey } = deps
  const columns: Column<ApiKey>[] = [
    {
      id: 'key',
      header: t('column.key'),
      value: (key) => key.notes.label || key.hint,
      cell: (key) => (
        <>
          {key.notes.label !== '' && (
            <span data-tip={key.notes.label} data-tip-if="cut">
              {key.notes.label}
            </span>
          )}
          <code>{key.hint}</code>
        </>
      ),
      minWidth: 170,
      grow: 3,
    },
    {
      id: 'restriction',
      header: t('column.restriction'),
      value: (key) => restrictionOrder(key),
      cell: (key, isActive) => {
        const behind = addressSets.behind.get(key.id)
        return (
          <>
            {behind && (
              <Link href={addressSets.planHref(behind.setId)} tabIndex={isActive ? 0 : -1}>
                <Badge tone="warn" tip={t('behindMeans', { set: behind.setName })}>
                  {t('behind')}
                </Badge>
              </Link>
            )}
            <RestrictionCell apiKey={key} t={t} format={format} />
          </>
        )
      },
      minWidth: 200,
      grow: 3,
    },
    {
      id: 'used',
      header: t('column.used'),
      value: (key) => key.notes.usages.length,
      cell: (key) => (
        <span data-tip={key.notes.usages.map(({ place }) => place).join('\n') || undefined}>
          {t('places', { count: key.notes.usages.length })}
        </span>
      ),
      minWidth: 84,
      priority: 4,
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
      minWidth: 132,
      grow: 1,
      priority: 5,
    },
    {
      id: 'age',
      header: t('column.age'),
      // The older, the later: an age sorts against its date.
      value: (key) => -Date.parse(key.addedOn) || 0,
      cell: (key) => (
        <>
          {format.age(key.addedOn, now)}
          {now - Date.parse(key.addedOn) > maxAgeDays * DAY && (
            <Badge tone="warn" tip={t('olderThanMeans')}>
              {t('olderThan', { count: maxAgeDays, shown: format.number(maxAgeDays) })}
            </Badge>
          )}
        </>
      ),
      minWidth: 232,
      priority: 2,
    },
    {
      id: 'actions',
      header: t('column.actions'),
      hideHeader: true,
      sortable: false,
      value: () => '',
      cell: (key, isActive) => (
        <Actions apiKey={key} tabIndex={isActive ? 0 : -1} t={t} hubBlock={hubBlock} isByKey={isByKey} onAction={onAction} />
      ),
      minWidth: 156,
      align: 'end',
    },
  ]
  if (!knowsLastUsed) return columns
  const lastUsed: Column<ApiKey> = {
    id: 'lastUsed',
    header: t('column.lastUsed'),
    value: (key) => key.lastUsedOn ?? '',
    cell: (key) => (key.lastUsedOn === undefined ? <span className="muted">{t('neverUsed')}</span> : <ShortDate at={key.lastUsedOn} />),
    minWidth: 110,
    priority: 6,
  }
  return columns.toSpliced(-1, 0, lastUsed)
}

type ActionsProps = Pick<Deps, 't' | 'hubBlock' | 'isByKey' | 'onAction'> & { apiKey: ApiKey; tabIndex: number }

function Actions({ apiKey, tabIndex, t, hubBlock, isByKey, onAction }: ActionsProps) {
  const name = nameOf(apiKey)
  return (
    <>
      <IconButton
        label={t('copy', { name })}
        icon={<Copy aria-hidden="true" />}
        tabIndex={tabIndex}
        blockedBecause={hubBlock}
        onClick={() => onAction('copy', apiKey)}
      />
      <IconButton
        label={t('editKey', { name })}
        icon={<Pencil aria-hidden="true" />}
        blockedBecause={isByKey ? t('restrictionInConsole') : null}
        tabIndex={tabIndex}
        onClick={() => onAction('edit', apiKey)}
      />
      <IconButton
        label={t('deleteKey', { name })}
        icon={<Trash2 aria-hidden="true" />}
        tabIndex={tabIndex}
        onClick={() => onAction('delete', apiKey)}
      />
      <KeyMenu apiKey={apiKey} tabIndex={tabIndex} hubBlock={hubBlock} onAction={onAction} />
    </>
  )
}

/** Unrestricted first, then denied, then by how many addresses: what to look at comes together. */
function restrictionOrder(key: ApiKey): number {
  const summary = summarise(key.restriction)
  switch (summary.kind) {
    case 'unknown':
      return -3
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
    case 'unknown':
      return <Badge tip={t('restrictionUnknownMeans')}>{t('restrictionUnknown')}</Badge>
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
