import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AppError } from '../../app-error'
import { createAtomicFile } from '../../platform/files/atomic-file'
import type { Log } from '../../platform/log'
import { Secret } from '../../platform/secret'
import type { Vault } from '../../platform/vault/vault'

const OWNER = { environmentId: 'sandbox', kind: 'sandbox-state', ownerId: '' } as const
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What the sandbox hub keeps its state in. */
export type Storage = { load(): Promise<string | null>; save(text: string): Promise<void> }

/**
 * The sandbox's state on disk. A hub knows the keys of its applications, and no key may lie readable in our data folder:
 * the file is sealed (AES-256-GCM) with a random key that lives in the OS keychain. Without a keychain nothing is written
 * and the sandbox starts afresh next time.
 */
export async function createSealedStorage(path: string, vault: Vault, log: Log): Promise<Storage> {
  const key = await sealingKey(vault)
  return {
    async load() {
      if (!key) return null
      try {
        return open(await readFile(path), key)
      } catch (error) {
        // Absent at the first start; unreadable after the keychain was emptied. Either way the sandbox starts afresh.
        log.info('sandbox.state-not-loaded', { error })
        return null
      }
    },
    async save(text) {
      if (!key) return
      const file = await createAtomicFile(path, { mode: 0o600 })
      try {
        await file.write(seal(text, key))
        await file.commit()
      } catch (error) {
        await file.discard()
        throw error
      }
    },
  }
}

/** The key from the keychain, or a new one; null when it would live for this session only. */
async function sealingKey(vault: Vault): Promise<Buffer | null> {
  const found = vault.whereabouts(OWNER)
  if (found) {
    try {
      return Buffer.from((await vault.get(OWNER)).secret.expose(), 'base64')
    } catch (error) {
      // A keychain that cannot be asked still has the key: what it seals is left alone, and this run keeps nothing.
      if (!(error instanceof AppError) || error.code !== 'credentials-missing') return null
    }
  }
  const fresh = randomBytes(32)
  const kept = await vault.put(OWNER, new Secret(fresh.toString('base64')), { audience: 'app://hubkeeper' }).catch(() => 'session' as const)
  return kept === 'kept' ? fresh : null
}

function seal(text: string, key: Buffer): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

function open(bytes: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
