import type { KeychainAnswer, KeychainRequest } from './messages'

/** A running keychain process. `exited` fires once, whatever ended it. */
export type KeychainProcess = {
  post(request: KeychainRequest): void
  onAnswer(listener: (answer: KeychainAnswer) => void): void
  onExit(listener: () => void): void
  kill(): void
}

/** Starts the keychain process: a utility process in the app, a plain child in tests. */
export type KeychainHost = { start(): KeychainProcess }
