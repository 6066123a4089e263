import { Select } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useId, type Ref } from 'react'
import { describedBy, FieldFrame } from './FieldFrame'
import styles from './Form.module.css'

type Props<Value extends string> = {
  label: string
  hint?: string
  error?: string | undefined
  items: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
  ref?: Ref<HTMLButtonElement>
}

/** One of a few, from a list that opens. */
export function SelectField<Value extends string>({ label, hint, error, items, value, onChange, ref }: Props<Value>) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} asGroup>
      <Select.Root items={items} value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Select.Trigger
          id={id}
          {...(ref === undefined ? {} : { ref })}
          className={styles.select}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(id, { hint, error })}
        >
          <Select.Value className={styles.selectValue} />
          <Select.Icon className={styles.selectIcon}>
            <ChevronsUpDown aria-hidden="true" />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal role="region" aria-label={label}>
          <Select.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Select.Popup className={styles.popup}>
              <Select.List>
                {items.map((item) => (
                  <Select.Item key={item.value} value={item.value} className={styles.item}>
                    <Select.ItemText>{item.label}</Select.ItemText>
                    <Select.ItemIndicator className={styles.indicator}>
                      <Check aria-hidden="true" />
                    </Select.ItemIndicator>
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </FieldFrame>
  )
}
