import pLimit from 'p-limit'
import type { KeychainHost, KeychainProcess } from './host'
import type { KeychainAnswer, KeychainVerb } from './messages'

/** What became of one call. `hung`: it was stopped, with its process. `fell`: the process ended under it. */
export type Outcome = { kind: 'value'; value: string | null } | { kind: 'failed'; error: string } | { kind: 'hung' } | { kind: 'fell' }

/**
 * Calls to the keychain's process, one at a time: each waiting call holds a thread of that process, and four would stop it.
 * A call that takes too long costs the process, and the next call starts another; so does a process that fell.
 */
export function createKeychainCalls(host: KeychainHost, service: string) {
  const oneAtATime = pLimit(1)
  let running: KeychainProcess | null = null
  let waiting: { id: number; end: (outcome: Outcome) => void } | null = null
  let nextId = 0
  let hungTimes = 0
  let closed = false

  function start(): KeychainProcess {
    const child = host.start()
    child.onAnswer((answer: KeychainAnswer) => {
      if (answer.id === waiting?.id)
        waiting.end(answer.ok ? { kind: 'value', value: answer.value } : { kind: 'failed', error: answer.error })
    })
    child.onExit(() => {
      if (running !== child) return // one that was stopped before, and only ends now
      running = null
      waiting?.end({ kind: 'fell' })
    })
    return child
  }

  function ask(verb: KeychainVerb, timeoutMs: number, hungBefore: number): Promise<Outcome> {
    return new Promise((resolve) => {
      if (closed) {
        resolve({ kind: 'fell' })
        return
      }
      // It stood in line behind a call that hung: it would wait as long, and show a person one prompt after the other.
      if (hungTimes !== hungBefore) {
        resolve({ kind: 'hung' })
        return
      }
      const id = (nextId += 1)
      const timer = setTimeout(() => {
        const child = running
        running = null
        hungTimes += 1
        child?.kill()
        waiting?.end({ kind: 'hung' })
      }, timeoutMs)
      waiting = {
        id,
        end(outcome) {
          clearTimeout(timer)
          waiting = null
          resolve(outcome)
        },
      }
      try {
        running ??= start()
        running.post({ id, service, ...verb })
      } catch (error) {
        waiting.end({ kind: 'failed', error: error instanceof Error ? error.message : String(error) })
      }
    })
  }

  return {
    call(verb: KeychainVerb, timeoutMs: number): Promise<Outcome> {
      const hungBefore = hungTimes
      return oneAtATime(() => ask(verb, timeoutMs, hungBefore))
    },

    /** Stops the process; calls that still wait come to nothing. */
    close(): void {
      closed = true
      const child = running
      running = null
      child?.kill()
      waiting?.end({ kind: 'fell' })
    },
  }
}
