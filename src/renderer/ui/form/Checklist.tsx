import { useId, useState } from 'react'
import { SearchField } from './SearchField'
import styles from './Checklist.module.css'

type Props = {
  /** Names the list and, with the search, what is looked for in it. */
  label: string
  searchLabel: string
  allLabel: string
  counted: string
  items: readonly string[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

/** Any of many, with a search above: what is ticked stays ticked while it is filtered out. */
export function Checklist({ label, searchLabel, allLabel, counted, items, chosen, onChange }: Props) {
  const id = useId()
  const [query, setQuery] = useState('')
  const shown = items.filter((item) => item.toLowerCase().includes(query.trim().toLowerCase()))
  const isAll = shown.length > 0 && shown.every((item) => chosen.has(item))
  const set = (those: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen)
    for (const item of those) {
      if (isChosen) next.add(item)
      else next.delete(item)
    }
    onChange(next)
  }
  return (
    <fieldset className={styles.list}>
      <legend className="visually-hidden">{label}</legend>
      <div className={styles.bar}>
        <SearchField isLandmark={false} label={searchLabel} value={query} onChange={setQuery} />
        <span role="status" className="muted small">
          {counted}
        </span>
      </div>
      <label className={styles.item}>
        <input type="checkbox" checked={isAll} onChange={() => set(shown, !isAll)} />
        {allLabel}
      </label>
      <div className={styles.items} role="group" aria-label={label} tabIndex={0}>
        {shown.map((item) => (
          <label key={item} className={styles.item} htmlFor={`${id}-${item}`}>
            <input id={`${id}-${item}`} type="checkbox" checked={chosen.has(item)} onChange={() => set([item], !chosen.has(item))} />
            {item}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
