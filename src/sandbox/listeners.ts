import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void
export type Listeners = { port: number; close(): Promise<void> }

/** Addresses of this machine alone; the sandbox is never reachable from outside. */
export const LOOPBACK_ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '::1']
const MISSING_HERE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])
const TRIES = 20

/** Listens on all the addresses under one port. A port of 0 finds one that is free on each of them. */
export async function listen({
  port,
  hosts = LOOPBACK_ADDRESSES,
  handler,
}: {
  port: number
  hosts?: string[]
  handler: Handler
}): Promise<Listeners> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(port, hosts, handler)
    } catch (error) {
      // The free port of one address may be taken on another; a port that was asked for is not exchanged.
      if (port !== 0 || codeOf(error) !== 'EADDRINUSE' || attempt === TRIES) throw error
    }
  }
}

async function listenOnce(wanted: number, [first = '127.0.0.1', ...others]: string[], handler: Handler): Promise<Listeners> {
  const servers = [await open(wanted, first, handler)]
  // A server that listens on a port has an address object; only pipes have text.
  const { port } = servers[0]?.address() as AddressInfo
  try {
    for (const host of others) {
      try {
        servers.push(await open(port, host, handler))
      } catch (error) {
        if (!MISSING_HERE.has(codeOf(error))) throw error
      }
    }
  } catch (error) {
    await closeAll(servers)
    throw error
  }
  return { port, close: () => closeAll(servers) }
}

function open(port: number, host: string, handler: Handler): Promise<Server> {
  const server = createServer(handler)
  // Tests and demos hold connections open on purpose; idle ones must not be cut under a client.
  server.keepAliveTimeout = 60_000
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

async function closeAll(servers: Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    ),
  )
}

/** The code of a system error, or an empty text for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
