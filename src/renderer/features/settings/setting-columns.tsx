import { Pencil, Undo2 } from 'lucide-react'
import type { TFunction } from 'i18next'
import type { SettingLine, SettingTab } from '#shared/contract/resources'
import type { EditableSetting } from '#shared/contract/settings'
import { Badge, type BadgeTone } from '../../ui/Badge'
import { IconButton } from '../../ui/IconButton'
import { MiddleTruncate } from '../../ui/MiddleTruncate'
import type { Column } from '../../ui/table/column'
import { draftFault, valueWords } from './setting-words'
import styles from './Settings.module.css'
import { refKey, type Draft, type Drafts, type Place } from './settings.store'
import { OneValue } from './SettingSheet'

const TONES = { set: 'good', 'not-set': 'warn', 'update-me': 'bad', 'not-in-use': 'neutral', unmapped: 'warn' } as const satisfies Record<
  SettingLine['state'],
  BadgeTone
>

export type Deps = {
  t: TFunction<'settings'>
  tab: SettingTab
  place: Place
  drafts: Drafts
  /** The row that is edited in place. */
  editing: { rowId: string; setting: EditableSetting } | null
  rowId: (line: SettingLine) => string
  editBlock: string | null
  onEdit: (line: SettingLine) => void
  onDetails: (line: SettingLine) => void
  onChoose: (setting: EditableSetting, value: string) => void
  onClose: (line: SettingLine) => void
  onUndo: (line: SettingLine) => void
}

const ref = ({ family, id }: SettingLine) => refKey({ family, id })

/** The columns of a tab: only a mapping has a value at the hub's side. */
export function settingColumns(deps: Deps): Column<SettingLine>[] {
  const { t, tab, drafts, editBlock, onEdit, onDetails, onUndo } = deps
  const draftOf = (line: SettingLine) => drafts[ref(line)]
  const hub: Column<SettingLine> = {
    id: 'hubValue',
    header: t('column.hubValue'),
    value: (line) => line.hubValue,
    cell: (line) => <ValueCell line={line} side="hub" {...deps} />,
    minWidth: 150,
    grow: 2,
    priority: 1,
  }
  return [
    {
      id: 'title',
      header: t('column.title'),
      value: (line) => line.title,
      cell: (line, isActive) => (
        <button
          type="button"
          className={styles.title}
          tabIndex={isActive ? 0 : -1}
          data-tip={line.description || line.title}
          aria-label={t('details', { title: line.title })}
          onClick={() => onDetails(line)}
        >
          {line.title}
        </button>
      ),
      minWidth: 190,
      grow: 3,
    },
    {
      id: 'property',
      header: t('column.property'),
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
    ...(tab === 'value-transformation' ? [hub] : []),
    {
      id: 'sourceValue',
      header: t('column.sourceValue'),
      value: (line) => line.sourceTitle || line.sourceValue,
      cell: (line) => <ValueCell line={line} side="source" {...deps} />,
      minWidth: 170,
      grow: 3,
      priority: 1,
    },
    {
      id: 'state',
      header: t('column.state'),
      value: (line) => (draftOf(line) ? 'changed' : line.state),
      cell: (line) => <StateBadge t={t} line={line} draft={draftOf(line)} />,
      minWidth: 138,
      priority: 2,
    },
    {
      id: 'shared',
      header: t('column.shared'),
      value: (line) => line.sharedWith.length,
      cell: (line) =>
        line.sharedWith.length > 0 && (
          <span className="muted" data-tip={line.sharedWith.join('\n')}>
            {t('shared', { count: line.sharedWith.length })}
          </span>
        ),
      minWidth: 116,
      priority: 5,
    },
    {
      id: 'edit',
      header: t('column.edit'),
      hideHeader: true,
      value: () => '',
      sortable: false,
      cell: (line, isActive) => (
        <>
          {draftOf(line) && (
            <IconButton
              label={t('undoChange', { title: line.title })}
              icon={<Undo2 aria-hidden="true" />}
              tabIndex={isActive ? 0 : -1}
              onClick={() => onUndo(line)}
            />
          )}
          <IconButton
            label={t('edit', { title: line.title })}
            icon={<Pencil aria-hidden="true" />}
            tabIndex={isActive ? 0 : -1}
            blockedBecause={editBlock}
            onClick={() => onEdit(line)}
          />
        </>
      ),
      minWidth: 92,
      align: 'end',
    },
  ]
}

function StateBadge({ t, line, draft }: { t: Deps['t']; line: SettingLine; draft: Draft | undefined }) {
  const fault = draft && draftFault(t, draft)
  if (fault)
    return (
      <Badge tone="bad" tip={fault}>
        {t('needsMending')}
      </Badge>
    )
  if (draft) return <Badge tone="warn-strong">{t('changed')}</Badge>
  return (
    <Badge tone={TONES[line.state]} tip={t(`stateMeans.${line.state}`)}>
      {t(`state.${line.state}`)}
    </Badge>
  )
}

/** A value as it is, as it will be, or while it is chosen. */
function ValueCell({
  line,
  side,
  t,
  place,
  drafts,
  editing,
  rowId,
  onChoose,
  onClose,
}: Deps & { line: SettingLine; side: 'hub' | 'source' }) {
  const draft = drafts[ref(line)]
  const setting = editing?.rowId === rowId(line) ? editing.setting : null
  if (setting?.shape.kind === 'one' && setting.shape.side === side) {
    const value = draft?.value ?? setting.value
    return (
      <OneValue
        place={place}
        setting={setting}
        value={value.kind === 'one' ? value.value : ''}
        onChange={(next) => onChoose(setting, next)}
        onClose={() => onClose(line)}
        opensAtOnce
      />
    )
  }
  const draftSide = draft && draft.setting.shape.kind === 'one' ? draft.setting.shape.side : 'source'
  if (draft && draftSide === side) {
    const before = valueWords(t, draft.setting, draft.setting.value).join(', ')
    const after = valueWords(t, draft.setting, draft.value).join(', ')
    return (
      <span data-tip={`${before} → ${after}`}>
        <del className={styles.before}>{before}</del> → <ins className={styles.after}>{after}</ins>
      </span>
    )
  }
  if (side === 'hub') return <span data-tip={line.hubValue}>{line.hubValue}</span>
  const { sourceTitle, sourceValue } = line
  if (sourceTitle === '' || sourceTitle === sourceValue) return <span data-tip={sourceValue}>{sourceValue}</span>
  return (
    <span data-tip={`${sourceTitle} (${sourceValue})`}>
      {sourceTitle} <span className="muted">{sourceValue}</span>
    </span>
  )
}
