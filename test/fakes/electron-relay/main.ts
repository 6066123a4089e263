import { createConnection } from 'node:net'
import { createInterface } from 'node:readline'
import { app, session } from 'electron'
import { createElectronTransport } from '../../../src/main/platform/http/electron-transport'
import { TransportError } from '../../../src/main/platform/http/transport'
import type { RelayAnswer, RelayQuestion } from './messages'

// A program without a window that does nothing but send what the test asks for, by the app's own transport.
void app.whenReady().then(() => {
  const transport = createElectronTransport(() => session.fromPartition('hub', { cache: false }))
  const running = new Map<number, AbortController>()
  const socket = createConnection(Number(process.env['RELAY_PORT']), '127.0.0.1')
  const answer = (message: RelayAnswer) => {
    socket.write(`${JSON.stringify(message)}\n`)
  }
  socket.on('close', () => {
    app.quit()
  })

  createInterface({ input: socket }).on('line', (line) => {
    const question = JSON.parse(line) as RelayQuestion
    if (question.verb === 'abort') {
      running.get(question.id)?.abort()
      return
    }
    const { id, request } = question
    const stop = new AbortController()
    if (question.aborted) stop.abort()
    running.set(id, stop)
    transport
      .send({ ...request, signal: stop.signal })
      .then(
        ({ status, headers, body }) => answer({ id, ok: true, status, headers, body: Buffer.from(body).toString('base64') }),
        (error: unknown) => {
          const { name, message } = error instanceof Error ? error : new Error(String(error))
          answer({ id, ok: false, name, message, ...(error instanceof TransportError ? { kind: error.kind } : {}) })
        },
      )
      .finally(() => running.delete(id))
  })
})
