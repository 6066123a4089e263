import { X } from 'lucide-react'
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../ui/class-names'
import { describedBy, FieldFrame } from '../../ui/form/FieldFrame'
import { addText, isBad, removeChip, takeFinished, type Chip, type Draft } from './address-draft'
import styles from './AddressEditor.module.css'
import { AddressFindings } from './AddressFindings'

type Props = {
  /** The field's name where it is not the usual one. */
  label?: string
  draft: Draft
  typed: string
  onChange: (draft: Draft, typed: string) => void
  inputRef: RefObject<HTMLInputElement | null>
}

/** A list of addresses, one chip an entry. What is typed or pasted becomes chips; nothing is thrown away for being wrong. */
export function AddressEditor({ label, draft, typed, onChange, inputRef }: Props) {
  const { t } = useTranslation('keys')
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const [announced, setAnnounced] = useState('')
  const { chips } = draft
  const hasFaults = chips.some(isBad)

  const focusChip = (index: number) => {
    if (index < 0 || index >= chips.length) inputRef.current?.focus()
    else list.current?.querySelectorAll<HTMLElement>('button')[index]?.focus()
  }
  const remove = (chip: Chip, index: number, focusNext: number) => {
    onChange(removeChip(draft, chip.id), typed)
    setAnnounced(t('editor.removed', { text: chip.text }))
    // The chips after it move up by one once it is gone.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>('button')
      ;(buttons?.[Math.min(focusNext, index)] ?? inputRef.current)?.focus()
    })
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    const whole =
      typed.slice(0, selectionStart ?? typed.length) + event.clipboardData.getData('text') + typed.slice(selectionEnd ?? typed.length)
    onChange(addText(draft, whole), '')
  }
  const onInputKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = chips.at(-1)
    if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault()
      onChange(addText(draft, typed), '')
    } else if (event.key === 'Tab' && typed.trim() !== '') {
      // Only by keyboard: on a click elsewhere, what appears below would move that click's target away.
      onChange(addText(draft, typed), '')
    } else if (event.key === 'Backspace' && typed === '' && last) {
      event.preventDefault()
      onChange(removeChip(draft, last.id), last.text)
    } else if (event.key === 'ArrowLeft' && event.currentTarget.selectionEnd === 0 && last) {
      event.preventDefault()
      focusChip(chips.length - 1)
    }
  }
  const onChipKeyDown = (event: KeyboardEvent, chip: Chip, index: number) => {
    if (event.key === 'ArrowLeft') focusChip(Math.max(0, index - 1))
    else if (event.key === 'ArrowRight') focusChip(index + 1)
    else if (event.key === 'Delete') remove(chip, index, index)
    else if (event.key === 'Backspace') remove(chip, index, index - 1)
    else return
    event.preventDefault()
  }

  return (
    <div className={styles.editor}>
      <FieldFrame id={id} label={label ?? t('editor.label')} hint={t('editor.hint')}>
        <div className={classNames(styles.box, hasFaults && styles.boxBad)} onClick={() => inputRef.current?.focus()}>
          {chips.length > 0 && (
            <ul ref={list} className={styles.chips} aria-label={t('editor.list')}>
              {chips.map((chip, index) => (
                <li key={chip.id} className={classNames(styles.chip, isBad(chip) && styles.bad)}>
                  <span className={styles.chipText}>{chip.text}</span>
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.remove}
                    aria-label={t('editor.remove', { text: chip.text })}
                    onClick={(event) => {
                      event.stopPropagation()
                      remove(chip, index, index)
                    }}
                    onKeyDown={(event) => onChipKeyDown(event, chip, index)}
                  >
                    <X aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            ref={inputRef}
            id={id}
            type="text"
            className={styles.input}
            placeholder={chips.length === 0 ? t('editor.placeholder') : undefined}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={hasFaults || undefined}
            aria-describedby={describedBy(id, { hint: true, error: hasFaults })}
            value={typed}
            onChange={(event) => {
              const { draft: next, rest } = takeFinished(draft, event.target.value)
              onChange(next, rest)
            }}
            onPaste={onPaste}
            onKeyDown={onInputKeyDown}
          />
        </div>
      </FieldFrame>
      <AddressFindings id={id} draft={draft} onChange={(next) => onChange(next, typed)} />
      <span role="status" className="visually-hidden">
        {announced}
      </span>
    </div>
  )
}
