import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditableSetting, SettingValue } from '#shared/contract/settings'
import { faultsOf, isSameValue } from '#shared/rules/setting-edit'
import { useWriteBlock } from '../../bound/bound'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Sheet } from '../../ui/Sheet'
import { ColumnRows } from './ColumnRows'
import { placedFaults, valueWords, type PlacedFault } from './setting-words'
import styles from './Settings.module.css'
import { refKey, useDrafts, useSettings, type Place } from './settings.store'
import { ValuePicker } from './ValuePicker'

type Props = {
  place: Place
  setting: EditableSetting
  onClose: () => void
  onReview: () => void
  finalFocus: () => HTMLElement | boolean
  history: SettingHistory
}

/** What the setting was before; to revert is a change like any other, which is reviewed. */
export type SettingHistory = (of: { setting: EditableSetting; onRevert: (value: SettingValue) => void }) => ReactNode

/** A setting with all that the source says of it, and its value, whatever its shape. */
export function SettingSheet({ place, setting, onClose, onReview, finalFocus, history }: Props) {
  const { t } = useTranslation('settings')
  const draft = useDrafts(place)[refKey(setting)]
  const choose = useSettings((state) => state.choose)
  const writeBlock = useWriteBlock()
  const [value, setValue] = useState<SettingValue>(draft?.value ?? setting.value)
  const faults = placedFaults(t, setting, value, draft)
  const mustMend = faultsOf(setting, value)[0]
  const before = draft?.value ?? setting.value
  const isDirty = !isSameValue(value, before)
  const block =
    writeBlock ?? (mustMend ? t(`fault.${mustMend.code}`) : isSameValue(value, setting.value) && !draft ? t('sheet.unchanged') : null)
  const keep = () => choose(place, setting, value)

  return (
    <Sheet
      open
      onClose={onClose}
      title={setting.title}
      subtitle={t('sheet.title')}
      dirty={isDirty}
      finalFocus={finalFocus}
      footer={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          <Button
            blockedBecause={block}
            onClick={() => {
              keep()
              onClose()
            }}
          >
            {t('sheet.keep')}
          </Button>
          <Button
            variant="primary"
            blockedBecause={block}
            onClick={() => {
              keep()
              onReview()
            }}
          >
            {t('sheet.review')}
          </Button>
        </>
      }
    >
      <section>
        <h3>{t('sheet.description')}</h3>
        <p className={setting.description === '' ? 'muted' : undefined}>{setting.description || t('sheet.noDescription')}</p>
      </section>
      <section>
        <h3>{t('sheet.related')}</h3>
        <ul className={styles.related}>
          {setting.about.map(({ resource, property }) => (
            <li key={`${resource} ${property}`}>
              {resource} {property !== '' && <span className="muted mono">{property}</span>}
            </li>
          ))}
        </ul>
      </section>
      <ValueEditor place={place} setting={setting} value={value} faults={faults} onChange={setValue} />
      {history({
        setting,
        onRevert(older) {
          choose(place, setting, older)
          onReview()
        },
      })}
    </Sheet>
  )
}

type EditorProps = {
  place: Place
  setting: EditableSetting
  value: SettingValue
  faults: readonly PlacedFault[]
  onChange: (value: SettingValue) => void
}

function ValueEditor({ place, setting, value, faults, onChange }: EditorProps) {
  const { t } = useTranslation('settings')
  const { shape } = setting
  if (shape.kind === 'one' && value.kind === 'one')
    return (
      <section>
        <h3>{t(shape.side === 'hub' ? 'column.hubValue' : 'column.sourceValue')}</h3>
        {shape.choices.length === 0 && shape.search === null && <p className="muted">{t('sheet.noOptions')}</p>}
        <OneValue place={place} setting={setting} value={value.value} onChange={(next) => onChange({ kind: 'one', value: next })} />
        <WholeFaults faults={faults} />
      </section>
    )
  if (shape.kind === 'columns' && value.kind === 'columns')
    return (
      <section>
        <h3>{t('sheet.rows')}</h3>
        <ColumnRows
          setting={setting}
          columns={shape.columns}
          rows={value.rows}
          faults={faults}
          onChange={(rows) => onChange({ kind: 'columns', rows })}
        />
      </section>
    )
  if (shape.kind === 'several' && value.kind === 'several')
    return (
      <section>
        <h3>{t('sheet.values')}</h3>
        <SeveralValues
          setting={setting}
          values={value.values}
          faults={faults}
          onChange={(values) => onChange({ kind: 'several', values })}
        />
      </section>
    )
  return null
}

