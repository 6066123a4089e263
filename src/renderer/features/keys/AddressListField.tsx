import { useRef, useState } from 'react'
import type { FieldFault } from '#shared/errors'
import { addressesOf, addText, emptyDraft, isBad, withRefusals } from './address-draft'
import { AddressEditor } from './AddressEditor'

type Props = {
  initial: readonly string[]
  /** What main said of the list as it was sent. */
  faults: readonly FieldFault[]
  onChange: (list: { addresses: string[]; badCount: number }) => void
}

/** The address editor for a list that is not a key's: says of each change what the list is now. */
export function AddressListField({ initial, faults, onChange }: Props) {
  const [draft, setDraft] = useState(() => addText(emptyDraft, initial.join('\n')))
  const [typed, setTyped] = useState('')
  const [shownFaults, setShownFaults] = useState(faults)
  const input = useRef<HTMLInputElement>(null)
  if (faults !== shownFaults) {
    setShownFaults(faults)
    setDraft(withRefusals(addText(draft, typed), faults))
    setTyped('')
  }
  return (
    <AddressEditor
      draft={draft}
      typed={typed}
      inputRef={input}
      onChange={(next, rest) => {
        setDraft(next)
        setTyped(rest)
        const whole = addText(next, rest)
        onChange({ addresses: addressesOf(whole), badCount: next.chips.filter(isBad).length })
      }}
    />
  )
}
