import { Combobox } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from '../class-names'
import styles from './Picker.module.css'

export type Option = { value: string; label: string; code?: string }
export type PickerProps = {
  /** What is chosen, for whoever does not see where it stands. */
  label: string
  placeholder: string
  shown: ReactNode
  value: string
  /** All that match what was typed, the best first; only the first few are put in the page. */
  find: (query: string) => readonly Option[]
  /** Asked while it is typed, for options that are not here; null when there are none to ask for. */
  ask?: ((query: string, signal: AbortSignal) => Promise<{ options: readonly Option[]; hint?: string }>) | undefined
  onChange: (value: string) => void
  onClose?: (() => void) | undefined
  /** How many were found, in words. */
  status: (found: number, shown: number) => string
  /** What the choices were narrowed to, in words. */
  hint?: string | null | undefined
  tabIndex?: number | undefined
  className?: string | undefined
  describedBy?: string | undefined
  isInvalid?: boolean | undefined
  opensAtOnce?: boolean | undefined
}

const MOST = 60
const ASK_AFTER_MS = 250
// In a table these would move to another row.
const ROW_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Enter'])
const keepFromTable = (event: KeyboardEvent) => {
  if (ROW_KEYS.has(event.key)) event.stopPropagation()
}

/**
 * One of very many, found by typing. A table shows dozens of these and few are ever opened: until then each is a plain button.
 */
export function Picker(props: PickerProps) {
  const { label, shown, tabIndex, className, describedBy, isInvalid, opensAtOnce = false } = props
  const [wasOpened, setWasOpened] = useState(opensAtOnce)
  return (
    <span className={classNames(styles.root, className)} onKeyDown={keepFromTable}>
      {wasOpened ? (
        <Opened {...props} />
      ) : (
        <button
          type="button"
          className={styles.trigger}
          tabIndex={tabIndex}
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={false}
          aria-describedby={describedBy}
          data-invalid={isInvalid || undefined}
          onClick={() => setWasOpened(true)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            setWasOpened(true)
          }}
        >
          <Shown>{shown}</Shown>
        </button>
      )}
    </span>
  )
}

function Shown({ children }: { children: ReactNode }) {
  return (
    <>
      <span className={styles.value}>{children}</span>
      <ChevronsUpDown aria-hidden="true" className={styles.icon} />
    </>
  )
}

function Opened(props: PickerProps) {
  const { label, placeholder, shown, value, find, ask, onChange, onClose, status, hint, tabIndex, describedBy, isInvalid } = props
  const [open, setOpen] = useState(true)
  const [query, setQuery] = useState('')
  const asked = useAsked(ask, open ? query : '')
  const found = open ? together(find(query), asked.options) : NONE
  const first = found.slice(0, MOST)

  return (
    <Combobox.Root<Option>
      items={first}
      filter={null}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setQuery('')
        if (!next) onClose?.()
      }}
      inputValue={query}
      onInputValueChange={setQuery}
      value={found.find((option) => option.value === value) ?? { value, label }}
      isItemEqualToValue={(one, other) => one.value === other.value}
      onValueChange={(next) => {
        if (next) onChange(next.value)
      }}
      autoHighlight
    >
      <Combobox.Trigger
        className={styles.trigger}
        tabIndex={tabIndex}
        aria-label={label}
        aria-describedby={describedBy}
        data-invalid={isInvalid || undefined}
      >
        <Shown>{shown}</Shown>
      </Combobox.Trigger>
      <Combobox.Portal role="region" aria-label={label}>
        <Combobox.Positioner className={styles.positioner} sideOffset={4} align="start">
          <Combobox.Popup className={styles.popup} aria-label={label}>
            <Combobox.Input className={styles.input} placeholder={placeholder} aria-label={placeholder} spellCheck={false} />
            <Combobox.Status className={styles.status}>
              {[asked.hint ?? status(found.length, first.length), hint].filter(Boolean).join(' · ')}
            </Combobox.Status>
            <Combobox.List className={styles.list}>
              {(option: Option) => (
                <Combobox.Item key={option.value} value={option} className={styles.item}>
                  {option.code !== undefined && <code className={styles.code}>{option.code}</code>}
                  <span className={styles.label}>{option.label}</span>
                  <Combobox.ItemIndicator className={styles.icon}>
                    <Check aria-hidden="true" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

const NONE: readonly Option[] = []

type Asked = { options: readonly Option[]; hint?: string }

/** What another place answers to what was typed, once the typing pauses. */
function useAsked(ask: PickerProps['ask'], query: string): Asked {
  const [asked, setAsked] = useState<Asked>({ options: NONE })
  useEffect(() => {
    if (!ask) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      void ask(query, stop.signal).then((answer) => {
        if (!stop.signal.aborted) setAsked(answer)
      })
    }, ASK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [ask, query])
  return asked
}

function together(here: readonly Option[], there: readonly Option[]): readonly Option[] {
  if (there.length === 0) return here
  const known = new Set(here.map(({ value }) => value))
  return [...here, ...there.filter(({ value }) => !known.has(value))]
}
