import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

export type TabItem<Id extends string> = { id: Id; label: string; count?: string | undefined; content: ReactNode }
type Props<Id extends string> = { label: string; items: TabItem<Id>[]; selected: Id; onSelect: (id: Id) => void }

/** Tabs under a page's header. Only the selected panel is in the page. */
export function Tabs<Id extends string>({ label, items, selected, onSelect }: Props<Id>) {
  return (
    <Base.Root className={styles.root} value={selected} onValueChange={(value: Id) => onSelect(value)}>
      <Base.List className={styles.list} aria-label={label}>
        {items.map((item) => (
          <Base.Tab key={item.id} value={item.id} className={styles.tab}>
            {item.label}
            {item.count !== undefined && (
              <span className={styles.count} aria-hidden="true">
                {item.count}
              </span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.id} value={item.id} className={styles.panel}>
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
