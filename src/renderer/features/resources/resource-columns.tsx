import type { TFunction } from 'i18next'
import { Link } from 'wouter'
import type { OwnedResource } from '#shared/contract/resources'
import type { Format } from '../../i18n/format'
import { Badge } from '../../ui/Badge'
import { MiddleTruncate } from '../../ui/MiddleTruncate'
import type { Column } from '../../ui/table/column'

type Deps = { t: TFunction<'resources'>; format: Format; hrefOf: (resource: string) => string }

export const resourceColumns = ({ t, format, hrefOf }: Deps): Column<OwnedResource>[] => [
  {
    id: 'name',
    header: t('column.name'),
    value: (row) => row.name,
    cell: (row, isActive) =>
      row.configurable ? (
        <Link href={hrefOf(row.name)} tabIndex={isActive ? 0 : -1}>
          <MiddleTruncate text={row.name} />
        </Link>
      ) : (
        <MiddleTruncate text={row.name} />
      ),
    minWidth: 220,
    grow: 3,
  },
  {
    id: 'versions',
    header: t('column.versions'),
    value: (row) => row.versions.join(', '),
    cell: (row) => (
      <span className="muted" data-tip={row.versions.join(', ')}>
        {row.versions.join(', ')}
      </span>
    ),
    minWidth: 130,
    grow: 1,
    priority: 4,
  },
  {
    id: 'settings',
    header: t('column.settings'),
    value: (row) => row.settingCount,
    cell: (row) => format.number(row.settingCount),
    minWidth: 92,
    priority: 3,
    align: 'end',
  },
  {
    id: 'notes',
    header: t('column.notes'),
    value: (row) => `${row.deprecated ? 'a' : 'b'} ${row.noLinkReason ?? ''}`,
    cell: (row) => (
      <>
        {row.deprecated && <Badge tone="warn">{t('deprecated')}</Badge>}
        {row.noLinkReason !== undefined && <span className="muted">{t(`reason.${row.noLinkReason}`)}</span>}
      </>
    ),
    minWidth: 280,
    grow: 2,
    priority: 2,
  },
]
