import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/use-format'
import { TextField } from '../../ui/form/TextField'

/** What the contract takes (shared/contract/preferences.ts); main checks it again. */
const RANGES = { keyMaxAgeDays: [1, 3650], keyMaxPerApplication: [1, 100], keyMaxAddresses: [1, 16_777_216] } as const

type Props = { name: keyof typeof RANGES; value: number; onSave: (value: number) => void }

/** A whole number, saved when it is left or entered; what is out of range stays, with words. */
export function NumberPreference({ name, value, onSave }: Props) {
  const { t } = useTranslation('preferences')
  const format = useFormat()
  const [typed, setTyped] = useState(String(value))
  const [min, max] = RANGES[name]
  const isGood = /^\d+$/.test(typed) && Number(typed) >= min && Number(typed) <= max
  const save = () => {
    if (isGood && Number(typed) !== value) onSave(Number(typed))
  }
  return (
    <TextField
      label={t(`${name}.label`)}
      hint={t(`${name}.hint`)}
      inputMode="numeric"
      value={typed}
      error={isGood ? undefined : t('outOfRange', { min: format.number(min), max: format.number(max) })}
      onChange={({ target }) => setTyped(target.value.trim())}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
      }}
    />
  )
}
