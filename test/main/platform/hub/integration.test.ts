import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { EnvironmentId } from '#shared/contract/op'
import { systemClock as clock } from '../../../../src/main/platform/clock'
import { createHttpClient } from '../../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../../src/main/platform/http/node-transport'
import { createHubAccess } from '../../../../src/main/platform/hub/hub-access'
import { createIntegration } from '../../../../src/main/platform/hub/integration'
import { Secret } from '../../../../src/main/platform/secret'
import { createVault } from '../../../../src/main/platform/vault/vault'
import type { VaultRepo } from '../../../../src/main/platform/vault/vault.repo'
import { startSandbox, type Sandbox } from '../../../../src/sandbox/server'
import { MemoryKeychain } from '../../../fakes/memory-keychain'
import { noKnownKeys } from '../../../fakes/no-known-keys'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, incident: () => '' }

describe('plane A with an API key', () => {
  const transport = createNodeTransport()
  const { signal } = new AbortController()
  const http = createHttpClient({ transport, clock, log: quiet, sleep: () => Promise.resolve(), random: () => 0 })
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(async () => {
    transport.close()
    await sandbox.close()
  })
  const test = () => sandbox.tenants.find(({ label }) => label === 'Test')!
  const hub = () => createIntegration({ http, hubUrl: test().hubUrl, signal })
  const send = (path: string, method: string, body?: unknown) =>
    fetch(`${test().hubUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${test().administrationToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  afterEach(() => send('/sandbox/faults', 'DELETE'))
  const answer = (effect: unknown) => send('/sandbox/faults', 'POST', { match: { path: '/auth' }, effect })

  async function newKey(addresses: string[]) {
    const application = test().applications[0]!
    const reply = await send(`/admin/v1/applications/${application.id}/api-keys`, 'POST', {
      restriction: { mode: 'restricted', addresses },
    })
    const { value } = (await reply.json()) as { value: string }
    return { application, key: new Secret(value) }
  }

  it('says whose key it is, by the tenant and the application of the token', async () => {
    const { application, key } = await newKey(['127.0.0.1'])
    const identity = sandbox.identities.find(({ label }) => label === 'Test')!
    expect(await hub().authenticate(key)).toEqual({
      outcome: 'accepted',
      applicationId: application.id,
      tenant: { id: identity.id, name: identity.name, label: 'Test', accountId: identity.accountId, alias: identity.alias },
    })
  })

  it('tells a key that the hub does not know', async () => {
    expect(await hub().authenticate(new Secret(crypto.randomUUID()))).toEqual({ outcome: 'unknown-key' })
  })

  it('tells a key that is right and used from the wrong address, and names the address', async () => {
    const { key } = await newKey(['10.0.0.1'])
    expect(await hub().authenticate(key)).toEqual({ outcome: 'address-refused', fromAddress: '127.0.0.1' })
  })

  it.each([
    ['This key may not be used at 12:30:45 from 2001:db8::7.', '2001:db8::7'],
    ['From ::ffff:10.1.2.3: refused', '::ffff:10.1.2.3'],
    ['Version 4.9.2 refuses you', undefined],
  ])('takes only what is an address out of “%s”', async (message, fromAddress) => {
    await answer({ status: 401, body: JSON.stringify({ message }) })
    expect(await hub().authenticate(new Secret('k'))).toEqual({ outcome: 'address-refused', fromAddress })
  })

  it('does not take the page of a proxy for a refused address', async () => {
    await answer({ status: 403, body: '<html>No way out</html>', contentType: 'text/html' })
    await expect(hub().authenticate(new Secret('k'))).rejects.toMatchObject({ code: 'remote', status: 403 })
  })

  it('refuses an answer that is no token, and quotes nothing of it', async () => {
    await answer({ status: 200, body: 'header.payload-that-is-secret.signature', contentType: 'text/plain' })
    const error = await hub()
      .authenticate(new Secret('k'))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'malformed' })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('payload-that-is-secret')
  })

  it('sends a key that was lost on the way no second time by itself', async () => {
    await answer({ cut: true })
    await expect(hub().authenticate(new Secret('k'))).rejects.toMatchObject({ code: 'unreachable' })
    const faults = (await (await send('/sandbox/faults', 'GET')).json()) as { struck: number }[]
    expect(faults.map(({ struck }) => struck)).toEqual([1])
  })

  it('does not say that the administration token is refused when a key is', async () => {
    const { key } = await newKey(['10.0.0.1'])
    const id = crypto.randomUUID() as EnvironmentId
    const access = createHubAccess({
      http,
      // Nothing is kept in this test.
      vault: createVault({
        repo: { dropEarlierSessions: () => undefined } as VaultRepo,
        store: new MemoryKeychain(),
        clock,
        newRef: () => '',
      }),
      clock,
      locate: () => Promise.resolve({ id, hubUrl: test().hubUrl, tenantId: 't', connection: 'administration' }),
      known: noKnownKeys,
      stateChanged: () => undefined,
    })
    await (await access.integration(id, signal)).hub.authenticate(key)
    expect(access.state(id)).toBe('connected')
  })
})
