import { AppError } from '../../src/main/app-error'
import type { SecretRead, SecretStore } from '../../src/main/platform/keychain/secret-store'
import type { Secret } from '../../src/main/platform/secret'

/** A keychain in memory. `behaves` says what it does with the next calls, until it is set back. */
export class MemoryKeychain implements SecretStore {
  readonly entries = new Map<string, Secret>()
  /** What was kept for the session only, while there was no keychain. */
  readonly session = new Map<string, Secret>()
  behaves: 'well' | 'locked' | 'unavailable' = 'well'

  get(ref: string): Promise<SecretRead> {
    const kept = this.session.get(ref)
    if (kept) return Promise.resolve({ state: 'ok', secret: kept })
    if (this.behaves !== 'well') return Promise.resolve({ state: this.behaves })
    const secret = this.entries.get(ref)
    return Promise.resolve(secret ? { state: 'ok', secret } : { state: 'absent' })
  }
  set(ref: string, secret: Secret): Promise<'kept' | 'session'> {
    if (this.behaves === 'locked') return Promise.reject(new AppError('keychain-unavailable', 'The keychain is locked.'))
    const isOpen = this.behaves === 'well'
    ;(isOpen ? this.entries : this.session).set(ref, secret)
    return Promise.resolve(isOpen ? 'kept' : 'session')
  }
  delete(ref: string): Promise<void> {
    if (this.session.delete(ref)) return Promise.resolve()
    if (this.behaves !== 'well') return Promise.reject(new AppError('keychain-unavailable', 'The keychain does not let it go.'))
    this.entries.delete(ref)
    return Promise.resolve()
  }
  look() {
    return Promise.resolve(this.state())
  }
  state() {
    return this.behaves === 'well' ? ('available' as const) : this.behaves
  }
  onStateChange() {
    return () => undefined
  }
  close() {
    this.session.clear()
  }
}
