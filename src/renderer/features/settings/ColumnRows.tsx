import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EditableSetting, SettingShape } from '#shared/contract/settings'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import type { PlacedFault } from './setting-words'
import styles from './Settings.module.css'
import { ValuePicker } from './ValuePicker'

type Columns = Extract<SettingShape, { kind: 'columns' }>['columns']
type Props = {
  setting: EditableSetting
  columns: Columns
  rows: readonly string[][]
  faults: readonly PlacedFault[]
  onChange: (rows: string[][]) => void
}

/** Rows of two or three columns, each with an option list of its own. */
export function ColumnRows({ setting, columns, rows, faults, onChange }: Props) {
  const { t } = useTranslation('settings')
  const set = (row: number, column: number, value: string) =>
    onChange(rows.map((cells, index) => (index === row ? cells.map((cell, each) => (each === column ? value : cell)) : cells)))
  const titleOf = (column: number, value: string) =>
    [...(columns[column]?.choices ?? []), ...setting.named].find((choice) => choice.value === value)?.title ?? value

  return (
    <>
      {rows.length === 0 ? (
        <p className="muted">{t('sheet.none')}</p>
      ) : (
        <div className={styles.line} aria-hidden="true">
          <span className={styles.columns}>
            {columns.map(({ label }) => (
              <span key={label} className={styles.columnHead}>
                {label}
              </span>
            ))}
          </span>
          <IconButton label="" icon={<X />} style={{ visibility: 'hidden' }} tabIndex={-1} />
        </div>
      )}
      <ol className={styles.list}>
        {rows.map((cells, row) => {
          const here = faults.filter(({ place }) => place?.row === row)
          return (
            <li key={row}>
              <div className={styles.line}>
                <span className={styles.columns}>
                  {columns.map(({ label, choices }, column) => (
                    <ValuePicker
                      key={label}
                      label={t('picker.valueAt', { column: label, row: row + 1 })}
                      choices={choices}
                      value={cells[column] ?? ''}
                      shown={cells[column] ? titleOf(column, cells[column]) : t('picker.choose')}
                      canUnset={column > 0}
                      isInvalid={here.some(({ place }) => place?.column === column)}
                      onChange={(value) => set(row, column, value)}
                    />
                  ))}
                </span>
                <IconButton
                  label={t('sheet.removeRow', { row: row + 1 })}
                  icon={<X aria-hidden="true" />}
                  onClick={() => onChange(rows.filter((_, each) => each !== row))}
                />
              </div>
              {here[0] && <span className={styles.fault}>{here[0].message}</span>}
            </li>
          )
        })}
      </ol>
      <Button icon={<Plus aria-hidden="true" />} onClick={() => onChange([...rows, columns.map(() => '')])}>
        {t('sheet.addRow')}
      </Button>
    </>
  )
}
