import { describe, expect, it } from 'vitest'
import { Secret } from '../../../src/main/platform/secret'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { caller, eachRotation } from './rotation-setup'

const POST_KEY = { method: 'POST', path: '/admin/v1/applications/*/api-keys' }
const ELSEWHERE = { mode: 'restricted' as const, addresses: ['10.0.0.1'] }
const place = (name: string, doneAt: string | null) => ({ id: crypto.randomUUID(), place: name, owner: '', note: '', doneAt })
const ONE_KEY = { path: '/admin/v1/applications/*/api-keys/*' }

describe('a rotation that has its new key, over HTTP', () => {
  const { now, of, plan, refused, t, upTo } = eachRotation()

  describe('the proof', () => {
    it('explains a refused address and takes the word of a person for it, and only for it', async () => {
      const rotation = plan()
      await t.service.setRestriction({ ...of(rotation), restriction: ELSEWHERE })
      await t.service.create(of(rotation), caller)
      await refused(rotation, () => t.service.confirmVerified(of(rotation)), 'conflict')
      expect(await t.service.verify(of(rotation), caller)).toMatchObject({
        state: 'restricted',
        proof: { outcome: 'address-refused', fromAddress: '127.0.0.1', by: 'call' },
      })
      expect(await t.service.confirmVerified(of(rotation))).toMatchObject({ state: 'verified', proof: { by: 'person' } })
      await t.service.confirmDistributed(of(rotation))
      expect(await t.service.finish(of(rotation), caller)).toMatchObject({ state: 'done' })
    })
    it('says that the hub does not know the key', async () => {
      const rotation = await upTo('restricted')
      await t.admin.remove(rotation.newKey!.id)
      expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'restricted', proof: { outcome: 'unknown-key' } })
      await refused(rotation, () => t.service.confirmVerified(of(rotation)), 'conflict')
    })
    it('does not take another tenant for ours', async () => {
      const rotation = await upTo('restricted')
      t.pinned.tenantId = 'another'
      expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'restricted', proof: { outcome: 'wrong-tenant' } })
    })
    it.each([
      [{ cut: true }, 'unreachable', 'unreachable'],
      [{ status: 500 }, 'other', 'remote'],
    ])('stays where it is when there is no answer to it: %j', async (effect, outcome, code) => {
      const rotation = await upTo('restricted')
      await t.fault({ path: '/auth' }, effect)
      expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'restricted', proof: { outcome, failure: { code } } })
    })
    it('cannot be had before there is a key', async () => {
      const rotation = plan()
      await refused(rotation, () => t.service.verify(of(rotation), caller), 'conflict')
    })
  })

  describe('the places', () => {
    it('are kept with the key for next time, and one that is not done after all takes a step back', async () => {
      const rotation = await upTo('distributed')
      const places = [place('Server', null)]
      expect(await t.service.setPlaces({ ...of(rotation), places })).toMatchObject({ state: 'verified', places })
      expect(t.noted.get(t.oldKeyId)?.usages).toEqual([{ id: places[0]!.id, place: 'Server', owner: '', note: '' }])
    })
    it('do not move a rotation when all of them are done', async () => {
      const rotation = await upTo('distributed')
      expect(await t.service.setPlaces({ ...of(rotation), places: [place('Server', t.clock.iso())] })).toMatchObject({
        state: 'distributed',
      })
    })
  })

  it('puts the new key on the clipboard, from the keychain or from the hub', async () => {
    const planned = plan()
    await expect(t.service.copyNew(of(planned), caller)).rejects.toMatchObject({ code: 'conflict' })
    const { newKey, ...rotation } = await upTo('restricted')
    expect(await t.service.copyNew(of(rotation), caller)).toEqual({ clearsAt: new Date(t.clock.now() + 60_000).toISOString() })
    t.keychain.entries.forEach((secret, ref) => secret.expose() === t.told.copied[0]!.expose() && t.keychain.entries.delete(ref))
    await t.service.copyNew(of(rotation), caller)
    const value = await t.admin.reveal(newKey!.id)
    expect(t.told.copied.map((secret) => secret.expose())).toEqual([value, value])
    expect(t.kept()).toEqual([value])
  })

  it('does not send a value that was kept for another address of the hub: it asks the hub there', async () => {
    const { newKey, ...rotation } = await upTo('restricted')
    const secrets = createVaultRepo(t.journal)
    const owner = { environmentId: t.environmentId, kind: 'api-key' as const, ownerId: newKey!.id }
    const { ref } = secrets.find(owner)!
    secrets.setAudience(ref, 'https://elsewhere.example.edu')
    t.keychain.entries.set(ref, new Secret('value-for-elsewhere'))
    expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'verified' })
    expect(t.kept()).toEqual([await t.admin.reveal(newKey!.id)])
    expect(secrets.find(owner)).not.toMatchObject({ audience: 'https://elsewhere.example.edu' })
  })

  it('does not wait for a locked keychain a second time to keep what the hub revealed', async () => {
    const rotation = await upTo('restricted')
    const [token, value] = [...t.keychain.entries.keys()]
    const get = t.keychain.get.bind(t.keychain)
    t.keychain.get = (ref) => (ref === value ? Promise.resolve({ state: 'locked' }) : get(ref))
    expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'verified' })
    expect([...t.keychain.entries.keys()]).toEqual([token, value])
  })

  describe('finish', () => {
    const DELETE = { method: 'DELETE', ...ONE_KEY }
    const isOldThere = async () => (await t.keysAtHub()).some(({ id }) => id === t.oldKeyId)

    it.each(['planned', 'restricted', 'verified'] as const)('is refused in %s', async (state) => {
      const rotation = await upTo(state)
      await refused(rotation, () => t.service.finish(of(rotation), caller), 'conflict')
      expect(await isOldThere()).toBe(true)
    })
    it('keeps the old key when the new one is gone', async () => {
      const rotation = await upTo('distributed')
      await t.admin.remove(rotation.newKey!.id)
      await refused(rotation, () => t.service.finish(of(rotation), caller), 'conflict')
      expect([await isOldThere(), now(rotation).lastFailure?.code]).toEqual([true, 'conflict'])
      expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned' })
    })
    it('keeps the old key when the new one is refused by now', async () => {
      const rotation = await upTo('distributed')
      await t.admin.restrict(rotation.newKey!.id, ELSEWHERE)
      await refused(rotation, () => t.service.finish(of(rotation), caller), 'address-refused')
      expect(await isOldThere()).toBe(true)
    })
    it('is done when somebody else removed the old key', async () => {
      const rotation = await upTo('distributed')
      await t.admin.remove(t.oldKeyId)
      expect(await t.service.finish(of(rotation), caller)).toMatchObject({ state: 'done' })
    })
    it.each([
      ['the hub is away', { status: 500 }, 'remote'],
      ['the key moved', { status: 412 }, 'conflict'],
      [
        'it is the last one',
        {
          status: 409,
          contentType: 'application/problem+json',
          body: '{"type":"about:blank","title":"Last","status":409,"code":"last-api-key"}',
        },
        'last-api-key',
      ],
      ['the answer is lost', { cut: true }, 'unreachable'],
    ])('stays on its way when %s, and goes on later', async (_name, effect, code) => {
      const rotation = await upTo('distributed')
      await t.fault(DELETE, effect)
      await expect(t.service.finish(of(rotation), caller)).rejects.toMatchObject({ code })
      expect(now(rotation)).toMatchObject({ state: 'deleting', lastFailure: { code } })
      await t.noFaults()
      expect(await t.start().finish(of(rotation), caller)).toMatchObject({ state: 'done', lastFailure: null })
      expect(await isOldThere()).toBe(false)
    })
    it('can be taken back while the old key is still there', async () => {
      const rotation = await upTo('distributed')
      await t.fault(DELETE, { status: 500 })
      await expect(t.service.finish(of(rotation), caller)).rejects.toThrow()
      await t.noFaults()
      await refused(rotation, () => t.service.abandon(of(rotation), caller), 'conflict')
      expect(await t.service.confirmDistributed(of(rotation))).toMatchObject({ state: 'distributed' })
      expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned' })
      expect(await isOldThere()).toBe(true)
    })
    it('deletes nothing when the hub lists a key that cannot be read', async () => {
      const rotation = await upTo('distributed')
      const keys = (await t.keysAtHub()).map((key) => (key.id === t.oldKeyId ? { ...key, restriction: 'strange' } : key))
      await t.fault({ method: 'GET', path: '/admin/v1/applications/*/api-keys' }, { status: 200, body: JSON.stringify(keys) })
      await refused(rotation, () => t.service.finish(of(rotation), caller), 'malformed')
      await t.noFaults()
      expect(await isOldThere()).toBe(true)
    })
  })

  describe('giving up', () => {
    it('of a plan sends nothing', async () => {
      const rotation = plan()
      await t.fault({ path: '/' }, { cut: true })
      expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned' })
    })
    it.each(['restricted', 'verified', 'distributed'] as const)('in %s removes the new key and keeps the old one', async (state) => {
      const rotation = await upTo(state)
      expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned', value: 'none' })
      const ids = (await t.keysAtHub()).map(({ id }) => id)
      expect([ids.includes(t.oldKeyId), ids.includes(rotation.newKey!.id), t.kept()]).toEqual([true, false, []])
      await refused(rotation, () => t.service.create(of(rotation), caller), 'conflict')
    })
    it('keeps the new key when the old one is gone', async () => {
      const rotation = await upTo('verified')
      await t.admin.remove(t.oldKeyId)
      await refused(rotation, () => t.service.abandon(of(rotation), caller), 'conflict')
      expect((await t.keysAtHub()).map(({ id }) => id)).toContain(rotation.newKey!.id)
    })
    it('while the key was made finds the one that was made, and removes it', async () => {
      const rotation = plan()
      const before = await t.keysAtHub()
      await t.fault(POST_KEY, { cut: true, when: 'after' })
      await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
      await t.noFaults()
      expect(await t.start().abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned', orphans: [] })
      expect(await t.keysAtHub()).toEqual(before)
    })
    it('while the key was made makes none', async () => {
      const rotation = plan()
      const before = await t.keysAtHub()
      await t.fault(POST_KEY, { status: 503 })
      await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
      expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned' })
      expect(await t.keysAtHub()).toEqual(before)
    })
  })

  it('ends with its application', async () => {
    const rotation = await upTo('verified')
    await t.service.applicationGone(t.environmentId, t.applicationId)
    expect(now(rotation)).toMatchObject({ state: 'abandoned', value: 'none' })
    expect(t.kept()).toEqual([])
  })
})
