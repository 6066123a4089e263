import pLimit from 'p-limit'
import { AppError } from '../../app-error'
import type { Log } from '../log'
import { Secret } from '../secret'
import type { KeychainHost, KeychainProcess } from './host'
import type { KeychainAnswer, KeychainRequest } from './messages'
import type { KeychainState, SecretRead, SecretStore } from './secret-store'

const SERVICE = 'Hubkeeper'
/** An item that is always there once anything was: its absence beside `null` means locked, not missing. */
const SENTINEL = 'sentinel'
const MAX_BYTES = 2560
const CALL_TIMEOUT_MS = 8_000

type Call = { verb: 'get' | 'delete'; account: string } | { verb: 'set'; account: string; value: string }
type Outcome = { kind: 'value'; value: string | null } | { kind: 'failed'; error: string } | { kind: 'hung' } | { kind: 'fell' }
type Deps = { host: KeychainHost; log: Log; timeoutMs?: number }

/** The OS keychain, one call at a time, in a process that is killed when it hangs. */
export function createKeytarKeychain({ host, log, timeoutMs = CALL_TIMEOUT_MS }: Deps): SecretStore {
  const oneAtATime = pLimit(1)
  const session = new Map<string, Secret>()
  const listeners = new Set<(state: KeychainState) => void>()
  let state: KeychainState = 'not-used-yet'
  let running: KeychainProcess | null = null
  let nextId = 0
  let sentinelSeen = false

  const become = (next: KeychainState) => {
    if (state === next) return
    state = next
    for (const listener of listeners) listener(next)
  }

  const call = (request: Call): Promise<Outcome> => oneAtATime(() => ask(request))

  function ask(request: Call): Promise<Outcome> {
    const child = (running ??= host.start())
    const id = (nextId += 1)
    return new Promise((resolve) => {
      const end = (outcome: Outcome, dead: boolean) => {
        clearTimeout(timer)
        if (dead && running === child) running = null
        resolve(outcome)
      }
      const timer = setTimeout(() => {
        child.kill()
        end({ kind: 'hung' }, true)
      }, timeoutMs)
      child.onAnswer((answer: KeychainAnswer) => {
        if (answer.id === id) end(answer.ok ? { kind: 'value', value: answer.value } : { kind: 'failed', error: answer.error }, false)
      })
      child.onExit(() => {
        end({ kind: 'fell' }, true)
      })
      child.post({ id, service: SERVICE, ...request } satisfies KeychainRequest)
    })
  }

  /** Why nothing came back: is there no keychain, is it locked, or did only this call fail? */
  function judge(outcome: Outcome): Exclude<SecretRead['state'], 'ok' | 'absent'> {
    if (outcome.kind === 'hung') return 'locked'
    if (outcome.kind === 'fell') return 'unreadable'
    const error = outcome.kind === 'failed' ? outcome.error : ''
    log.warn('keychain.refused', { error })
    return /locked|prompt|dismissed|cancel/i.test(error) ? 'locked' : 'unavailable'
  }

  async function sentinelIsThere(): Promise<boolean> {
    const outcome = await call({ verb: 'get', account: SENTINEL })
    return outcome.kind === 'value' && outcome.value !== null
  }

  async function ensureSentinel(): Promise<void> {
    if (sentinelSeen) return
    if (!(await sentinelIsThere())) await call({ verb: 'set', account: SENTINEL, value: 'present' })
    sentinelSeen = true
  }

  return {
    async get(ref): Promise<SecretRead> {
      const kept = session.get(ref)
      if (kept) return { state: 'ok', secret: kept }
      const outcome = await call({ verb: 'get', account: ref })
      if (outcome.kind !== 'value') {
        const why = judge(outcome)
        if (why !== 'unreadable') become(why)
        return { state: why }
      }
      if (outcome.value !== null) {
        become('available')
        return { state: 'ok', secret: new Secret(outcome.value) }
      }
      // A locked keyring answers like one that does not have the item.
      const open = await sentinelIsThere()
      become(open ? 'available' : 'locked')
      return { state: open ? 'absent' : 'locked' }
    },

    async set(ref, secret) {
      const value = secret.expose()
      // eslint would be right that these are control characters: they are what no keychain takes.
      if (Buffer.byteLength(value, 'utf8') > MAX_BYTES || /\p{Cc}/u.test(value))
        throw new AppError('invalid-input', 'This is too long for a keychain, or has characters that no keychain takes.')
      const written = await call({ verb: 'set', account: ref, value })
      const readBack = written.kind === 'value' ? await call({ verb: 'get', account: ref }) : written
      if (readBack.kind === 'value' && readBack.value === value) {
        await ensureSentinel()
        become('available')
        return 'kept'
      }
      const why = readBack.kind === 'value' ? 'locked' : judge(readBack)
      become(why === 'unreadable' ? 'unavailable' : why)
      if (why === 'locked') throw new AppError('keychain-unavailable', 'The keychain of this computer is locked. Unlock it and try again.')
      session.set(ref, secret)
      return 'session'
    },

    async delete(ref) {
      if (session.delete(ref)) return
      const outcome = await call({ verb: 'delete', account: ref })
      if (outcome.kind !== 'value')
        throw new AppError('keychain-unavailable', 'The keychain of this computer did not answer. The stored secret is forgotten later.')
    },

    state: () => state,
    onStateChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      session.clear()
      running?.kill()
    },
  }
}
