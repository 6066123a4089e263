import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openJournal } from '../../src/main/platform/db/open'
import { createKeytarKeychain } from '../../src/main/platform/keychain/keytar-keychain'
import { Secret } from '../../src/main/platform/secret'
import { createVault } from '../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../src/main/platform/vault/vault.repo'
import { createFakeClock } from '../fakes/fake-clock'
import { filesThatHold } from '../e2e/files-that-hold'
import { createForkHost } from '../fakes/fork-host'
import { createMemoryLog } from '../fakes/memory-log'
import { canPrompt, environmentWithoutBus, hasKeyring, startPrivateBus, startPrivateKeyring } from '../fakes/private-keyring'
import { temporaryFolder } from '../fakes/temporary-folder'

const owner = (ownerId: string) => ({ environmentId: 'e', kind: 'source-password', ownerId }) as const
const TO = { audience: 'https://source.example', username: 'reader' }
const CANARY = 'canary-4c1b7f60-93de'
const LOCKED = { code: 'keychain-unavailable', message: 'The keychain of this computer is locked. Unlock it and try again.' }
const NONE = {
  code: 'keychain-unavailable',
  message: 'There is no keychain on this computer right now. Enter the credential again for this session.',
}
const GONE = { code: 'credentials-missing', message: 'The stored credential could not be read. Enter it again to go on.' }

const opened: (() => void)[] = []
afterEach(() => {
  for (const close of opened.splice(0)) close()
})

/** What the app builds on a keychain, on real files, with a data folder that outlives it. */
function start(env: NodeJS.ProcessEnv, { folder = temporaryFolder(), timeoutMs = 15_000 } = {}) {
  const host = createForkHost(env)
  const log = createMemoryLog()
  const clock = createFakeClock()
  const keychain = createKeytarKeychain({ host, log, clock, timeoutMs, writeTimeoutMs: timeoutMs })
  const { db } = openJournal(join(folder, 'journal.db'), { clock })
  const repo = createVaultRepo(db)
  const vault = createVault({ repo, store: keychain, clock, newRef: () => crypto.randomUUID() })
  let isOpen = true
  const close = () => {
    if (!isOpen) return
    isOpen = false
    keychain.close()
    db.close()
  }
  opened.push(close)
  const refOf = (ownerId: string) => vault.whereabouts(owner(ownerId))?.entry.ref ?? ''
  const read = async (ownerId: string) => (await vault.get(owner(ownerId))).secret.expose()
  return { vault, keychain, repo, host, log, clock, folder, close, refOf, read }
}

/** Runs while something waits for the keychain, and says by how much the process was late at worst. */
async function worstDelayDuring(work: Promise<unknown>): Promise<number> {
  let worst = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last)
    last = now
  }, 20)
  await work.catch(() => undefined) // what became of it is asked of the work itself
  clearInterval(timer)
  return worst
}

/** The rules that hold wherever there is no keychain. */
async function expectSessionOnly(env: NodeJS.ProcessEnv) {
  const first = start(env)
  expect(await first.keychain.look()).toBe('unavailable')
  expect(await first.vault.put(owner('a'), new Secret(CANARY), TO)).toBe('session')
  expect(await first.read('a')).toBe(CANARY)
  expect(first.vault.whereabouts(owner('a'))?.stored).toBe('session')
  expect(await filesThatHold(first.folder, [CANARY])).toEqual([])
  first.close()
  const next = start(env, { folder: first.folder })
  expect(next.vault.whereabouts(owner('a'))).toBeNull()
  await expect(next.read('a')).rejects.toMatchObject({ code: 'credentials-missing' })
}

describe.runIf(process.platform === 'linux')('without a session bus', () => {
  it('secrets last until the app quits, are in no file, and are not said to be here afterwards', () =>
    expectSessionOnly(environmentWithoutBus(temporaryFolder())))
})

describe.runIf(hasKeyring)('on a bus without a keychain', () => {
  it('secrets last until the app quits, are in no file, and are not said to be here afterwards', async () => {
    const { env, stop } = await startPrivateBus(temporaryFolder())
    await expectSessionOnly(env).finally(stop)
  })
})

