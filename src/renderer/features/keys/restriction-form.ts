import { useState } from 'react'
import type { FieldFault } from '#shared/errors'
import { isSameRestriction } from '#shared/rules/restriction'
import type { Restriction } from '#shared/wire/administration-plane'
import { addressesOf, addText, emptyDraft, isBad, withRefusals, type Draft } from './address-draft'

/** A restriction, and the address set that it was made from. */
export type Entered = { restriction: Restriction; addressSetId?: string | undefined }
/** What stands in the sheet, also what is not finished. The list is kept while "no restrictions" is chosen. */
export type Entry = { mode: Restriction['mode']; draft: Draft; typed: string; addressSetId: string | undefined }
export type RestrictionForm = ReturnType<typeof useRestrictionForm>

export function entryOf({ restriction, addressSetId }: Entered): Entry {
  const listed = restriction.mode === 'restricted' ? restriction.addresses.join('\n') : ''
  return { mode: restriction.mode, draft: addText(emptyDraft, listed), typed: '', addressSetId }
}

/** What still stands in the field counts too, also when the field never lost the focus. */
export const finished = (entry: Entry): Entry => ({ ...entry, draft: addText(entry.draft, entry.typed), typed: '' })

export function enteredIn(entry: Entry): Entered {
  if (entry.mode === 'unrestricted') return { restriction: { mode: 'unrestricted' } }
  return { restriction: { mode: 'restricted', addresses: addressesOf(finished(entry).draft) }, addressSetId: entry.addressSetId }
}

export const badCount = ({ mode, draft }: Entry): number => (mode === 'restricted' ? draft.chips.filter(isBad).length : 0)

/** Adds a set's addresses that the list does not have yet, and remembers the set. */
export function withSet(entry: Entry, set: { id: string; addresses: readonly string[] }): Entry {
  const { draft } = finished(entry)
  const known = new Set(addressesOf(draft))
  const missing = set.addresses.filter((address) => !known.has(address))
  return { ...entry, typed: '', draft: addText(draft, missing.join('\n')), addressSetId: set.id }
}

/** The state behind every sheet that sets a restriction. `base` is what it is compared with. */
export function useRestrictionForm(initial: Entered) {
  const [base, setBase] = useState(initial)
  const [entry, setEntry] = useState(() => entryOf(initial))
  const entered = enteredIn(entry)
  return {
    base,
    entry,
    change: (part: Partial<Entry>) => setEntry((before) => ({ ...before, ...part })),
    /** Lays the hub's faults on the entries they speak of; `sent` is the list as it was sent, in which they count. */
    refuse: (sent: Entry, faults: readonly FieldFault[]) => setEntry({ ...sent, draft: withRefusals(sent.draft, faults) }),
    reset(next: Entered) {
      setBase(next)
      setEntry(entryOf(next))
    },
    isDirty: entered.addressSetId !== base.addressSetId || !isSameRestriction(entered.restriction, base.restriction),
  }
}
