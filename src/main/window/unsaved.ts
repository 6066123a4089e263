type Holder = { id: number }

/** Asks whether to go on; `names` is what would be lost. */
export type AskUnsaved = (names: readonly string[], what: 'close' | 'quit', windowId: number) => Promise<boolean>

/**
 * What is not saved in each window, and the question before it is lost. Windows are closed and the app is quit by calling
 * again, once the person agreed.
 */
export function createUnsaved(ask: AskUnsaved) {
  const byWindow = new Map<number, readonly string[]>()
  let isAsking = false

  const namesOf = (windows: readonly Holder[]) => windows.flatMap(({ id }) => byWindow.get(id) ?? [])
  /** True: nothing stands in the way. Otherwise asks, and calls `again` if the person agrees. */
  const mayGo = (windows: readonly Holder[], what: 'close' | 'quit', again: () => void): boolean => {
    const names = namesOf(windows)
    if (names.length === 0) return true
    const asking = windows.find(({ id }) => (byWindow.get(id)?.length ?? 0) > 0)
    if (isAsking || !asking) return false
    isAsking = true
    void ask(names, what, asking.id)
      .then((agreed) => {
        if (!agreed) return
        for (const { id } of windows) byWindow.delete(id)
        // After this promise, so that a window that closes at once finds nobody asking.
        setImmediate(again)
      })
      .finally(() => {
        isAsking = false
      })
    return false
  }

  return {
    set(windowId: number, names: readonly string[]): void {
      if (names.length === 0) byWindow.delete(windowId)
      else byWindow.set(windowId, names)
    },
    of: (windowId: number): readonly string[] => byWindow.get(windowId) ?? [],
    mayClose: (window: Holder, again: () => void): boolean => mayGo([window], 'close', again),
    mayQuit: (windows: readonly Holder[], again: () => void): boolean => mayGo(windows, 'quit', again),
  }
}
export type Unsaved = ReturnType<typeof createUnsaved>

/** So many are named in a dialog; of the rest the number. */
const MOST_NAMED = 12

/** One line for each thing that is not saved. */
export function listed(names: readonly string[], more: (count: number) => string): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => `• ${name}`)
  return [...shown, ...(names.length > MOST_NAMED ? [more(names.length - MOST_NAMED)] : [])].join('\n')
}
