import type { Secret } from '../../platform/secret'

/** The clipboard of the desktop, as little of it as is needed. `write` marks the text as concealed where the system can. */
export type Clipboard = { read(): Promise<string>; write(text: string): Promise<void>; clear(): void }

type Deps = { clipboard: Clipboard; schedule: (run: () => void, milliseconds: number) => () => void }

/** Puts a key on the clipboard and takes it off again, unless something else was copied since. */
export function createSecretClipboard({ clipboard, schedule }: Deps) {
  let held: { secret: Secret; cancel: () => void } | null = null

  /** Clears only what is ours: a person's own copy is not touched. */
  async function clear(): Promise<void> {
    if (!held) return
    const { secret, cancel } = held
    held = null
    cancel()
    if ((await clipboard.read()) === secret.expose()) clipboard.clear()
  }

  return {
    async put(secret: Secret, seconds: number): Promise<void> {
      held?.cancel()
      await clipboard.write(secret.expose())
      held = { secret, cancel: schedule(() => void clear(), seconds * 1000) }
    },
    /** Also when the app quits. */
    clear,
  }
}
export type SecretClipboard = ReturnType<typeof createSecretClipboard>