describe.runIf(hasKeyring)('a real keychain', () => {
  let keyring: Awaited<ReturnType<typeof startPrivateKeyring>>
  beforeEach(async () => {
    keyring = await startPrivateKeyring(temporaryFolder())
  })
  afterEach(() => keyring.stop())

  it('that is locked is said to be locked, takes nothing, loses nothing, and gives all back once it is open', async () => {
    const first = start(keyring.env)
    await first.vault.put(owner('a'), new Secret('one'), TO)
    await first.vault.put(owner('b'), new Secret('two'), TO)
    await keyring.lock()
    await expect(first.read('a')).rejects.toMatchObject(LOCKED)
    await expect(first.vault.put(owner('a'), new Secret(CANARY), TO)).rejects.toMatchObject(LOCKED)
    expect(await first.keychain.look()).toBe('locked')
    await first.vault.forget(owner('b'))
    expect(await filesThatHold(first.folder, [CANARY])).toEqual([])
    await keyring.unlock()
    expect(await first.read('a')).toBe('one')
    await expect.poll(() => first.repo.looseRefs()).toEqual([]) // what was forgotten meanwhile is tidied up now
  })

  it('that was emptied costs what was in it, is not locked, and takes new secrets', async () => {
    const app = start(keyring.env)
    await app.vault.put(owner('a'), new Secret('one'), TO)
    await app.vault.put(owner('b'), new Secret('two'), TO)
    await start(keyring.env).keychain.delete(app.refOf('a'))
    await expect(app.read('a')).rejects.toMatchObject(GONE)
    expect(await app.read('b')).toBe('two')
    await app.vault.put(owner('a'), new Secret('again'), TO)
    expect(await app.read('a')).toBe('again')
  })

  it('in which an item was overwritten gives what is there, and the other secrets as they were', async () => {
    const app = start(keyring.env)
    await app.vault.put(owner('a'), new Secret('one'), TO)
    await app.vault.put(owner('b'), new Secret('two'), TO)
    await start(keyring.env).keychain.set(app.refOf('a'), new Secret('not ours'))
    expect([await app.read('a'), await app.read('b')]).toEqual(['not ours', 'two'])
    expect(app.vault.whereabouts(owner('a'))?.entry.audience).toBe(TO.audience)
  })

  it.each([
    ['too long', 'x'.repeat(2561)],
    ['with a line break', 'a\nb'],
    ['with a zero', 'a\u0000b'],
  ])('is not asked to keep a secret %s, and keeps the one before', async (_what, value) => {
    const app = start(keyring.env)
    await expect(app.vault.put(owner('a'), new Secret(value), TO)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(app.host.started).toEqual([])
    await app.vault.put(owner('a'), new Secret('one'), TO)
    await expect(app.vault.put(owner('a'), new Secret(value), TO)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await app.read('a')).toBe('one')
  })

  it('that falls over is none any more: what it had is not lost, and new secrets last for the session', async () => {
    const app = start(keyring.env)
    await app.vault.put(owner('a'), new Secret('one'), TO)
    await keyring.kill()
    await expect(app.read('a')).rejects.toMatchObject(NONE)
    expect(app.vault.whereabouts(owner('a'))?.stored).toBe('here')
    expect(await app.vault.put(owner('b'), new Secret(CANARY), TO)).toBe('session')
    expect([await app.read('b'), app.keychain.state()]).toEqual([CANARY, 'unavailable'])
    expect(await filesThatHold(app.folder, [CANARY])).toEqual([])
  })

  it('whose own process of ours is killed costs one call, and a secret that is being kept is kept', async () => {
    const app = start(keyring.env)
    await app.vault.put(owner('a'), new Secret('one'), TO)
    process.kill(app.host.started[0] ?? 0, 'SIGSTOP')
    const put = app.vault.put(owner('b'), new Secret('two'), TO)
    process.kill(app.host.started[0] ?? 0, 'SIGKILL')
    expect(await put).toBe('kept')
    expect([await app.read('a'), await app.read('b')]).toEqual(['one', 'two'])
  })
})

describe.runIf(canPrompt)('a prompt of the keychain that nobody answers', () => {
  let keyring: Awaited<ReturnType<typeof startPrivateKeyring>>
  beforeEach(async () => {
    keyring = await startPrivateKeyring(temporaryFolder(), { prompts: true })
  })
  afterEach(() => keyring.stop())

  it('stops nothing, ends with words, asks once for all who wait, and all is readable later', async () => {
    const app = start(keyring.env, { timeoutMs: 3000 })
    for (const name of ['a', 'b', 'c', 'd', 'e']) await app.vault.put(owner(name), new Secret(`value ${name}`), TO)
    await keyring.lock()
    const started = performance.now()
    const reads = Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((name) => app.read(name)))
    expect(await worstDelayDuring(reads)).toBeLessThan(1000)
    for (const read of await reads) expect(read).toMatchObject({ status: 'rejected', reason: LOCKED })
    expect(performance.now() - started).toBeLessThan(6000)
    expect(app.host.started).toHaveLength(1)
    await keyring.unlock()
    app.clock.pass(20_000)
    for (const name of ['a', 'b', 'c', 'd', 'e']) expect(await app.read(name)).toBe(`value ${name}`)
  })

  it('ends when the keychain is killed in the middle of the call', async () => {
    const app = start(keyring.env, { timeoutMs: 4000 })
    await app.vault.put(owner('a'), new Secret('one'), TO)
    await keyring.lock()
    const read = app.read('a')
    const refused = expect(read).rejects.toMatchObject({ code: 'keychain-unavailable' })
    await expect.poll(() => keyring.isPrompting(), { timeout: 10_000 }).toBe(true)
    await keyring.kill()
    await refused
    expect(app.vault.whereabouts(owner('a'))?.stored).toBe('here')
  })
})
