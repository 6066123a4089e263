import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PreferencesPatch } from '#shared/contract/preferences'
import { useFormat } from '../../i18n/use-format'
import { TextField } from '../../ui/form/TextField'

type Props = { name: 'keyMaxAgeDays' | 'keyMaxPerApplication' | 'keyMaxAddresses'; value: number; onSave: (value: number) => void }

/** A whole number, saved when it is left or entered; what is out of range stays, with words. */
export function NumberPreference({ name, value, onSave }: Props) {
  const { t } = useTranslation('preferences')
  const format = useFormat()
  const [typed, setTyped] = useState(String(value))
  const range = PreferencesPatch.shape[name].unwrap()
  const isGood = /^\d+$/.test(typed) && range.safeParse(Number(typed)).success
  const save = () => {
    if (isGood && Number(typed) !== value) onSave(Number(typed))
  }
  return (
    <TextField
      label={t(`${name}.label`)}
      hint={t(`${name}.hint`)}
      inputMode="numeric"
      value={typed}
      error={
        isGood ? undefined : t('outOfRange', { min: format.number(range.minValue ?? 0), max: format.number(range.maxValue ?? Infinity) })
      }
      onChange={({ target }) => setTyped(target.value.trim())}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
      }}
    />
  )
}
