import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { KeychainHost } from '../../src/main/platform/keychain/host'
import type { KeychainAnswer } from '../../src/main/platform/keychain/messages'

const PROCESS = join(import.meta.dirname, '../../src/main/platform/keychain/keychain-process.ts')

/** The keychain's process under plain Node: the same file and the same messages as in the app. `started` holds the pids. */
export function createForkHost(env: NodeJS.ProcessEnv): KeychainHost & { started: number[] } {
  const started: number[] = []
  return {
    started,
    start() {
      const child = fork(PROCESS, { env, stdio: 'ignore', serialization: 'advanced' })
      started.push(child.pid ?? 0)
      return {
        // A process that was just killed takes nothing; that it ended is told by its exit.
        post: (request) => void child.send(request, () => undefined),
        onAnswer: (listener) =>
          void child.on('message', (message) => {
            // Both ends are ours.
            listener(message as unknown as KeychainAnswer)
          }),
        onExit: (listener) => void child.once('exit', () => listener()),
        kill: () => void child.kill('SIGKILL'),
      }
    },
  }
}
