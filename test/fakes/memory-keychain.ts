import type { Secret } from '../../src/main/platform/secret'
import type { SecretRead, SecretStore } from '../../src/main/platform/keychain/secret-store'

/** A keychain in memory. `behaves` says what it does with the next calls, until it is set back. */
export class MemoryKeychain implements SecretStore {
  readonly entries = new Map<string, Secret>()
  behaves: 'well' | 'locked' | 'unavailable' = 'well'

  get(ref: string): Promise<SecretRead> {
    if (this.behaves !== 'well') return Promise.resolve({ state: this.behaves })
    const secret = this.entries.get(ref)
    return Promise.resolve(secret ? { state: 'ok', secret } : { state: 'absent' })
  }
  set(ref: string, secret: Secret): Promise<'kept' | 'session'> {
    this.entries.set(ref, secret)
    return Promise.resolve(this.behaves === 'unavailable' ? 'session' : 'kept')
  }
  delete(ref: string): Promise<void> {
    this.entries.delete(ref)
    return Promise.resolve()
  }
  state() {
    return this.behaves === 'well' ? ('available' as const) : this.behaves
  }
  onStateChange() {
    return () => undefined
  }
  close() {
    this.entries.clear()
  }
}
