import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** What is done to the bytes that come back from the server; what goes to it passes as it is. */
export type Toxic =
  | { kind: 'none' }
  /** Nothing comes back for so long, then everything. */
  | { kind: 'latency'; milliseconds: number }
  /** So many bytes come back, and then nothing, while the connection stays. */
  | { kind: 'hold'; afterBytes: number }
  /** So many bytes come back, then the connection ends with an RST. */
  | { kind: 'reset'; afterBytes: number }
  /** Bytes come back one by one or few by few, with a pause between them. */
  | { kind: 'slicer'; bytes: number; pauseMs: number }
  /** So many bytes come back, then the connection ends in order, in the middle of what it was saying. */
  | { kind: 'limit'; bytes: number }

/** A TCP proxy before a server, which spoils connections as the test says: each new one takes the next of the list, then none. */
export async function startFaultProxy(targetPort: number) {
  const sockets = new Set<Socket>()
  let toxics: Toxic[] = []
  let connections = 0

  const server = createServer((client) => {
    const upstream = createConnection(targetPort, '127.0.0.1')
    connections += 1
    const toxic = toxics.shift() ?? { kind: 'none' }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy()) // the other side went away, as it should
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('close', () => upstream.destroy())
    client.pipe(upstream)
    const spoiling = spoiler(toxic, client)
    spoiling.on('error', () => client.destroy())
    upstream.pipe(spoiling).pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    /** How many connections were made. */
    connections: () => connections,
    /** For the next connections, one each. */
    spoil: (...next: Toxic[]) => {
      toxics = next
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function spoiler(toxic: Toxic, client: Socket): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const pass = async () => {
        switch (toxic.kind) {
          case 'none':
            this.push(chunk)
            return
          case 'latency':
            if (passed === 0) await delay(toxic.milliseconds)
            this.push(chunk)
            return
          case 'slicer':
            for (let at = 0; at < chunk.length && !client.destroyed; at += toxic.bytes) {
              this.push(chunk.subarray(at, at + toxic.bytes))
              await delay(toxic.pauseMs)
            }
            return
          case 'hold':
            if (passed < toxic.afterBytes) this.push(chunk.subarray(0, toxic.afterBytes - passed))
            return
          case 'reset':
          case 'limit': {
            const most = toxic.kind === 'reset' ? toxic.afterBytes : toxic.bytes
            const part = chunk.subarray(0, Math.max(0, most - passed))
            if (part.length > 0) await new Promise<void>((resolve) => client.write(part, () => resolve()))
            if (passed + chunk.length < most) return
            if (toxic.kind === 'reset') client.resetAndDestroy()
            else client.end()
          }
        }
      }
      pass().then(
        () => {
          passed += chunk.length
          done()
        },
        (error: unknown) => done(error as Error), // delay and write fail with errors only
      )
    },
  })
}
