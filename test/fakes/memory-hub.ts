import type { Restriction, WireApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../src/main/app-error'
import type { HubKeys, RotationHubs } from '../../src/main/features/rotations/ports'
import type { NewKey } from '../../src/main/platform/hub/administration'
import { Secret } from '../../src/main/platform/secret'

const DAY = 86_400_000
export const TENANT = 'tenant-of-the-hub'
export const APPLICATION = '11111111-1111-4111-8111-111111111111'

type Kept = WireApiKey & { value: string; revision: number }

/** One application at a hub, in memory: keys, entity tags, idempotency for a day, and answers that are lost on request. */
export class MemoryHub {
  readonly keys = new Map<string, Kept>()
  /** Keys that came from a POST of the app, in their order. */
  readonly madeForApp: string[] = []
  /** The next call loses its question (nothing is done) or its answer (all is done). */
  loses: 'question' | 'answer' | null = null
  /** Hears of each deletion of the app, while the key is still there. */
  onDelete: (keyId: string) => void = () => undefined
  /** Whether `/auth` lets this computer in. */
  refusesAddress = false
  readonly #replies = new Map<string, { at: number; made: Kept }>()
  #count = 0

  constructor(
    readonly now: () => number,
    /** Stands before and after each call; a test that kills the app throws here. */
    readonly point: () => void = () => undefined,
  ) {}

  /** A key that somebody else adds. */
  add(restriction: Restriction): string {
    const id = `key-${(this.#count += 1)}`
    const addedOn = new Date(this.now()).toISOString()
    this.keys.set(id, { id, hint: `${id}…`, addedBy: 'admin', addedOn, restriction, value: `value-of-${id}`, revision: 1 })
    return id
  }

  /** A key that somebody else deletes; the hub keeps the last one. */
  remove(id: string): void {
    if (this.keys.size > 1) this.keys.delete(id)
  }

  async #call<T>(run: () => T): Promise<T> {
    this.point()
    const { loses } = this
    this.loses = null
    const lost = new AppError('unreachable', 'The connection was cut.', { reason: 'cut' })
    if (loses === 'question') throw lost
    const result = await Promise.resolve(run())
    if (loses === 'answer') throw lost
    this.point()
    return result
  }

  #key(id: string): Kept {
    const key = this.keys.get(id)
    if (!key) throw new AppError('not-found', 'The hub does not have this any more.', { status: 404 })
    return key
  }

  readonly #plane: HubKeys = {
    apiKeys: () => this.#call(() => ({ items: [...this.keys.values()].map(shown), unreadable: 0 })),
    apiKey: (_application, id) => this.#call(() => shown(this.#key(id))),
    addKey: (_application, { restriction }, idempotencyKey) =>
      this.#call((): NewKey => {
        const known = this.#replies.get(idempotencyKey)
        if (known && this.now() - known.at < DAY) return { key: shown(known.made), value: new Secret(known.made.value) }
        const id = this.add(restriction ?? { mode: 'restricted', addresses: [] })
        this.madeForApp.push(id)
        this.#replies.set(idempotencyKey, { at: this.now(), made: this.#key(id) })
        return { key: shown(this.#key(id)), value: new Secret(this.#key(id).value) }
      }),
    patchKey: (_application, id, restriction, etag) =>
      this.#call(() => {
        this.#matching(id, etag)
        this.keys.set(id, { ...this.#key(id), restriction, revision: this.#key(id).revision + 1 })
        return shown(this.#key(id))
      }),
    deleteKey: (_application, id, etag) =>
      this.#call(() => {
        if (!this.keys.has(id)) return
        this.#matching(id, etag)
        if (this.keys.size === 1) throw new AppError('last-api-key', 'Each application has a minimum of one API Key.', { status: 409 })
        this.onDelete(id)
        this.keys.delete(id)
      }),
    reveal: (_application, id) => this.#call(() => new Secret(this.#key(id).value)),
  }

  #matching(id: string, etag: string): void {
    if (shown(this.#key(id)).etag !== etag) throw new AppError('conflict', 'Somebody else changed this meanwhile.', { status: 412 })
  }

  readonly hubs: RotationHubs = {
    administration: () => Promise.resolve(this.#plane),
    administrationToWrite: () => Promise.resolve(this.#plane),
    integration: () =>
      Promise.resolve({
        hubUrl: 'https://hub.example.edu/',
        tenantId: TENANT,
        hub: {
          authenticate: (secret) =>
            this.#call(() => {
              if (![...this.keys.values()].some(({ value }) => value === secret.expose())) return { outcome: 'unknown-key' as const }
              if (this.refusesAddress) return { outcome: 'address-refused' as const, fromAddress: '192.0.2.7' }
              return {
                outcome: 'accepted' as const,
                applicationId: APPLICATION,
                tenant: { id: TENANT, accountId: 'a', alias: 'maple', name: 'Maple Valley College', label: 'Test' },
              }
            }),
        },
      }),
  }
}

const shown = ({ value: _value, revision, ...key }: Kept): WireApiKey => ({ ...key, etag: `"${key.id}-${revision}"` })