/** Faults that speak of no place in the value. */
function WholeFaults({ faults }: { faults: readonly PlacedFault[] }) {
  return faults
    .filter(({ place }) => place === null)
    .map(({ message }) => (
      <span key={message} className={styles.fault} role="alert">
        {message}
      </span>
    ))
}

type OneProps = {
  place: Place
  setting: EditableSetting
  value: string
  onChange: (value: string) => void
  onClose?: (() => void) | undefined
  opensAtOnce?: boolean | undefined
}

/** The picker of a setting with one value, as it stands in a table's row and in the sheet. */
export function OneValue({ place, setting, value, onChange, onClose, opensAtOnce }: OneProps) {
  const { t } = useTranslation('settings')
  const { shape } = setting
  if (shape.kind !== 'one') return null
  return (
    <ValuePicker
      label={t('picker.value', { title: setting.title })}
      choices={shape.choices}
      value={value}
      shown={valueWords(t, setting, { kind: 'one', value }).join(', ')}
      canUnset={shape.canUnset}
      notInUse={shape.notInUse}
      search={shape.search && { place, setting, minLength: shape.search.minSearchLength }}
      onChange={onChange}
      onClose={onClose}
      opensAtOnce={opensAtOnce}
    />
  )
}

type SeveralProps = {
  setting: EditableSetting
  values: readonly string[]
  faults: readonly PlacedFault[]
  onChange: (values: string[]) => void
}

function SeveralValues({ setting, values, faults, onChange }: SeveralProps) {
  const { t } = useTranslation('settings')
  const choices = setting.shape.kind === 'several' ? setting.shape.choices : []
  const words = (value: string) => valueWords(t, setting, { kind: 'one', value }).join('')
  const moved = (from: number, to: number) => {
    const next = [...values]
    next.splice(to, 0, ...next.splice(from, 1))
    onChange(next)
  }
  return (
    <>
      {values.length === 0 && <p className="muted">{t('sheet.none')}</p>}
      <ol className={styles.list}>
        {values.map((value, index) => {
          const fault = faults.find(({ place }) => place?.row === index)
          return (
            <li key={`${index} ${value}`} className={styles.line}>
              <span className={styles.lineWords}>
                {words(value)}
                {fault && <span className={styles.fault}>{fault.message}</span>}
              </span>
              <IconButton
                label={t('sheet.up', { value: words(value) })}
                icon={<ArrowUp aria-hidden="true" />}
                blockedBecause={index === 0 ? t('sheet.isFirst') : null}
                onClick={() => moved(index, index - 1)}
              />
              <IconButton
                label={t('sheet.down', { value: words(value) })}
                icon={<ArrowDown aria-hidden="true" />}
                blockedBecause={index === values.length - 1 ? t('sheet.isLast') : null}
                onClick={() => moved(index, index + 1)}
              />
              <IconButton
                label={t('sheet.remove', { value: words(value) })}
                icon={<X aria-hidden="true" />}
                onClick={() => onChange(values.filter((_, each) => each !== index))}
              />
            </li>
          )
        })}
      </ol>
      <ValuePicker
        label={t('picker.add')}
        choices={choices.filter(({ value }) => !values.includes(value))}
        value=""
        shown={t('picker.add')}
        onChange={(value) => onChange([...values, value])}
      />
      <WholeFaults faults={faults} />
    </>
  )
}
