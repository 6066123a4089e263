import keytar from 'keytar'
import type { KeychainAnswer, KeychainRequest } from './messages'

// The only file that loads the library. It runs in a process of its own, since a call may wait for a prompt for ever and
// a locked keyring may end the process (docs/decisions/0001). Never list or search: that is what falls.
const { getPassword, setPassword, deletePassword } = keytar

async function answer(request: KeychainRequest): Promise<KeychainAnswer> {
  try {
    switch (request.verb) {
      case 'get':
        return { id: request.id, ok: true, value: await getPassword(request.service, request.account) }
      case 'set':
        await setPassword(request.service, request.account, request.value)
        return { id: request.id, ok: true, value: null }
      case 'delete':
        return { id: request.id, ok: true, value: (await deletePassword(request.service, request.account)) ? 'deleted' : null }
    }
  } catch (error) {
    return { id: request.id, ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

// In the app the parent is reached by Electron's port, under plain Node (tests) by the channel of fork().
const { parentPort } = process as {
  parentPort?: { on(name: 'message', listener: (event: { data: unknown }) => void): void; postMessage(message: unknown): void }
}
// Both ends are ours; nobody else can write to the channel.
if (parentPort)
  parentPort.on(
    'message',
    ({ data }) =>
      void answer(data as KeychainRequest).then((reply) => {
        parentPort.postMessage(reply)
      }),
  )
else process.on('message', (message) => void answer(message as KeychainRequest).then((reply) => process.send?.(reply)))
