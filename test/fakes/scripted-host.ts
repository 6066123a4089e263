import type { KeychainHost } from '../../src/main/platform/keychain/host'
import type { KeychainAnswer, KeychainRequest } from '../../src/main/platform/keychain/messages'

export type Trouble = 'hangs' | 'falls' | 'falls once' | 'does not start' | { error: string }

/**
 * A keychain process in memory. `trouble` says what becomes of the next calls; `locked` makes it answer as a locked keyring
 * does: with nothing to reads and deletes, with an error to writes.
 */
export function createScriptedHost() {
  const entries = new Map<string, string>()
  const calls: string[] = []
  const host = { entries, calls, trouble: null as Trouble | null, locked: false, starts: 0, kills: 0, start }

  function answerTo(request: KeychainRequest): KeychainAnswer {
    const { id, account } = request
    if (typeof host.trouble === 'object' && host.trouble) return { id, ok: false, error: host.trouble.error }
    switch (request.verb) {
      case 'get':
        return { id, ok: true, value: host.locked ? null : (entries.get(account) ?? null) }
      case 'set':
        if (host.locked) return { id, ok: false, error: 'Cannot create an item in a locked collection' }
        entries.set(account, request.value)
        return { id, ok: true, value: null }
      case 'delete':
        return { id, ok: true, value: !host.locked && entries.delete(account) ? 'deleted' : null }
    }
  }

  function start(): ReturnType<KeychainHost['start']> {
    if (host.trouble === 'does not start') throw new Error('spawn ENOENT')
    host.starts += 1
    let onAnswer: (answer: KeychainAnswer) => void = () => undefined
    let onExit: () => void = () => undefined
    return {
      post(request) {
        calls.push(`${request.verb} ${request.account}`)
        if (host.trouble === 'hangs') return
        queueMicrotask(() => {
          if (host.trouble === 'falls' || host.trouble === 'falls once') {
            if (host.trouble === 'falls once') host.trouble = null
            onExit()
          } else onAnswer(answerTo(request))
        })
      },
      onAnswer(listener) {
        onAnswer = listener
      },
      onExit(listener) {
        onExit = listener
      },
      kill() {
        host.kills += 1
        queueMicrotask(() => onExit())
      },
    }
  }
  return host
}
