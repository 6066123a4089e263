import { Search, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './Form.module.css'

type Props = {
  isLandmark?: boolean
  label: string
  value: string
  onChange: (value: string) => void
  onKeyDown?: React.KeyboardEventHandler
}

/** Filters what is below as one types. Esc empties it. Its label is what stands in it while it is empty. A page has one landmark of searching. */
export function SearchField({ isLandmark = true, label, value, onChange, onKeyDown }: Props) {
  const { t } = useTranslation('common')
  return (
    <div className={styles.search} role={isLandmark ? 'search' : undefined}>
      <Search aria-hidden="true" className={styles.searchIcon} />
      <input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        className={styles.searchInput}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation()
            onChange('')
          } else onKeyDown?.(event)
        }}
      />
      {value !== '' && (
        <button type="button" className={styles.searchClear} aria-label={t('clearSearch')} onClick={() => onChange('')}>
          <X aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
