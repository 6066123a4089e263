import type { Secret } from '../../platform/secret'

/** The clipboard of the desktop, as little of it as is needed. */
export type Clipboard = { read(): string; write(text: string): void; clear(): void }

type Deps = { clipboard: Clipboard; schedule: (run: () => void, milliseconds: number) => () => void }

/** Puts a key on the clipboard and takes it off again, unless something else was copied since. */
export function createSecretClipboard({ clipboard, schedule }: Deps) {
  let held: { secret: Secret; cancel: () => void } | null = null

  /** Clears only what is ours: a person's own copy is not touched. */
  function clear(): void {
    if (!held) return
    held.cancel()
    if (clipboard.read() === held.secret.expose()) clipboard.clear()
    held = null
  }

  return {
    put(secret: Secret, seconds: number): void {
      held?.cancel()
      clipboard.write(secret.expose())
      held = { secret, cancel: schedule(clear, seconds * 1000) }
    },
    /** Also when the app quits. */
    clear,
  }
}
export type SecretClipboard = ReturnType<typeof createSecretClipboard>
