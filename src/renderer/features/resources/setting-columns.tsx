import type { TFunction } from 'i18next'
import type { SettingLine, SettingTab } from '#shared/contract/resources'
import { Badge, type BadgeTone } from '../../ui/Badge'
import { MiddleTruncate } from '../../ui/MiddleTruncate'
import type { Column } from '../../ui/table/column'

const TONES = { set: 'good', 'not-set': 'warn', 'update-me': 'bad', 'not-in-use': 'neutral', unmapped: 'warn' } as const satisfies Record<
  SettingLine['state'],
  BadgeTone
>

/** The columns of a tab: only a mapping has a value at the hub's side. */
export const settingColumns = (t: TFunction<'resources'>, tab: SettingTab): Column<SettingLine>[] => [
  {
    id: 'title',
    header: t('page.column.title'),
    value: (line) => line.title,
    cell: (line) => <span data-tip={line.description || line.title}>{line.title}</span>,
    minWidth: 220,
    grow: 3,
  },
  {
    id: 'property',
    header: t('page.column.property'),
    value: (line) => line.property,
    cell: (line) => (
      <span className="muted">
        <MiddleTruncate text={line.property} />
      </span>
    ),
    minWidth: 150,
    grow: 2,
    priority: 4,
  },
  ...(tab === 'value-transformation'
    ? [
        {
          id: 'hubValue',
          header: t('page.column.hubValue'),
          value: (line: SettingLine) => line.hubValue,
          minWidth: 130,
          grow: 2,
          priority: 2,
        },
      ]
    : []),
  {
    id: 'sourceValue',
    header: t('page.column.sourceValue'),
    value: (line) => line.sourceTitle || line.sourceValue,
    cell: (line) => <SourceValue line={line} />,
    minWidth: 170,
    grow: 3,
    priority: 1,
  },
  {
    id: 'state',
    header: t('page.column.state'),
    value: (line) => line.state,
    cell: (line) => (
      <Badge tone={TONES[line.state]} tip={t(`page.stateMeans.${line.state}`)}>
        {t(`page.state.${line.state}`)}
      </Badge>
    ),
    minWidth: 138,
    priority: 1,
  },
  {
    id: 'shared',
    header: t('page.column.shared'),
    value: (line) => line.sharedWith.length,
    cell: (line) =>
      line.sharedWith.length > 0 && (
        <span className="muted" data-tip={line.sharedWith.join('\n')}>
          {t('page.shared', { count: line.sharedWith.length })}
        </span>
      ),
    minWidth: 116,
    priority: 5,
  },
]

function SourceValue({ line: { sourceTitle, sourceValue } }: { line: SettingLine }) {
  if (sourceTitle === '' || sourceTitle === sourceValue) return <span data-tip={sourceValue}>{sourceValue}</span>
  return (
    <span data-tip={`${sourceTitle} (${sourceValue})`}>
      {sourceTitle} <span className="muted">{sourceValue}</span>
    </span>
  )
}
