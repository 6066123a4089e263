import type { TFunction } from 'i18next'
import { Link } from 'wouter'
import type { ApplicationRow } from '#shared/contract/applications'
import type { Format } from '../../i18n/format'
import { ShortDate } from '../../ui/Age'
import { Badge } from '../../ui/Badge'
import { MiddleTruncate } from '../../ui/MiddleTruncate'
import type { Column } from '../../ui/table/column'

type Deps = { t: TFunction<'applications'>; format: Format; hrefOf: (id: string) => string }

export const applicationColumns = ({ t, format, hrefOf }: Deps): Column<ApplicationRow>[] => [
  {
    id: 'name',
    header: t('column.name'),
    value: (row) => row.name,
    cell: (row, isActive) => (
      <Link href={hrefOf(row.id)} tabIndex={isActive ? 0 : -1}>
        <MiddleTruncate text={row.name} />
      </Link>
    ),
    minWidth: 220,
    grow: 3,
  },
  {
    id: 'origin',
    header: t('column.origin'),
    value: (row) => row.origin,
    cell: (row) => t(`origin.${row.origin}`),
    minWidth: 112,
    priority: 6,
  },
  {
    id: 'owned',
    header: t('column.owned'),
    value: (row) => row.ownedResourceCount,
    cell: (row) => format.number(row.ownedResourceCount),
    minWidth: 140,
    priority: 4,
    align: 'end',
  },
  {
    id: 'keys',
    header: t('column.keys'),
    value: (row) => row.apiKeyCount,
    cell: (row) => format.number(row.apiKeyCount),
    minWidth: 96,
    priority: 3,
    align: 'end',
  },
  {
    id: 'notes',
    header: t('column.notes'),
    value: (row) => row.unrestrictedKeyCount * 4 + (row.pendingUpgrade ? 2 : 0) + (row.missingCredentials ? 1 : 0),
    cell: (row) => <Notes row={row} t={t} format={format} />,
    minWidth: 324,
    grow: 3,
    priority: 2,
  },
  {
    id: 'modified',
    header: t('column.modified'),
    value: (row) => row.modifiedOn,
    cell: (row) => <ShortDate at={row.modifiedOn} />,
    minWidth: 116,
    priority: 5,
  },
]

function Notes({ row, t, format }: { row: ApplicationRow } & Pick<Deps, 't' | 'format'>) {
  return (
    <>
      {row.unrestrictedKeyCount > 0 && (
        <Badge tone="warn" tip={t('unrestrictedMeans', { count: row.unrestrictedKeyCount })}>
          {t('unrestricted', { shown: format.number(row.unrestrictedKeyCount) })}
        </Badge>
      )}
      {row.pendingUpgrade && <Badge tone="warn">{t('pendingUpgrade')}</Badge>}
      {row.missingCredentials && <Badge tip={t('missingCredentialsMeans')}>{t('missingCredentials')}</Badge>}
    </>
  )
}
