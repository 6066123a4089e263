import { utilityProcess } from 'electron'
import type { KeychainHost } from './host'

/** The keychain process as one of the app's own. */
export const createUtilityHost = (modulePath: string): KeychainHost => ({
  start() {
    const child = utilityProcess.fork(modulePath, [], { serviceName: 'Hubkeeper Keychain', stdio: 'ignore' })
    return {
      post: (request) => {
        child.postMessage(request)
      },
      onAnswer: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill(),
    }
  },
})
