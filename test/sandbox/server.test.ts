import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { UpgradeAction, WireApiKey, WireApplication } from '#shared/wire/administration-plane'
import { SandboxAnnouncement, TenantHandle } from '#shared/wire/sandbox-switches'
import { startSandbox } from '../../src/sandbox/server'
import { createFileStorage } from '../../src/sandbox/storage'
import { call, createMemoryStorage, openSandbox, tenantCaller } from './client'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubkeeper-sandbox-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('startSandbox', () => {
  it('listens on loopback alone, each tenant on a port of its own', async () => {
    const { sandbox, production, test } = await openSandbox()
    expect(production.tenant.hubUrl).toBe(`http://127.0.0.1:${sandbox.port}`)
    expect(test.tenant.hubUrl).not.toBe(production.tenant.hubUrl)
    for (const from of ['127.0.0.2', '127.0.0.3']) {
      const reply = await call(`http://${from}:${sandbox.port}/nothing`, { from })
      expect(reply.status).toBe(404)
    }
    expect(sandbox.tenants.every((tenant) => TenantHandle.safeParse(tenant).success)).toBe(true)
    await sandbox.close()
  })

  it('takes the port and the one after it, and says when one is in use', async () => {
    const first = await startSandbox()
    await first.close()
    const asked = await startSandbox({ port: first.port }).catch((error: unknown) => error)
    // The port after a free one may be taken by something else on this machine; then there is nothing to see here.
    if (asked instanceof Error) return
    const sandbox = asked as Awaited<ReturnType<typeof startSandbox>> // not an error
    expect(sandbox.tenants.map(({ hubUrl }) => new URL(hubUrl).port)).toEqual([String(first.port), String(first.port + 1)])
    await expect(startSandbox({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await sandbox.close()
  })

  it('passwords and keys are new for each sandbox, ids are not', async () => {
    const [one, other] = [await startSandbox(), await startSandbox()]
    const ids = (sandbox: typeof one) => sandbox.tenants.map(({ applications }) => applications.map(({ id }) => id))
    expect(ids(one)).toEqual(ids(other))
    const keys = (sandbox: typeof one) => sandbox.tenants.flatMap(({ applications }) => applications.flatMap(({ apiKeys }) => apiKeys))
    expect(keys(one).filter((key) => keys(other).includes(key))).toEqual([])
    expect(new Set(keys(one)).size).toBe(keys(one).length)
    await Promise.all([one.close(), other.close()])
  })

  it('the first key of the owners and of some consumers works from this machine', async () => {
    const { sandbox, production, test } = await openSandbox()
    for (const caller of [production, test])
      for (const name of [
        'Ridgeline ERP Web API',
        'Summit Integration API',
        'Summit Student API',
        'Mobile Campus',
        'Housing Portal',
        'Library Access',
      ])
        expect((await caller.token(name)).split('.')).toHaveLength(3)
    await sandbox.close()
  })

  it('the large seed has 2,000 applications with five keys and pages through them', async () => {
    const { sandbox, production } = await openSandbox({ seed: 'large' })
    expect(production.tenant.applications).toHaveLength(2000)
    const page = await production.admin('/applications?offset=1500&limit=500')
    expect(page.headers['x-total-count']).toBe('2000')
    const applications = page.as(z.array(WireApplication))
    expect(applications).toHaveLength(500)
    expect(applications.every(({ apiKeyCount }) => apiKeyCount === 5)).toBe(true)
    await sandbox.close()
  })
})

describe('with a storage', () => {
  it('keys, changes and waiting actions survive a restart, and base URIs follow the new port', async () => {
    const storage = createMemoryStorage()
    const before = await openSandbox({ storage })
    const { id } = before.production.application('Mobile Campus')
    const added = (
      await before.production.admin(`/applications/${id}/api-keys`, {
        method: 'POST',
        body: { restriction: { mode: 'restricted', addresses: ['127.0.0.0/8'] } },
      })
    ).json() as { value: string }
    const token = (await before.production.auth(added.value)).text
    const level = { id: '46084c55-f047-54ac-9b23-294b83feaa10', source: { value: '100' } }
    await before.production.source('Ridgeline ERP Web API', `/default-settings/${level.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: level,
    })
    await before.production.switch('/source-upgrade', { method: 'POST', body: { application: 'Ridgeline ERP Web API' } })
    await before.sandbox.close()

    const after = await openSandbox({ storage })
    expect(after.production.tenant.administrationToken).toBe(before.production.tenant.administrationToken)
    expect(after.production.application('Ridgeline ERP Web API').baseUri).toBe(`${after.production.tenant.hubUrl}/source/erp/api`)
    expect((await after.production.auth(added.value)).status).toBe(200)
    expect((await after.production.hub('/api/persons?limit=1', token)).status).toBe(200)
    const row = await after.production.source('Ridgeline ERP Web API', `/default-settings/${level.id}`, {
      headers: { accept: 'application/json' },
    })
    expect(row.json()).toMatchObject({ source: { title: 'First year', value: '100' } })
    const actions = await after.production.admin(
      `/applications/${after.production.application('Ridgeline ERP Web API').id}/upgrade-actions`,
    )
    expect(actions.as(z.array(UpgradeAction))).toHaveLength(1)
    await after.sandbox.close()
  })

  it('a text that is none is refused in a sentence', async () => {
    await expect(startSandbox({ storage: createMemoryStorage('{') })).rejects.toThrow('not JSON')
    await expect(startSandbox({ storage: createMemoryStorage('{"version":9}') })).rejects.toThrow('another version')
  })

  it('the file can be read by its owner only and is never half written', async () => {
    const place = join(folder, 'file')
    const storage = createFileStorage(place)
    expect(await storage.load()).toBeNull()
    await storage.save('one')
    await storage.save('two')
    expect(await storage.load()).toBe('two')
    expect((await stat(join(place, 'sandbox.json'))).mode & 0o777).toBe(0o600)
    await expect(stat(join(place, 'sandbox.json.new'))).rejects.toThrow('ENOENT')
  })
})

describe('the command', () => {
  let cli: string
  beforeAll(async () => {
    await build({ configFile: 'vite.sandbox.config.ts', logLevel: 'silent', build: { outDir: join(folder, 'out') } })
    cli = join(folder, 'out', 'cli.js')
  })

  /** Runs the command up to its first line. */
  async function run(...args: string[]) {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
      child.once('exit', (code, signal) => resolve({ code, signal })),
    )
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const first = await lines.next()
    return { child, ended, words: () => words, line: first.done === true ? undefined : first.value }
  }

  it('prints what a client needs in its first line, and stops on SIGTERM with its state saved', async () => {
    const data = join(folder, 'data')
    const first = await run('--data', data)
    const { tenants } = SandboxAnnouncement.parse(JSON.parse(first.line ?? ''))
    expect(tenants.map(({ label }) => label)).toEqual(['Production', 'Test'])
    expect(Object.keys(tenants[0] ?? {}).sort()).toEqual(['administrationToken', 'applications', 'hubUrl', 'label'])
    expect(Object.keys(tenants[0]?.applications[0] ?? {}).sort()).toEqual(['apiKeys', 'baseUri', 'id', 'name', 'password', 'username'])
    const caller = tenantCaller({ tenants, identities: [], port: 0, close: () => Promise.resolve() }, 0)
    const path = `/applications/${caller.application('Degree Audit').id}/api-keys`
    const made = (await caller.admin(path, { method: 'POST', body: {} })).as(WireApiKey)
    first.child.kill('SIGTERM')
    expect(await first.ended).toEqual({ code: 0, signal: null })
    expect(first.words()).toBe('')
    expect(await readFile(join(data, 'sandbox.json'), 'utf8')).toContain(made.id)

    const second = await run('--data', data)
    const again = tenantCaller(
      { ...SandboxAnnouncement.parse(JSON.parse(second.line ?? '')), identities: [], port: 0, close: () => Promise.resolve() },
      0,
    )
    expect((await again.admin(path)).as(z.array(WireApiKey)).map(({ id }) => id)).toContain(made.id)
    second.child.kill('SIGINT')
    expect(await second.ended).toEqual({ code: 0, signal: null })
  })

  it('a port in use, a bad argument and a broken file end in one sentence and 1', async () => {
    const blocker = createServer()
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    ) // listens on a port
    const broken = join(folder, 'broken')
    await createFileStorage(broken).save('')
    await writeFile(join(broken, 'sandbox.json'), '{"half"')
    const outcomes = await Promise.all([run('--port', String(port)), run('--port', 'x'), run('--colour', 'red'), run('--data', broken)])
    for (const { line, words, ended } of outcomes) {
      expect(line).toBeUndefined()
      expect((await ended).code).toBe(1)
      expect(words()).toMatch(/^[^\n]+\n$/)
    }
    expect(outcomes[0].words()).toContain('in use')
    await new Promise((resolve) => blocker.close(resolve))
  })
})
