/** What is said between main and the keychain's own process. Values are secret: they go over this private channel only. */
export type KeychainRequest = { id: number } & (
  | { verb: 'get'; service: string; account: string }
  | { verb: 'set'; service: string; account: string; value: string }
  | { verb: 'delete'; service: string; account: string }
)
export type KeychainAnswer = { id: number } & ({ ok: true; value: string | null } | { ok: false; error: string })
