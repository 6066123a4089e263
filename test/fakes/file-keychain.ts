import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { SecretRead, SecretStore } from '../../src/main/platform/keychain/secret-store'
import { Secret } from '../../src/main/platform/secret'

/** A keychain that outlives its process, as the real one does: a file, for tests that kill processes. Nothing but a stand-in. */
export class FileKeychain implements SecretStore {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  entries(): Map<string, string> {
    return new Map(existsSync(this.path) ? (JSON.parse(readFileSync(this.path, 'utf8')) as [string, string][]) : [])
  }
  #write(change: (entries: Map<string, string>) => void): void {
    const entries = this.entries()
    change(entries)
    writeFileSync(`${this.path}.new`, JSON.stringify([...entries]))
    renameSync(`${this.path}.new`, this.path)
  }

  get(ref: string): Promise<SecretRead> {
    const value = this.entries().get(ref)
    return Promise.resolve(value === undefined ? { state: 'absent' } : { state: 'ok', secret: new Secret(value) })
  }
  set(ref: string, secret: Secret): Promise<'kept'> {
    this.#write((entries) => entries.set(ref, secret.expose()))
    return Promise.resolve('kept')
  }
  delete(ref: string): Promise<void> {
    this.#write((entries) => entries.delete(ref))
    return Promise.resolve()
  }
  look() {
    return Promise.resolve(this.state())
  }
  state() {
    return 'available' as const
  }
  onStateChange() {
    return () => undefined
  }
  close() {
    // A file has nothing to close.
  }
}
