import { useEffect, useId } from 'react'

const held = new Map<string, readonly string[]>()
const listeners = new Set<(names: readonly string[]) => void>()

/** What of one place is not saved, by name; none: nothing any more. */
export function holdUnsaved(place: string, names: readonly string[]): void {
  if (names.length === 0 && !held.has(place)) return
  if (names.length === 0) held.delete(place)
  else held.set(place, names)
  const all = [...held.values()].flat()
  for (const listener of listeners) listener(all)
}

/** Hears of everything that is not saved in this window, each time that it changes. Returns how to stop. */
export function onUnsaved(listener: (names: readonly string[]) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** While it is shown, something with this name is not saved. Null: nothing is. */
export function useUnsaved(name: string | null): void {
  const place = useId()
  useEffect(() => {
    holdUnsaved(place, name === null ? [] : [name])
    return () => holdUnsaved(place, [])
  }, [place, name])
}
