import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { EditableSetting } from '#shared/contract/settings'
import type { SourceOption } from '#shared/wire/source-plane'
import { failureWords } from '../../failures/failure-words'
import { useFormat } from '../../i18n/use-format'
import { Picker, type Option, type PickerProps } from '../../ui/form/Picker'
import { useSettings, type Place } from './settings.store'

type Props = Pick<PickerProps, 'label' | 'onClose' | 'opensAtOnce' | 'tabIndex' | 'isInvalid' | 'describedBy'> & {
  choices: readonly SourceOption[]
  value: string
  shown: string
  onChange: (value: string) => void
  /** Beside the choices: taking the value away, and the mark for not in use. */
  canUnset?: boolean
  notInUse?: string | null
  /** The advanced search of a row, and where it is asked. */
  search?: { place: Place; setting: EditableSetting; minLength: number } | null
}

/** A value from an option list, found by name or code; long lists are searched at the source. */
export function ValuePicker(props: Props) {
  const { choices, value, shown, onChange, canUnset = false, notInUse = null, search = null, ...rest } = props
  const { t } = useTranslation('settings')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const searchAtSource = useSettings((state) => state.search)
  const place = search?.place
  const id = search?.setting.id
  const minLength = search?.minLength ?? 0

  const ask = useCallback(
    async (query: string): Promise<{ options: readonly Option[]; hint?: string }> => {
      const keyword = query.trim()
      if (!place || id === undefined) return { options: [] }
      if (keyword.length < minLength || keyword === '') return { options: [], hint: t('picker.atLeast', { count: Math.max(1, minLength) }) }
      const result = await searchAtSource(place, id, keyword)
      if (result.ok) return { options: result.value.choices.map(asOption) }
      return { options: [], hint: t('picker.failed', { why: failureWords(tf, result.error).what }) }
    },
    [place, id, minLength, searchAtSource, t, tf],
  )

  const find = (query: string): readonly Option[] => [
    ...matching(choices, query).map(asOption),
    ...(query === '' && canUnset ? [{ value: '', label: t('picker.unset') }] : []),
    ...(query === '' && notInUse !== null ? [{ value: notInUse, label: t('picker.notInUse') }] : []),
  ]
  const status = (found: number, first: number) => {
    if (found === 0) return t('picker.none')
    if (found > first) return t('picker.more', { shown: format.number(first), all: format.number(found) })
    return t('picker.status', { count: found, shown: format.number(found) })
  }

  return (
    <Picker
      {...rest}
      placeholder={t('picker.placeholder')}
      shown={shown}
      value={value}
      find={find}
      ask={search ? ask : undefined}
      status={status}
      onChange={onChange}
    />
  )
}

const asOption = ({ title, value }: SourceOption): Option =>
  title === value ? { value, label: title } : { value, label: title, code: value }

/** Options whose code or title begins with the query first, then those that hold it. */
function matching(choices: readonly SourceOption[], query: string): readonly SourceOption[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return choices
  const first: SourceOption[] = []
  const rest: SourceOption[] = []
  for (const choice of choices) {
    const title = choice.title.toLowerCase()
    const value = choice.value.toLowerCase()
    if (title.startsWith(wanted) || value.startsWith(wanted)) first.push(choice)
    else if (title.includes(wanted) || value.includes(wanted)) rest.push(choice)
  }
  return [...first, ...rest]
}
