/** One call of the library. There is no verb to list or search: with a locked keyring that ends the process. */
export type KeychainVerb =
  { verb: 'get'; account: string } | { verb: 'set'; account: string; value: string } | { verb: 'delete'; account: string }

/** What is said between main and the keychain's own process. Values are secret: they go over this private channel only. */
export type KeychainRequest = KeychainVerb & { id: number; service: string }

/** `value` is what was found, `null` for nothing; for a delete, any text says that something went. */
export type KeychainAnswer = { id: number } & ({ ok: true; value: string | null } | { ok: false; error: string })
