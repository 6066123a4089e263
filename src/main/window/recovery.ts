/** What there is to do about a window whose page stopped working. */
export type RecoveryDeps = {
  now: () => number
  /** Opens the same page again, in a new process. */
  reload: () => void
  /** Ends the page's process, as it does not end by itself. `reload` follows when it is gone. */
  end: () => void
  close: () => void
  /** Each asks the person; `wait` is an answer to a page that hangs. */
  askAfterCrash: () => Promise<'reload' | 'close'>
  askAboutHang: (unsaved: readonly string[]) => Promise<'reload' | 'wait'>
  unsaved: () => readonly string[]
  /** Said in the page that was opened anew. */
  reloaded: () => void
  report: (what: 'crashed' | 'hung', facts: Record<string, unknown>) => void
}

/** A page that was fine for so long has a chance again. */
const WELL_AFTER_MS = 5 * 60_000

/**
 * Opens a crashed or hung page again, once, at the same place; after that a person is asked, so that nothing goes round in
 * circles. A page that hangs with something unsaved in it is never ended without asking: it may come back.
 */
export function createRecovery(deps: RecoveryDeps) {
  let lastReloadAt: number | null = null
  let isAsking = false
  let answers = true

  const wasReloadedLately = () => lastReloadAt !== null && deps.now() - lastReloadAt < WELL_AFTER_MS
  const reload = () => {
    lastReloadAt = deps.now()
    deps.reload()
    deps.reloaded()
  }
  const asking = async (ask: () => Promise<void>) => {
    if (isAsking) return
    isAsking = true
    try {
      await ask()
    } finally {
      isAsking = false
    }
  }

  return {
    async crashed(reason: string): Promise<void> {
      answers = true
      deps.report('crashed', { reason })
      if (!wasReloadedLately()) {
        reload()
        return
      }
      await asking(async () => {
        if ((await deps.askAfterCrash()) === 'reload') reload()
        else deps.close()
      })
    },

    async hung(): Promise<void> {
      answers = false
      deps.report('hung', {})
      if (!wasReloadedLately() && deps.unsaved().length === 0) {
        deps.end()
        return
      }
      await asking(async () => {
        const answer = await deps.askAboutHang(deps.unsaved())
        // It may have come back while the question stood there.
        if (answer === 'reload' && !answers) {
          lastReloadAt = null
          deps.end()
        }
      })
    },

    answersAgain(): void {
      answers = true
    },
  }
}
export type Recovery = ReturnType<typeof createRecovery>
