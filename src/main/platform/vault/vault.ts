import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { SecretStore } from '../keychain/secret-store'
import type { Secret } from '../secret'
import type { SecretEntry, SecretOwner, VaultRepo } from './vault.repo'

export type Credential = { secret: Secret; audience: string; username: string | null }

type Deps = { repo: VaultRepo; store: SecretStore; clock: Clock; newRef: () => string }

/**
 * Secrets by what they are for. SQLite holds where they are and the one origin each may go to, the keychain holds what
 * they are. The two share no transaction, so a new secret is written beside the old one and the row is the switch.
 */
export function createVault({ repo, store, clock, newRef }: Deps) {
  // References whose secret lives only until the app quits, since there is no keychain.
  const sessionOnly = new Set<string>()
  repo.dropEarlierSessions()

  // Loose only until their row is written: another put that tidies up meanwhile must leave them.
  const beingWritten = new Set<string>()

  let swept = false

  async function forgetLoose(): Promise<void> {
    for (const ref of repo.looseRefs().filter((loose) => !beingWritten.has(loose) && !sessionOnly.has(loose))) {
      await store.delete(ref)
      repo.dropLoose(ref)
    }
  }

  /** Once a run, and only after the keychain was needed and open anyway: a start asks it for nothing. Only what this database wrote. */
  function sweepOnce(): void {
    if (swept) return
    swept = true
    forgetLoose().catch(() => {
      swept = false // locked meanwhile: the next reading tries again
    })
  }

  return {
    /** Keeps a secret for its owner; the previous one goes. Returns where it is kept. Throws `keychain-unavailable` when locked. */
    async put(owner: SecretOwner, secret: Secret, to: { audience: string; username?: string }): Promise<'kept' | 'session'> {
      const ref = newRef()
      repo.addLoose(ref, clock.iso())
      beingWritten.add(ref)
      let kept: 'kept' | 'session'
      try {
        kept = await store.set(ref, secret)
        if (kept === 'session') sessionOnly.add(ref)
        const before = repo.find(owner)
        repo.pointAt({ ...owner, ref, username: to.username ?? null, audience: to.audience }, { at: clock.iso(), kept })
        if (before) sessionOnly.delete(before.ref)
      } finally {
        beingWritten.delete(ref)
      }
      await forgetLoose().catch(() => undefined) // the new secret is in force; the sweep takes the rest later
      return kept
    },

    /** The secret, with the only origin it may be sent to. Throws `credentials-missing` or `keychain-unavailable`. */
    async get(owner: SecretOwner): Promise<Credential> {
      const entry = repo.find(owner)
      if (!entry) throw new AppError('credentials-missing', 'No credential is stored here for this. Enter it to go on.')
      const found = await store.get(entry.ref)
      switch (found.state) {
        case 'ok':
          sweepOnce()
          return { secret: found.secret, audience: entry.audience, username: entry.username }
        case 'absent':
          throw new AppError('credentials-missing', 'The stored credential could not be read. Enter it again to go on.')
        case 'unreadable': // the keychain has it still: nothing is replaced because of this
          throw new AppError('keychain-unavailable', 'The keychain of this computer stopped meanwhile. Try again.')
        case 'locked':
          throw new AppError('keychain-unavailable', 'The keychain of this computer is locked. Unlock it and try again.')
        case 'unavailable':
          throw new AppError(
            'keychain-unavailable',
            'There is no keychain on this computer right now. Enter the credential again for this session.',
          )
      }
    },

    /** Where a secret is, without asking the keychain: `absent` here means that none was ever entered. */
    whereabouts(owner: SecretOwner): { entry: SecretEntry; stored: 'here' | 'session' } | null {
      const entry = repo.find(owner)
      return entry ? { entry, stored: sessionOnly.has(entry.ref) ? 'session' : 'here' } : null
    },

    /** The sandbox came up on another port: its own secrets may go there, and no others. */
    moveAudience(environmentId: string, from: string, to: string): void {
      for (const entry of repo.ofEnvironment(environmentId)) if (entry.audience === from) repo.setAudience(entry.ref, to)
    },

    /** Drops one secret. A keychain that cannot be asked now is tidied up later. */
    async forget(owner: SecretOwner): Promise<void> {
      const before = repo.find(owner)
      repo.loosenOne(owner, clock.iso())
      if (before) sessionOnly.delete(before.ref)
      await forgetLoose().catch(() => undefined) // nothing points at it any more; the sweep takes it later
    },

    async forgetEnvironment(environmentId: string): Promise<void> {
      const before = repo.ofEnvironment(environmentId)
      repo.loosen(environmentId, clock.iso())
      for (const { ref } of before) sessionOnly.delete(ref)
      await forgetLoose().catch(() => undefined) // forgotten is forgotten; a locked keychain is tidied up when it opens
    },
  }
}
export type Vault = ReturnType<typeof createVault>
