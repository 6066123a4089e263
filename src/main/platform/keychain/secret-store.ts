import type { KeychainState } from '#shared/contract/shell'
import type { Secret } from '../secret'

export type { KeychainState }

/**
 * What reading a secret came to.
 * - `absent`: the keychain is open and does not have it.
 * - `locked`: it may have it, but does not say so until a person unlocks it.
 * - `unreadable`: this one call was lost (the keychain's process fell); only this secret is concerned.
 * - `unavailable`: there is no keychain here.
 */
export type SecretRead = { state: 'ok'; secret: Secret } | { state: 'absent' | 'locked' | 'unreadable' | 'unavailable' }

/** Secrets by reference. Nothing is ever deleted because it could not be read. */
export type SecretStore = {
  get(ref: string): Promise<SecretRead>
  /**
   * Keeps a secret, reads it back and compares. Without a keychain it is held in memory until the app quits, and the answer
   * says `session`; never in plain text on disk.
   * @throws AppError `keychain-unavailable` when locked, `invalid-input` for what no keychain takes
   */
  set(ref: string, secret: Secret): Promise<'kept' | 'session'>
  /** @throws AppError `keychain-unavailable` when it cannot be said to be gone */
  delete(ref: string): Promise<void>
  /** Asks the keychain how it is, before a person enters a secret. May show them its prompt. */
  look(): Promise<KeychainState>
  /** What was last found out, without asking the keychain. */
  state(): KeychainState
  /** Tells of each change; returns the function that ends it. */
  onStateChange(listener: (state: KeychainState) => void): () => void
  close(): void
}
