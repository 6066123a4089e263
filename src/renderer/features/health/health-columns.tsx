import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import type { EnvironmentType } from '#shared/contract/environments'
import type { HealthRow, KeyFinding } from '#shared/contract/health'
import type { Format } from '../../i18n/format'
import { Badge, type BadgeTone } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/table/column'
import styles from './Health.module.css'
import { gravity } from './health.store'

type Deps = {
  t: TFunction<'health'>
  format: Format
  now: number
  mark: (type: EnvironmentType) => ReactNode
  onFix: (row: HealthRow) => void
}

export const healthColumns = ({ t, format, now, mark, onFix }: Deps): Column<HealthRow>[] => [
  {
    id: 'application',
    header: t('column.application'),
    value: (row) => row.applicationName,
    cell: (row) => (
      <span>
        {row.applicationName}{' '}
        <span className="muted">
          {row.label !== '' && `${row.label} `}
          <code>{row.hint}</code>
        </span>
      </span>
    ),
    minWidth: 230,
    grow: 3,
  },
  {
    id: 'findings',
    header: t('column.findings'),
    value: gravity,
    cell: (row) =>
      row.findings.length === 0 ? (
        <span className="muted">{t('fine')}</span>
      ) : (
        <span className={styles.badges}>
          {row.findings.map((finding) => (
            <Badge key={finding} tone={TONES[finding]} tip={t(`means.${finding}`)}>
              {t(`finding.${finding}`)}
            </Badge>
          ))}
        </span>
      ),
    minWidth: 240,
    grow: 3,
  },
  {
    id: 'environment',
    header: t('column.environment'),
    value: (row) => row.environmentName,
    cell: (row) => (
      <span data-tip={t('asOf', { ago: format.ago(row.readAt, now) })}>
        {mark(row.environmentType)} {row.environmentName}
      </span>
    ),
    minWidth: 160,
    grow: 2,
    priority: 1,
  },
  {
    id: 'age',
    header: t('column.age'),
    value: (row) => -Date.parse(row.addedOn) || 0,
    cell: (row) => format.age(row.addedOn, now),
    minWidth: 110,
    priority: 2,
  },
  {
    id: 'addresses',
    header: t('column.addresses'),
    // Unrestricted is more than any list.
    value: (row) => (row.mode === 'unrestricted' ? Infinity : Number(row.addresses)),
    cell: (row) => (row.mode === 'unknown' ? t('unknown') : row.mode === 'unrestricted' ? t('every') : format.count(BigInt(row.addresses))),
    minWidth: 100,
    align: 'end',
    priority: 3,
  },
  { id: 'addedBy', header: t('column.addedBy'), value: (row) => row.addedBy, minWidth: 150, grow: 1, priority: 4 },
  {
    id: 'actions',
    header: t('column.actions'),
    hideHeader: true,
    sortable: false,
    value: () => '',
    cell: (row, isActive) => (
      <Button variant="quiet" tabIndex={isActive ? 0 : -1} aria-label={t('fixName', { hint: row.hint })} onClick={() => onFix(row)}>
        {t(row.findings.length > 0 ? 'fix' : 'show')}
      </Button>
    ),
    minWidth: 76,
    align: 'end',
  },
]

const TONES: Record<KeyFinding, BadgeTone> = {
  unrestricted: 'warn-strong',
  'too-wide': 'warn-strong',
  'stuck-rotation': 'warn',
  old: 'warn',
  'too-many': 'warn',
  'behind-set': 'warn',
  'denied-everywhere': 'neutral',
}
