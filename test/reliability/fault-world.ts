import { randomUUID } from 'node:crypto'
import { createHttpClient, type ClientRequest } from '../../src/main/platform/http/client'
import { createNodeTransport } from '../../src/main/platform/http/node-transport'
import type { HttpLimits } from '../../src/main/platform/http/transport'
import { Secret } from '../../src/main/platform/secret'
import { startSandbox } from '../../src/sandbox/server'
import { ADMINISTRATION_PATH } from '#shared/wire/administration-plane'
import { SANDBOX_PATH, type NewFault } from '#shared/wire/sandbox-switches'
import { createFakeClock } from '../fakes/fake-clock'
import { startFaultProxy } from '../fakes/fault-proxy'
import { createMemoryLog } from '../fakes/memory-log'

/** The real client on a real transport, the real sandbox, and a proxy between them that spoils connections. */
export async function startFaultWorld() {
  const sandbox = await startSandbox()
  const tenant = sandbox.tenants.find(({ label }) => label === 'Test')!
  const proxy = await startFaultProxy(Number(new URL(tenant.hubUrl).port))
  const transports: { close(): void }[] = []

  /** Waiting between tries lets the clock pass at once; what a connection takes is real. */
  function client(limits: Partial<HttpLimits> = {}, random = 0.5) {
    const transport = createNodeTransport()
    transports.push(transport)
    const clock = createFakeClock()
    const log = createMemoryLog()
    const http = createHttpClient({ transport, clock, log, sleep: clock.sleep, random: () => random, limits })
    const send = (path: string, request: Partial<ClientRequest> = {}) =>
      http.send({
        method: 'GET',
        url: `${proxy.origin}${ADMINISTRATION_PATH}${path}`,
        headers: { accept: 'application/json', ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
        credential: { secret: new Secret(tenant.administrationToken), audience: proxy.origin, scheme: 'Bearer', username: null },
        policy: 'get',
        signal: new AbortController().signal,
        ...request,
      })
    return { http, clock, log, send }
  }

  const direct = (path: string, method = 'GET', body?: unknown) =>
    fetch(`${tenant.hubUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  return {
    sandbox,
    tenant,
    proxy,
    client,
    direct,
    fault: (path: string, effect: Partial<NewFault['effect']>, times?: number) =>
      direct(`${SANDBOX_PATH}/faults`, 'POST', { match: { path }, effect, ...(times === undefined ? {} : { times }) }),
    clearFaults: () => direct(`${SANDBOX_PATH}/faults`, 'DELETE'),
    keyIds: async (applicationId: string) => {
      const keys = (await (await direct(`${ADMINISTRATION_PATH}/applications/${applicationId}/api-keys`)).json()) as { id: string }[]
      return keys.map(({ id }) => id)
    },
    newKey: (): Partial<ClientRequest> => ({
      method: 'POST',
      policy: 'create',
      body: JSON.stringify({ restriction: { mode: 'restricted', addresses: ['192.0.2.7'] } }),
      idempotencyKey: randomUUID(),
    }),
    async close() {
      for (const transport of transports) transport.close()
      await proxy.close()
      await sandbox.close()
    },
  }
}
export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>
