import { mergeSuggestions, type Merging } from '#shared/rules/address-merging'
import { warningsFor, type AddressWarning } from '#shared/rules/address-warnings'
import { countAddresses, parseAddressEntry, splitAddressText, type AddressEntry } from '#shared/rules/addresses'

/** One entry as typed. `refused` is what the hub said of it, if it knew better than our rule. */
export type Chip = { id: number; text: string; entry: AddressEntry | null; fault: string | null; refused: string | null }

/** The list of addresses while it is typed. Ids only tell equal entries apart. */
export type Draft = { chips: readonly Chip[]; nextId: number }

export const emptyDraft: Draft = { chips: [], nextId: 1 }

/** Adds every entry of a typed or pasted text, good and bad ones. */
export function addText(draft: Draft, text: string): Draft {
  const added = splitAddressText(text).map((part, index) => chipOf(draft.nextId + index, part))
  return added.length === 0 ? draft : { chips: [...draft.chips, ...added], nextId: draft.nextId + added.length }
}

/**
 * What typing leaves in the field and what becomes entries: everything before the last separator. A comma or semicolon at
 * the end finishes an entry; a space only does once something follows it, since it may belong to `a - b`.
 */
export function takeFinished(draft: Draft, typed: string): { draft: Draft; rest: string } {
  if (/[,;\r\n]\s*$/u.test(typed)) return { draft: addText(draft, typed), rest: '' }
  const parts = splitAddressText(typed)
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined) return { draft, rest: typed }
  return { draft: addText(draft, parts.slice(0, -1).join('\n')), rest: last }
}

export const removeChip = (draft: Draft, id: number): Draft => ({ ...draft, chips: draft.chips.filter((chip) => chip.id !== id) })

export const replaceChip = (draft: Draft, id: number, text: string): Draft => ({
  ...draft,
  chips: draft.chips.map((chip) => (chip.id === id ? chipOf(id, text) : chip)),
})

/** The same addresses said shorter; entries with faults stay, at the end, to be corrected. */
export function applyMerging(draft: Draft, merged: readonly AddressEntry[]): Draft {
  const bad = draft.chips.filter(isBad)
  const clean = addText({ chips: [], nextId: draft.nextId }, merged.map(({ text }) => text).join('\n'))
  return { chips: [...clean.chips, ...bad], nextId: clean.nextId }
}

/** Lays the hub's faults (`restriction.addresses.2`) on the entries they speak of. */
export function withRefusals(draft: Draft, faults: readonly { path: string; message: string }[]): Draft {
  const byIndex = new Map(
    faults.flatMap(({ path, message }) => {
      const index = /(?:^|\.)addresses\.(\d+)/.exec(path)?.[1]
      return index === undefined ? [] : [[Number(index), message] as const]
    }),
  )
  return { ...draft, chips: draft.chips.map((chip, index) => ({ ...chip, refused: byIndex.get(index) ?? null })) }
}

export const isBad = (chip: Chip) => chip.fault !== null || chip.refused !== null

export type Reading = {
  bad: Chip[]
  warnings: { chip: Chip; warning: AddressWarning }[]
  merging: Merging
  entryCount: number
  addressCount: bigint
}

/** All that can be said of the list as it stands. */
export function readDraft({ chips }: Draft): Reading {
  const entries = chips.flatMap(({ entry }) => (entry ? [entry] : []))
  return {
    bad: chips.filter(isBad),
    warnings: chips.flatMap((chip) => (chip.entry ? warningsFor(chip.entry).map((warning) => ({ chip, warning })) : [])),
    merging: mergeSuggestions(entries),
    entryCount: entries.length,
    addressCount: countAddresses(entries),
  }
}

/** What is sent: the entries in their order, each as the editor shows it. */
export const addressesOf = ({ chips }: Draft): string[] => chips.map(({ text }) => text)

function chipOf(id: number, text: string): Chip {
  const parsed = parseAddressEntry(text)
  return parsed.ok
    ? { id, text: parsed.entry.text, entry: parsed.entry, fault: null, refused: null }
    : { id, text, entry: null, fault: parsed.message, refused: null }
}
