import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingLine, SettingTab } from '#shared/contract/resources'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import styles from './Resources.module.css'
import { settingColumns } from './setting-columns'

/** The settings of one tab: searched and sorted, to be read. */
export function SettingsTable({ tab, lines, resource }: { tab: SettingTab; lines: SettingLine[]; resource: string }) {
  const { t } = useTranslation('resources')
  const format = useFormat()
  const [query, setQuery] = useState('')
  const table = useRef<DataTableHandle>(null)
  const columns = useMemo(() => settingColumns(t, tab), [t, tab])
  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase()
    return wanted === '' ? lines : lines.filter((line) => textOf(line).includes(wanted))
  }, [lines, query])

  return (
    <>
      <Toolbar
        end={
          <span role="status" className="muted small">
            {t('page.counted', { count: lines.length, shown: format.number(shown.length), all: format.number(lines.length) })}
          </span>
        }
      >
        <SearchField
          label={t('page.search')}
          value={query}
          onChange={setQuery}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') table.current?.focusFirst()
          }}
        />
      </Toolbar>
      {shown.length === 0 ? (
        <EmptyState title={t('page.noMatchTitle', { query })}>
          <Button onClick={() => setQuery('')}>{t('page.clear')}</Button>
        </EmptyState>
      ) : (
        <div className={styles.table}>
          <DataTable ref={table} fit label={t('page.tableLabel', { resource })} columns={columns} rows={shown} rowId={idOf} />
        </div>
      )}
    </>
  )
}

/** One setting may fill several lines, each with a property or value of its own. */
const idOf = (line: SettingLine) => `${line.id} ${line.property} ${line.hubValue} ${line.sourceValue}`

const textOf = ({ title, property, hubValue, sourceTitle, sourceValue }: SettingLine) =>
  `${title} ${property} ${hubValue} ${sourceTitle} ${sourceValue}`.toLowerCase()
