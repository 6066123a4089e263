import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/use-format'
import { Picker, type PickerProps } from '../../ui/form/Picker'

/** A code found by typing, with how many were found in words. */
export function CodePicker(props: Omit<PickerProps, 'status'>) {
  const { t } = useTranslation('iso')
  const format = useFormat()
  const status = (found: number, first: number) => {
    if (found === 0) return t('foundNone')
    return t(found > first ? 'foundMore' : 'found', { count: found, shown: format.number(first), all: format.number(found) })
  }
  return <Picker {...props} status={status} />
}
