import { AppError } from '../../app-error'
import { systemClock, type Clock } from '../clock'
import type { Log } from '../log'
import { Secret } from '../secret'
import type { KeychainHost } from './host'
import { createKeychainCalls, type Outcome } from './keychain-calls'
import type { KeychainVerb } from './messages'
import type { KeychainState, SecretRead, SecretStore } from './secret-store'

const SERVICE = 'Hubkeeper'
/** An item that is there once anything was: a locked keyring answers `null` like an open one that has not got it. */
const SENTINEL = 'hubkeeper/sentinel'
/** What Windows takes at most; the others take more, and a secret should not depend on where it is kept. */
const MAX_BYTES = 2560
/** A call may ask a person for the keychain's password first; stopping it takes that prompt away from under them. */
const CALL_TIMEOUT_MS = 20_000
const WRITE_TIMEOUT_MS = 30_000
/** Once is an accident. Twice in a row the process cannot live here, as without the library that it stands on. */
const FALLS_TO_GIVE_UP = 2
/** After a call that hung, how long the others are spared from waiting as long. */
const LOCKED_FOR_MS = 5_000

type NotRead = Exclude<SecretRead['state'], 'ok' | 'absent'>
type Deps = { host: KeychainHost; log: Log; clock?: Clock; timeoutMs?: number; writeTimeoutMs?: number }

/** The OS keychain by keytar, in a process that is stopped when it hangs. Nothing is started before the first call. */
export function createKeytarKeychain({
  host,
  log,
  clock = systemClock,
  timeoutMs = CALL_TIMEOUT_MS,
  writeTimeoutMs = WRITE_TIMEOUT_MS,
}: Deps): SecretStore {
  const calls = createKeychainCalls(host, SERVICE)
  const session = new Map<string, Secret>()
  const listeners = new Set<(state: KeychainState) => void>()
  let state: KeychainState = 'not-used-yet'
  let sentinelSeen = false
  let lockedUntil = -Infinity
  let fellInARow = 0

  const become = (next: KeychainState) => {
    if (state === next) return
    state = next
    for (const listener of listeners) listener(next)
  }

  async function call(verb: KeychainVerb, milliseconds: number): Promise<Outcome> {
    const outcome = await calls.call(verb, milliseconds)
    fellInARow = outcome.kind === 'fell' ? fellInARow + 1 : 0
    return outcome
  }
  const read = (account: string) => call({ verb: 'get', account }, timeoutMs)

  /** Why a call came to nothing: there is no keychain, it is locked, or only this call was lost. */
  function judge(outcome: Outcome): NotRead {
    switch (outcome.kind) {
      case 'fell':
        log.warn('keychain.fell')
        if (fellInARow < FALLS_TO_GIVE_UP) return 'unreadable'
        become('unavailable')
        return 'unavailable'
      case 'hung':
        // It waits for a person. The next ones would wait as long, one after the other.
        lockedUntil = clock.monotonic() + LOCKED_FOR_MS
        become('locked')
        return 'locked'
      case 'value': // nothing where something must be
        become('locked')
        return 'locked'
      case 'failed': {
        log.warn('keychain.refused', { error: outcome.error })
        const why = /locked|prompt|dismiss|cancel|interaction|denied|auth/i.test(outcome.error) ? 'locked' : 'unavailable'
        become(why)
        return why
      }
    }
  }

  /** Whether the keychain is open, asked of the item that must be there; it is written first where nothing was ever kept. */
  async function judgeNothing(): Promise<NotRead | 'open'> {
    const found = await read(SENTINEL)
    if (found.kind !== 'value') return judge(found)
    if (found.value === null) {
      // An emptied keychain takes the sentinel anew, a locked one does not.
      sentinelSeen = false
      const written = await ensureSentinel(timeoutMs)
      if (written !== null) return judge(written)
    }
    sentinelSeen = true
    become('available')
    return 'open'
  }

  /** Null when the sentinel is there, otherwise what stood in the way. */
  async function ensureSentinel(milliseconds: number): Promise<Outcome | null> {
    if (sentinelSeen) return null
    const written = await call({ verb: 'set', account: SENTINEL, value: 'present' }, milliseconds)
    if (written.kind !== 'value') return written
    const back = await read(SENTINEL)
    if (back.kind !== 'value' || back.value === null) return back
    sentinelSeen = true
    return null
  }

  /** Null when the keychain gives back what it was given, otherwise what stood in the way. */
  async function write(ref: string, value: string): Promise<Outcome | null> {
    const refused = await ensureSentinel(writeTimeoutMs)
    if (refused) return refused
    const written = await call({ verb: 'set', account: ref, value }, writeTimeoutMs)
    if (written.kind !== 'value') return written
    const back = await read(ref)
    return back.kind === 'value' && back.value === value ? null : back
  }

  return {
    async get(ref) {
      const kept = session.get(ref)
      if (kept) return { state: 'ok', secret: kept }
      if (clock.monotonic() < lockedUntil) return { state: 'locked' }
      const found = await read(ref)
      if (found.kind !== 'value') return { state: judge(found) }
      if (found.value === null) {
        const why = await judgeNothing()
        return { state: why === 'open' ? 'absent' : why }
      }
      become('available')
      return { state: 'ok', secret: new Secret(found.value) }
    },

    async set(ref, secret) {
      const value = secret.expose()
      if (value === '' || Buffer.byteLength(value, 'utf8') > MAX_BYTES || /\p{Cc}/u.test(value))
        throw new AppError('invalid-input', 'This is empty, too long for a keychain, or has characters that no keychain takes.')
      let refused = await write(ref, value)
      // Writing it again is harmless, and to give up a keychain that is there would cost the secret at the next start.
      if (refused?.kind === 'fell') refused = await write(ref, value)
      if (refused === null) {
        lockedUntil = -Infinity
        session.delete(ref)
        become('available')
        return 'kept'
      }
      const why = judge(refused)
      if (why === 'locked') throw new AppError('keychain-unavailable', 'The keychain of this computer is locked. Unlock it and try again.')
      if (why === 'unreadable') throw new AppError('keychain-unavailable', 'The keychain of this computer stopped meanwhile. Try again.')
      session.set(ref, secret)
      return 'session'
    },

    async delete(ref) {
      if (session.delete(ref)) return
      const gone = await call({ verb: 'delete', account: ref }, timeoutMs)
      // A locked keyring says "there was nothing" and keeps it.
      const why = gone.kind !== 'value' ? judge(gone) : gone.value === null ? await judgeNothing() : 'open'
      if (why !== 'open')
        throw new AppError(
          'keychain-unavailable',
          'The keychain of this computer did not let the stored secret go. Hubkeeper tries again later.',
        )
    },

    async look() {
      if (clock.monotonic() >= lockedUntil) await judgeNothing()
      return state
    },

    state: () => state,
    onStateChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      session.clear()
      fellInARow = -Infinity // from here on it falls because we stop it
      calls.close()
    },
  }
}
