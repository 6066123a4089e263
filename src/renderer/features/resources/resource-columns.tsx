import type { TFunction } from 'i18next'
import { Link } from 'wouter'
import type { OwnedResource } from '#shared/contract/resources'
import type { Format } from '../../i18n/format'
import { Badge } from '../../ui/Badge'
import { MiddleTruncate } from '../../ui/MiddleTruncate'
import type { Column } from '../../ui/table/column'
import styles from './Resources.module.css'

type Deps = { t: TFunction<'resources'>; format: Format; hrefOf: (resource: string) => string; onOpen: (resource: string) => void }

export const resourceColumns = ({ t, format, hrefOf, onOpen }: Deps): Column<OwnedResource>[] => [
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
    id: 'attention',
    header: t('column.attention'),
    value: (row) => row.attentionCount,
    cell: (row) => (row.attentionCount > 0 ? <Badge tone="warn">{format.number(row.attentionCount)}</Badge> : ''),
    minWidth: 136,
    priority: 3,
    align: 'end',
  },
  {
    id: 'notes',
    header: t('column.notes'),
    value: (row) => `${row.deprecated ? 'a' : 'b'} ${row.noLinkReason ?? ''}`,
    cell: (row, isActive) => (
      <>
        {row.deprecated && <Badge tone="warn">{t('deprecated')}</Badge>}
        {row.noLinkReason !== undefined && <span className="muted">{t(`reason.${row.noLinkReason}`)}</span>}
        {row.noLinkReason === 'endpoint-failed' && row.settingCount > 0 && (
          <button
            type="button"
            className={styles.open}
            tabIndex={isActive ? 0 : -1}
            aria-label={t('openAnywayLabel', { resource: row.name })}
            onClick={() => onOpen(row.name)}
          >
            {t('openAnyway')}
          </button>
        )}
      </>
    ),
    minWidth: 280,
    grow: 2,
    priority: 2,
  },
]
