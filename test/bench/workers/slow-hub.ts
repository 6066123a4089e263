import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WireApiKey } from '#shared/wire/administration-plane'
import { serve } from './serve'

const KEYS_EACH = 5

/** Answers every request with the keys of an application, some time later. */
const keysOf = (path: string): WireApiKey[] =>
  Array.from({ length: KEYS_EACH }, (_, key) => ({
    id: `${path}-${key}`,
    hint: `3a388…${String(key).padStart(4, '0')}`,
    addedBy: 'admin@example.edu',
    addedOn: '2026-11-24T12:00:00.000Z',
    restriction: { mode: 'restricted', addresses: ['192.0.2.0/24'] },
  }))

serve({
  listen: (latencyMs: number) =>
    new Promise<number>((resolve) => {
      const server = createServer((request, response) => {
        setTimeout(() => {
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(keysOf(request.url ?? '')))
        }, latencyMs)
      })
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    }),
})
