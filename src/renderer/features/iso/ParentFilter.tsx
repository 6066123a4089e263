import { useTranslation } from 'react-i18next'
import type { IsoRow } from '#shared/wire/source-plane'
import { holdingAllWords } from '../../ui/search-text'
import styles from './Iso.module.css'
import type { Option } from '../../ui/form/Picker'
import { CodePicker } from './CodePicker'

type Props = { list: 'country' | 'region'; rows: readonly IsoRow[]; value: string | null; onChange: (id: string | null) => void }
const ALL = ''

/** Narrows regions to a country and subregions to a region; there may be thousands to choose from. */
export function ParentFilter({ list, rows, value, onChange }: Props) {
  const { t } = useTranslation('iso')
  const chosen = rows.find(({ id }) => id === value)?.title ?? t(`allParents.${list}`)
  const find = (query: string): Option[] => [
    ...(query.trim() === '' ? [{ value: ALL, label: t(`allParents.${list}`) }] : []),
    // Not the rows themselves: what a row is searched by is kept with it, and elsewhere that is more than its name.
    ...holdingAllWords(
      rows.map(({ id, title }) => ({ value: id, label: title })),
      query,
      ({ label }) => label,
    ),
  ]
  return (
    <div className={styles.parent}>
      <CodePicker
        label={`${t(`parent.${list}`)}: ${chosen}`}
        placeholder={t(`findParent.${list}`)}
        shown={chosen}
        value={value ?? ALL}
        find={find}
        onChange={(id) => onChange(id === ALL ? null : id)}
      />
    </div>
  )
}
