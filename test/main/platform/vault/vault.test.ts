import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openJournal } from '../../../../src/main/platform/db/open'
import { Secret } from '../../../../src/main/platform/secret'
import { createVault } from '../../../../src/main/platform/vault/vault'
import { createVaultRepo, type SecretOwner } from '../../../../src/main/platform/vault/vault.repo'
import { createFakeClock } from '../../../fakes/fake-clock'
import { MemoryKeychain } from '../../../fakes/memory-keychain'
import { temporaryFolder } from '../../../fakes/temporary-folder'

const owner = (ownerId: string): SecretOwner => ({ environmentId: 'e', kind: 'source-password', ownerId })
const to = { audience: 'https://source.example', username: 'reader' }

describe('the vault', () => {
  let keychain: MemoryKeychain
  let repo: ReturnType<typeof createVaultRepo>
  let made = 0
  const clock = createFakeClock()
  const start = () => createVault({ repo, store: keychain, clock, newRef: () => `ref-${(made += 1)}` })

  beforeEach(() => {
    keychain = new MemoryKeychain()
    repo = createVaultRepo(openJournal(join(temporaryFolder(), 'journal.db'), { clock }).db)
  })

  it('gives a secret back with the one origin it may go to', async () => {
    const vault = start()
    await vault.put(owner('a'), new Secret('first'), to)
    const found = await vault.get(owner('a'))
    expect({ ...found, secret: found.secret.expose() }).toEqual({ secret: 'first', audience: to.audience, username: 'reader' })
  })

  it('replaces a secret and takes the old one out of the keychain', async () => {
    const vault = start()
    await vault.put(owner('a'), new Secret('first'), to)
    await vault.put(owner('a'), new Secret('second'), to)
    expect([...keychain.entries.values()].map((secret) => secret.expose())).toEqual(['second'])
    expect(repo.looseRefs()).toEqual([])
  })

  it('leaves a secret alone that another put is just writing', async () => {
    const vault = start()
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const set = keychain.set.bind(keychain)
    keychain.set = async (ref, secret) => {
      const kept = await set(ref, secret)
      if (secret.expose() === 'slow') await held
      return kept
    }
    const slow = vault.put(owner('slow'), new Secret('slow'), to)
    await vault.put(owner('quick'), new Secret('quick'), to)
    goOn()
    await slow
    expect((await vault.get(owner('slow'))).secret.expose()).toBe('slow')
  })

  it('forgets an environment also while the keychain is locked, and tidies up once it is read again', async () => {
    const vault = start()
    await vault.put(owner('a'), new Secret('gone'), to)
    await vault.put({ ...owner('b'), environmentId: 'other' }, new Secret('stays'), to)
    keychain.behaves = 'locked'
    await vault.forgetEnvironment('e')
    await expect(vault.get(owner('a'))).rejects.toMatchObject({ code: 'credentials-missing' })
    expect(keychain.entries.size).toBe(2)

    keychain.behaves = 'well'
    await start().get({ ...owner('b'), environmentId: 'other' })
    await expect.poll(() => [...keychain.entries.values()].map((secret) => secret.expose())).toEqual(['stays'])
    expect(repo.looseRefs()).toEqual([])
  })

  it('says that a locked keychain is locked and not that nothing is stored', async () => {
    const vault = start()
    await vault.put(owner('a'), new Secret('kept'), to)
    keychain.behaves = 'locked'
    await expect(vault.get(owner('a'))).rejects.toMatchObject({ code: 'keychain-unavailable' })
    expect(vault.whereabouts(owner('a'))?.stored).toBe('here')
  })

  it('does not say after a restart that a secret of the last session is still here', async () => {
    keychain.behaves = 'unavailable'
    const first = start()
    await first.put(owner('a'), new Secret('typed'), to)
    await first.put(owner('b'), new Secret('other'), to)
    expect([first.whereabouts(owner('a'))?.stored, (await first.get(owner('b'))).secret.expose()]).toEqual(['session', 'other'])
    keychain.close()
    keychain.behaves = 'well'
    const next = start()
    expect(next.whereabouts(owner('a'))).toBeNull()
    await expect(next.get(owner('a'))).rejects.toMatchObject({ code: 'credentials-missing' })
    await next.put(owner('a'), new Secret('again'), to)
    expect([next.whereabouts(owner('a'))?.stored, repo.looseRefs()]).toEqual(['here', []])
  })

  it('keeps a secret for the session where there is no keychain, and says so', async () => {
    const vault = start()
    keychain.behaves = 'unavailable'
    expect(await vault.put(owner('a'), new Secret('brief'), to)).toBe('session')
    expect(vault.whereabouts(owner('a'))?.stored).toBe('session')
  })
})
