import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingLine, SettingTab } from '#shared/contract/resources'
import type { EditableSetting, SettingRef } from '#shared/contract/settings'
import { needsAttention } from '#shared/rules/setting-lines'
import { useWriteBlock } from '../../bound/bound'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import { settingColumns } from './setting-columns'
import styles from './Settings.module.css'
import { refKey, useDrafts, useSettings, type Place } from './settings.store'
import { SettingSheet, type SettingHistory } from './SettingSheet'

type Props = {
  tab: SettingTab
  lines: SettingLine[]
  resource: string
  place: Place
  onReview: () => void
  history: SettingHistory
  /** The setting whose sheet opens at once, e.g. the one that a search found. */
  opensAt: SettingRef | null
  onOpened: () => void
}

/** The settings of one tab: searched, sorted, and edited: one value in its row, lists and rows of columns in a sheet. */
export function SettingsTable({ tab, lines, resource, place, onReview, history, opensAt, onOpened }: Props) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const [query, setQuery] = useState('')
  const [onlyAttention, setOnlyAttention] = useState(false)
  const [editing, setEditing] = useState<{ rowId: string; setting: EditableSetting } | null>(null)
  const [sheet, setSheet] = useState<{ rowId: string; setting: EditableSetting } | null>(null)
  const table = useRef<DataTableHandle>(null)
  const editBlock = useWriteBlock()
  const drafts = useDrafts(place)
  const open = useSettings((state) => state.open)
  const choose = useSettings((state) => state.choose)
  const drop = useSettings((state) => state.drop)
  const attention = lines.filter(({ state }) => needsAttention(state)).length

  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase()
    return lines.filter(
      (line) =>
        // What was changed stays in sight until it is saved.
        (!onlyAttention || needsAttention(line.state) || drafts[refKey(line)] !== undefined) &&
        (wanted === '' || textOf(line).includes(wanted)),
    )
  }, [lines, query, onlyAttention, drafts])

  const opened = useCallback(
    async (line: SettingLine, inPlace: boolean) => {
      const setting = await open(place, { family: line.family, id: line.id })
      if (!setting) return
      const at = { rowId: idOf(line), setting }
      if (inPlace && setting.shape.kind === 'one') setEditing(at)
      else setSheet(at)
    },
    [open, place],
  )
  const wanted = opensAt && lines.find(({ family, id }) => family === opensAt.family && id === opensAt.id)
  useEffect(() => {
    if (!wanted) return
    // A moment later, as if it had been clicked.
    const soon = setTimeout(() => {
      onOpened()
      void opened(wanted, false)
    })
    return () => clearTimeout(soon)
  }, [wanted, opened, onOpened])
  const onChoose = useCallback((setting: EditableSetting, value: string) => choose(place, setting, { kind: 'one', value }), [choose, place])
  // The focus goes back to the row once what was in it is gone.
  const [backTo, setBackTo] = useState<{ rowId: string } | null>(null)
  useEffect(() => {
    if (backTo) table.current?.focusRow(backTo.rowId)
  }, [backTo])
  const onClose = useCallback((line: SettingLine) => {
    setEditing(null)
    setBackTo({ rowId: idOf(line) })
  }, [])
  const onUndo = useCallback(
    (line: SettingLine) => {
      drop(place, line)
      setBackTo({ rowId: idOf(line) })
    },
    [drop, place],
  )
  const onEdit = useCallback((line: SettingLine) => void opened(line, true), [opened])
  const onDetails = useCallback((line: SettingLine) => void opened(line, false), [opened])
  const columns = useMemo(
    () => settingColumns({ t, tab, place, drafts, editing, rowId: idOf, editBlock, onEdit, onDetails, onChoose, onClose, onUndo }),
    [t, tab, place, drafts, editing, editBlock, onEdit, onDetails, onChoose, onClose, onUndo],
  )

  const closeSheet = () => setSheet(null)
  const backToRow = () => {
    if (sheet) table.current?.focusRow(sheet.rowId)
    return false
  }

  return (
    <>
      <Toolbar
        end={
          <span role="status" className="muted small">
            {t('counted', { count: lines.length, shown: format.number(shown.length), all: format.number(lines.length) })}
          </span>
        }
      >
        <SearchField
          label={t('search')}
          value={query}
          onChange={setQuery}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') table.current?.focusFirst()
          }}
        />
        {(attention > 0 || onlyAttention) && (
          <Button aria-pressed={onlyAttention} tip={t('attentionMeans')} onClick={() => setOnlyAttention(!onlyAttention)}>
            {t('attention', { count: attention })}
          </Button>
        )}
      </Toolbar>
      {shown.length === 0 ? (
        <EmptyState title={t('noMatchTitle')}>
          <Button
            onClick={() => {
              setQuery('')
              setOnlyAttention(false)
            }}
          >
            {t('clear')}
          </Button>
        </EmptyState>
      ) : (
        <div className={styles.table}>
          <DataTable
            ref={table}
            fit
            label={t('tableLabel', { resource })}
            columns={columns}
            rows={shown}
            rowId={idOf}
            rowTone={(line) => (drafts[refKey(line)] ? 'warn' : 'plain')}
          />
        </div>
      )}
      {sheet && (
        <SettingSheet
          key={refKey(sheet.setting)}
          place={place}
          setting={sheet.setting}
          onClose={closeSheet}
          onReview={() => {
            closeSheet()
            onReview()
          }}
          finalFocus={backToRow}
          history={history}
        />
      )}
    </>
  )
}

/** One setting may fill several lines, each with a property of its own. */
const idOf = (line: SettingLine) => `${line.family} ${line.id} ${line.property}`

const textOf = ({ title, property, hubValue, sourceTitle, sourceValue, description }: SettingLine) =>
  `${title} ${property} ${hubValue} ${sourceTitle} ${sourceValue} ${description}`.toLowerCase()
