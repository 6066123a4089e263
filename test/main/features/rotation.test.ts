import { describe, expect, it } from 'vitest'
import type { KeyId } from '#shared/contract/keys'
import { caller, eachRotation, HERE, setup } from './rotation-setup'

const POST_KEY = { method: 'POST', path: '/admin/v1/applications/*/api-keys' }
const ELSEWHERE = { mode: 'restricted' as const, addresses: ['10.0.0.1'] }
const DAY = 86_400_000
const ONE_KEY = { path: '/admin/v1/applications/*/api-keys/*' }

describe('a rotation, over HTTP', () => {
  const { now, of, plan, refused, t, upTo } = eachRotation()

  it('goes from the plan to the removed key, with both keys working in between', async () => {
    const usage = { id: crypto.randomUUID(), place: 'Housing server', owner: 'Kim', note: '' }
    t.noted.set(t.oldKeyId, { label: 'Nightly job', usages: [usage] })
    const rotation = plan()
    expect(rotation).toMatchObject({
      state: 'planned',
      restriction: HERE,
      places: [{ ...usage, doneAt: null }],
      oldKey: { id: t.oldKeyId, label: 'Nightly job' },
      newKey: null,
      value: 'none',
    })

    const created = await t.service.create(of(rotation), caller)
    expect(created).toMatchObject({ state: 'restricted', value: 'here', lastFailure: null })
    expect(t.told.keys.find(({ id }) => id === created.newKey?.id)).toMatchObject({ restriction: HERE })
    expect(t.kept()).toEqual([await t.admin.reveal(created.newKey!.id)])
    for (const id of [t.oldKeyId, created.newKey!.id]) expect(await t.authenticates(await t.admin.reveal(id))).toBe(true)

    expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'verified', proof: { outcome: 'accepted', by: 'call' } })
    await refused(rotation, () => t.service.confirmDistributed(of(rotation)), 'conflict')
    await t.service.setPlaces({ ...of(rotation), places: [{ ...usage, doneAt: t.clock.iso() }] })
    expect(await t.service.confirmDistributed(of(rotation))).toMatchObject({ state: 'distributed' })
    expect(await t.service.setEnd({ ...of(rotation), endsOn: '2026-12-24' })).toMatchObject({ endsOn: '2026-12-24', state: 'distributed' })

    expect(await t.service.finish(of(rotation), caller)).toMatchObject({ state: 'done', value: 'hub' })
    expect((await t.keysAtHub()).map(({ id }) => id)).not.toContain(t.oldKeyId)
    expect(t.told.keys).toEqual(await t.keysAtHub())
    expect(t.noted.get(created.newKey!.id)).toEqual({ label: 'Nightly job', usages: [usage] })
    expect(t.kept()).toEqual([])
    expect(t.told.recorded.map(({ what }) => what)).toEqual(['rotations.create', 'rotations.finish'])
  })

  it('never writes the new value to the disk', async () => {
    const rotation = await upTo('distributed')
    const { newKey } = rotation
    await t.service.copyNew(of(rotation), caller)
    const value = await t.admin.reveal(newKey!.id)
    expect(await t.onDisk()).toContain('rotations.copyNew')
    expect(await t.onDisk()).toContain(newKey!.id)
    expect(await t.onDisk()).not.toContain(value)
  })

  describe('plan', () => {
    it('answers a second plan for the same key with the first', () => {
      expect(plan().id).toBe(plan().id)
    })
    it('does not rotate a key that is the new one of a rotation', async () => {
      const { newKey } = await upTo('restricted')
      await expect(Promise.resolve().then(() => plan(newKey!.id))).rejects.toMatchObject({ code: 'conflict' })
    })
    it('does not rotate a key that is not there', async () => {
      await expect(Promise.resolve().then(() => plan('gone' as KeyId))).rejects.toMatchObject({ code: 'not-found' })
    })
    it('lists unfinished ones first, newest first', async () => {
      const given = plan()
      await t.service.abandon(of(given), caller)
      t.clock.pass(1000)
      const first = plan()
      t.clock.pass(1000)
      const second = plan((await t.keysAtHub())[0]!.id as KeyId)
      expect(t.service.list({ environmentId: t.environmentId }).map(({ id }) => id)).toEqual([second.id, first.id, given.id])
    })
    it('knows which keys are in a rotation that is not finished', async () => {
      const { newKey, ...rotation } = await upTo('restricted')
      const isRotating = (id: KeyId) => t.service.isRotating(t.environmentId, t.applicationId, id)
      expect([isRotating(t.oldKeyId), isRotating(newKey!.id), isRotating('other' as KeyId)]).toEqual([true, true, false])
      expect(t.service.unfinished()).toEqual([
        expect.objectContaining({ oldKeyId: t.oldKeyId, newKeyId: newKey!.id, state: 'restricted', endsOn: null }),
      ])
      await t.service.abandon(of(rotation), caller)
      expect([isRotating(t.oldKeyId), t.service.unfinished()]).toEqual([false, []])
    })
  })

  describe('the restriction', () => {
    it('can be another one before the key is made, in normal form', async () => {
      const rotation = plan()
      const restriction = { mode: 'restricted' as const, addresses: [' 127.0.0.1 ', '2001:DB8::1'] }
      expect(await t.service.setRestriction({ ...of(rotation), restriction })).toMatchObject({
        restriction: { mode: 'restricted', addresses: ['127.0.0.1', '2001:db8::1'] },
      })
    })
    it('names each bad address', async () => {
      const rotation = plan()
      const restriction = { mode: 'restricted' as const, addresses: ['127.0.0.1', '1.2'] }
      await expect(t.service.setRestriction({ ...of(rotation), restriction })).rejects.toMatchObject({
        code: 'invalid-input',
        faults: [{ path: 'restriction.addresses.1' }],
      })
    })
    it('is fixed once the key is made', async () => {
      const rotation = await upTo('restricted')
      await refused(rotation, () => t.service.setRestriction({ ...of(rotation), restriction: ELSEWHERE }), 'conflict')
    })
    it('is set right when somebody changed it before it was looked at', async () => {
      const rotation = plan()
      await t.fault({ method: 'GET', ...ONE_KEY }, { status: 500 })
      await expect(t.service.create(of(rotation), caller)).rejects.toMatchObject({ code: 'remote' })
      const { state, newKey, lastFailure } = now(rotation)
      expect([state, lastFailure?.status]).toEqual(['created', 500])
      await t.noFaults()
      await t.admin.restrict(newKey!.id, { mode: 'unrestricted' })
      expect(await t.start().create(of(rotation), caller)).toMatchObject({ state: 'restricted', lastFailure: null })
      expect((await t.keysAtHub()).find(({ id }) => id === newKey!.id)).toMatchObject({ restriction: HERE })
    })
  })

  describe('create', () => {
    const lostAnswer = () => t.fault(POST_KEY, { cut: true, when: 'after' })

    it('makes one key when two clicks come at once', async () => {
      const rotation = plan()
      const both = await Promise.allSettled([t.service.create(of(rotation), caller), t.service.create(of(rotation), caller)])
      expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
      expect(await t.keysAtHub()).toHaveLength(t.told.keys.length)
      expect(now(rotation).state).toBe('restricted')
    })
    it('goes back to the plan when the hub refuses what was sent', async () => {
      const rotation = plan()
      await t.fault(POST_KEY, { status: 400 })
      await expect(t.service.create(of(rotation), caller)).rejects.toMatchObject({ code: 'invalid-input' })
      expect(now(rotation)).toMatchObject({ state: 'planned', lastFailure: { status: 400 } })
      await t.noFaults()
      expect(await t.service.create(of(rotation), caller)).toMatchObject({ state: 'restricted', lastFailure: null })
    })
    it('makes no second key after the answer was lost, also after a restart and with another key added meanwhile', async () => {
      const rotation = plan()
      const before = (await t.keysAtHub()).length
      await lostAnswer()
      await expect(t.service.create(of(rotation), caller)).rejects.toMatchObject({ code: 'unreachable' })
      expect(now(rotation)).toMatchObject({ state: 'creating', newKey: null, lastFailure: { code: 'unreachable' } })
      const [ours] = (await t.keysAtHub()).slice(before)
      await t.noFaults()
      await t.admin.add()
      expect(await t.start().create(of(rotation), caller)).toMatchObject({ state: 'restricted', newKey: { id: ours!.id }, orphans: [] })
      expect(await t.keysAtHub()).toHaveLength(before + 2)
    })
    it('adopts the one key that appeared when the hub no longer knows the request', async () => {
      const rotation = plan()
      await lostAnswer()
      await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
      const count = (await t.keysAtHub()).length
      await t.noFaults()
      t.clock.pass(DAY)
      const created = await t.start().create(of(rotation), caller)
      expect(created).toMatchObject({ state: 'restricted', value: 'here' })
      expect(await t.keysAtHub()).toHaveLength(count)
      expect(t.kept()).toEqual([await t.admin.reveal(created.newKey!.id)])
    })
    it('asks anew when nothing appeared and the hub no longer knows the request', async () => {
      const rotation = plan()
      await t.fault(POST_KEY, { cut: true })
      await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
      const count = (await t.keysAtHub()).length
      await t.noFaults()
      t.clock.pass(DAY)
      expect(await t.service.create(of(rotation), caller)).toMatchObject({ state: 'restricted' })
      expect(await t.keysAtHub()).toHaveLength(count + 1)
    })

    it('does not take the key of another rotation for its own', async () => {
      const rotation = plan()
      await lostAnswer()
      await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
      const ours = (await t.keysAtHub()).at(-1)!.id
      await t.noFaults()
      const other = t.told.keys.find(({ id }) => id !== t.oldKeyId && id !== ours)!
      await t.service.create(of(plan(other.id as KeyId)), caller)
      t.clock.pass(DAY)
      expect((await t.keysAtHub()).at(-1)!.id).not.toBe(ours)
      expect(await t.service.create(of(rotation), caller)).toMatchObject({ state: 'restricted', newKey: { id: ours }, orphans: [] })
    })

    describe('with several keys that could be ours', () => {
      async function doubtful() {
        const rotation = plan()
        const before = (await t.keysAtHub()).length
        await lostAnswer()
        await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
        await t.noFaults()
        const theirs = await t.admin.add()
        const ours = (await t.keysAtHub())[before]!.id as KeyId
        t.clock.pass(DAY)
        await expect(t.service.create(of(rotation), caller)).rejects.toMatchObject({ code: 'conflict' })
        return { rotation, ours, theirs }
      }
      it('lists them, makes no other, and goes on with the one that a person names', async () => {
        const { rotation, ours, theirs } = await doubtful()
        expect(now(rotation)).toMatchObject({ state: 'creating', orphans: [{ id: ours }, { id: theirs }] })
        await refused(rotation, () => t.service.adopt({ ...of(rotation), keyId: t.oldKeyId }, caller), 'not-found')
        const adopted = await t.service.adopt({ ...of(rotation), keyId: ours }, caller)
        expect(adopted).toMatchObject({ state: 'restricted', newKey: { id: ours }, orphans: [{ id: theirs }] })
      })
      it('can be given up, and keeps them listed', async () => {
        const { rotation, ours, theirs } = await doubtful()
        expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned', orphans: [{ id: ours }, { id: theirs }] })
        expect((await t.keysAtHub()).map(({ id }) => id)).toEqual(expect.arrayContaining([ours, theirs]))
      })
    })

    it('goes on when the keychain does not take the value, and says that only the hub has it', async () => {
      const rotation = plan()
      t.keychain.isFull = true
      expect(await t.service.create(of(rotation), caller)).toMatchObject({
        state: 'restricted',
        value: 'hub',
        lastFailure: { code: 'keychain-unavailable' },
      })
      expect(await t.service.verify(of(rotation), caller)).toMatchObject({ state: 'verified', value: 'hub' })
      t.keychain.isFull = false
      // The hub revealed it once more, and now it is kept.
      expect(await t.service.verify(of(rotation), caller)).toMatchObject({ value: 'here', lastFailure: null })
    })
    it('tells a new key that was deleted before it was looked at, and can be given up', async () => {
      const rotation = plan()
      await t.fault({ method: 'GET', ...ONE_KEY }, { status: 500 })
      await expect(t.service.create(of(rotation), caller)).rejects.toThrow()
      await t.noFaults()
      await t.admin.remove(now(rotation).newKey!.id)
      await refused(rotation, () => t.service.create(of(rotation), caller), 'not-found')
      expect(await t.service.abandon(of(rotation), caller)).toMatchObject({ state: 'abandoned', value: 'none' })
    })
    it('sends nothing to a hub that is not the pinned tenant', async () => {
      const rotation = plan()
      t.pinned.tenantId = 'another'
      await refused(rotation, () => t.service.create(of(rotation), caller), 'wrong-tenant')
    })
  })
})

it('holds the value for this session where there is no keychain, and asks the hub for it after a restart', async () => {
  const t = await setup()
  // The token was kept before the keychain went away; it stays readable in this test so that the hub can be asked.
  const get = t.keychain.get.bind(t.keychain)
  t.keychain.get = (ref) => {
    const secret = t.keychain.entries.get(ref)
    return secret ? Promise.resolve({ state: 'ok', secret }) : get(ref)
  }
  t.keychain.behaves = 'unavailable'
  const rotation = t.service.plan({ environmentId: t.environmentId, applicationId: t.applicationId, keyId: t.oldKeyId })
  const of = { environmentId: t.environmentId, rotationId: rotation.id }
  expect(await t.service.create(of, caller)).toMatchObject({ state: 'restricted', value: 'session' })
  t.keychain.session.clear()
  expect(await t.start().verify(of, caller)).toMatchObject({ state: 'verified' })
  await t.close()
})
