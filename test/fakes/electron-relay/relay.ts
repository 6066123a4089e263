import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { responseOf, TransportError, type HttpRequest, type Transport } from '../../../src/main/platform/http/transport'
import type { RelayAnswer, RelayQuestion } from './messages'

/** The app's transport, in a real Electron without a window. */
export async function startElectronRelay(executable: string, folder: string): Promise<Transport & { close(): Promise<void> }> {
  await buildRelay(folder)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  // Electron refuses to start as root with its sandbox; there is no page here that it would protect us from.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(executable, [...root, folder], { stdio: 'ignore', env: { ...process.env, RELAY_PORT: String(port) } })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const socket = await Promise.race([
    new Promise<Socket>((resolve) => server.once('connection', resolve)),
    exited.then(() => Promise.reject(new Error('Electron ended before it was asked for anything'))),
  ])

  const waiting = new Map<number, (answer: RelayAnswer) => void>()
  let nextId = 0
  createInterface({ input: socket }).on('line', (line) => {
    const answer = JSON.parse(line) as RelayAnswer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  const ask = (question: RelayQuestion) => void socket.write(`${JSON.stringify(question)}\n`)

  return {
    async send({ signal, ...request }: HttpRequest) {
      const id = (nextId += 1)
      const answered = new Promise<RelayAnswer>((resolve) => waiting.set(id, resolve))
      ask({ verb: 'send', id, request, aborted: signal?.aborted ?? false })
      signal?.addEventListener('abort', () => ask({ verb: 'abort', id }), { once: true })
      const answer = await answered
      if (answer.ok) return responseOf(answer.status, answer.headers, Buffer.from(answer.body, 'base64'))
      if (answer.kind) throw new TransportError(answer.kind, answer.message)
      throw Object.assign(new Error(answer.message), { name: answer.name })
    },
    async close() {
      socket.destroy()
      server.close()
      child.kill()
      await exited
    },
  }
}

async function buildRelay(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'main.ts'),
      outDir: folder,
      target: 'node20',
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.cjs' } },
    },
  })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'hubkeeper-relay', main: 'main.cjs' }))
}
