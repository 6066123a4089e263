import { useTranslation } from 'react-i18next'
import { VariableName } from '#shared/contract/keys'
import { TextField } from '../../ui/form/TextField'

type Props = { value: string; onChange: (value: string) => void; autoFocus?: boolean }

export const isVariable = (text: string) => VariableName.safeParse(text).success

/** The name in `NAME=key`. Says what is wrong as it is typed: there is nothing else to get wrong here. */
export function VariableField({ value, onChange, autoFocus = false }: Props) {
  const { t } = useTranslation('keys')
  return (
    <TextField
      label={t('variable.label')}
      hint={t('variable.hint')}
      error={isVariable(value) ? undefined : t('variable.bad')}
      className="mono"
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
