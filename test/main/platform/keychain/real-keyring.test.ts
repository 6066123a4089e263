import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeytarKeychain } from '../../../../src/main/platform/keychain/keytar-keychain'
import type { SecretStore } from '../../../../src/main/platform/keychain/secret-store'
import { Secret } from '../../../../src/main/platform/secret'
import { createForkHost } from '../../../fakes/fork-host'
import { createMemoryLog } from '../../../fakes/memory-log'
import { environmentWithoutBus, hasKeyring, startPrivateKeyring } from '../../../fakes/private-keyring'
import { temporaryFolder } from '../../../fakes/temporary-folder'

const opened: SecretStore[] = []
afterEach(() => {
  for (const keychain of opened.splice(0)) keychain.close()
})
function open(env: NodeJS.ProcessEnv) {
  const host = createForkHost(env)
  const keychain = createKeytarKeychain({ host, log: createMemoryLog(), timeoutMs: 15_000, writeTimeoutMs: 15_000 })
  opened.push(keychain)
  return { keychain, host }
}

describe.runIf(hasKeyring)('a real Secret Service', () => {
  let keyring: Awaited<ReturnType<typeof startPrivateKeyring>>
  beforeEach(async () => {
    keyring = await startPrivateKeyring(temporaryFolder())
  })
  afterEach(() => keyring.stop())

  it('keeps a secret beyond the process that wrote it', async () => {
    const value = 'pä$$ "wörd" 🔑'
    expect(await open(keyring.env).keychain.set('a', new Secret(value))).toBe('kept')
    const { keychain } = open(keyring.env)
    const found = await keychain.get('a')
    expect(found.state === 'ok' && found.secret.expose()).toBe(value)
    expect(await keychain.get('b')).toEqual({ state: 'absent' })
    await keychain.delete('a')
    expect(await keychain.get('a')).toEqual({ state: 'absent' })
  })

  it('takes the longest secret', async () => {
    const { keychain } = open(keyring.env)
    const value = 'x'.repeat(2560)
    await keychain.set('a', new Secret(value))
    const found = await keychain.get('a')
    expect(found.state === 'ok' && found.secret.expose()).toBe(value)
  })

  it('says that it is locked, to reads, writes and deletes', async () => {
    const { keychain, host } = open(keyring.env)
    await keychain.set('a', new Secret('1'))
    await keyring.lock()
    expect(await keychain.get('a')).toEqual({ state: 'locked' })
    expect(await keychain.get('never-there')).toEqual({ state: 'locked' })
    await expect(keychain.set('b', new Secret('2'))).rejects.toMatchObject({ code: 'keychain-unavailable' })
    await expect(keychain.delete('a')).rejects.toMatchObject({ code: 'keychain-unavailable' })
    expect([keychain.state(), host.started.length]).toEqual(['locked', 1])
  })

  it('costs one call when its process is killed', async () => {
    const { keychain, host } = open(keyring.env)
    await keychain.set('a', new Secret('1'))
    process.kill(host.started[0]!, 'SIGSEGV')
    const states = [(await keychain.get('a')).state, (await keychain.get('a')).state]
    expect(states.at(-1)).toBe('ok')
    expect(host.started).toHaveLength(2)
  })

  it('is no keychain any more when its bus goes, and keeps secrets for the session', async () => {
    const { keychain } = open(keyring.env)
    await keychain.set('a', new Secret('1'))
    await keyring.stop()
    const after = open(keyring.env).keychain
    expect(await after.set('b', new Secret('2'))).toBe('session')
    expect(after.state()).toBe('unavailable')
  })
})

describe.runIf(process.platform === 'linux')('a session without a bus', () => {
  it('has no keychain, and keeps secrets until the app quits', async () => {
    const { keychain } = open(environmentWithoutBus(temporaryFolder()))
    expect(await keychain.get('a')).toEqual({ state: 'unavailable' })
    expect(await keychain.set('a', new Secret('1'))).toBe('session')
    const found = await keychain.get('a')
    expect(found.state === 'ok' && found.secret.expose()).toBe('1')
  })
})
