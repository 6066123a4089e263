import { parseArgs } from 'node:util'
import { codeOf } from './listeners'
import { startSandbox } from './server'
import { createFileStorage } from './storage'

/** `npm run sandbox -- [--port N] [--data DIR]`: the sandbox hub alone. Its first line on stdout is what a client needs. */
async function main(): Promise<void> {
  const { port, data, large } = readArguments()
  const storage = data === undefined ? {} : { storage: createFileStorage(data) }
  const sandbox = await startSandbox({ ...(port === undefined ? {} : { port }), ...storage, seed: large ? 'large' : 'full' })
  process.stdout.write(`${JSON.stringify({ tenants: sandbox.tenants })}\n`)
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    sandbox.close().then(() => process.exit(0), refuse)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function readArguments(): { port?: number; data?: string; large: boolean } {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, data: { type: 'string' }, large: { type: 'boolean', default: false } },
  })
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) >= 1 && Number(values.port) <= 65_534))
    throw new Error('--port takes a number from 1 to 65534; the second tenant gets the next one.')
  return {
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.data === undefined ? {} : { data: values.data }),
    large: values.large,
  }
}

/** One sentence, then the end. */
function refuse(error: unknown): never {
  const words =
    codeOf(error) === 'EADDRINUSE'
      ? 'The port is in use: give another one with --port.'
      : error instanceof Error
        ? (error.message.split('\n')[0] ?? '')
        : String(error)
  process.stderr.write(`${words}\n`)
  process.exit(1)
}

main().catch(refuse)
