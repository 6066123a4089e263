import { holdingAllWords } from '../../ui/search-text'

export type EntryKind = 'command' | 'environment' | 'application' | 'key'

/** One line of the palette. */
export type Entry = {
  id: string
  kind: EntryKind
  title: string
  /** What it is, or of what it is; found by these words too. */
  detail: string
  keys?: readonly string[]
  blockedBecause: string | null
  run: () => void
}

/**
 * Entries that hold every word of the query, in any order: recent ones first, then those whose name begins with it, then the
 * others as they came. What cannot be done now keeps its reason, and comes last while nothing is typed.
 */
export function foundEntries(entries: readonly Entry[], query: string, recent: readonly string[]): readonly Entry[] {
  const found = holdingAllWords(entries, query, ({ title, detail }) => `${title} ${detail}`)
  const start = query.trim().toLowerCase()
  const rank = ({ id, title, blockedBecause }: Entry) => {
    const at = recent.indexOf(id)
    if (at >= 0) return at
    if (start === '') return recent.length + (blockedBecause === null ? 0 : 1)
    return recent.length + (title.toLowerCase().startsWith(start) ? 0 : 1)
  }
  const ranks = new Map(found.map((entry) => [entry, rank(entry)]))
  // Array.sort keeps the order of equals.
  return [...found].sort((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0))
}
