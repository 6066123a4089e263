import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KeyId, NO_NOTES } from '#shared/contract/keys'
import { caller, startKeyServices, type KeyServices } from './key-services'

let t: KeyServices
beforeEach(async () => {
  t = await startKeyServices()
})
afterEach(() => t.close())

const restricted = (...addresses: string[]) => ({ mode: 'restricted' as const, addresses })
const usage = { id: '7c9f6cd5-8f0f-4c0a-9d4e-0c3a37a7f1b1', place: 'Portal, server 2', owner: 'Ada', note: '' }

describe('modify', () => {
  it('replaces the restriction at the hub, in its normal form', async () => {
    const key = await t.add(['10.0.0.1'])
    const modified = await t.keys.modify({ ...t.of, keyId: key.id, restriction: restricted(' 2001:DB8::0 '), etag: key.etag! }, caller)
    expect(modified.restriction).toEqual(restricted('2001:db8::'))
    expect(t.listed().find(({ id }) => id === key.id)).toMatchObject({ restriction: restricted('2001:db8::'), etag: modified.etag })
    expect(t.activity.at(-1)).toMatchObject({ what: 'keys.modify', subject: key.hint })
  })

  it('without an entity tag takes the version that the hub has', async () => {
    const key = await t.add(['10.0.0.1'])
    await expect(t.keys.modify({ ...t.of, keyId: key.id, restriction: { mode: 'unrestricted' } }, caller)).resolves.toMatchObject({
      restriction: { mode: 'unrestricted' },
    })
  })

  it('names each bad address and sends nothing', async () => {
    const key = await t.add(['10.0.0.1'])
    await expect(
      t.keys.modify({ ...t.of, keyId: key.id, restriction: restricted('10.0.0.1', '1.2'), etag: key.etag! }, caller),
    ).rejects.toMatchObject({ code: 'invalid-input', faults: [{ path: 'restriction.addresses.1' }] })
    await t.sync()
    expect(t.listed().find(({ id }) => id === key.id)).toMatchObject({ etag: key.etag })
  })

  it('changes nothing when the key moved meanwhile, and shows how it is now', async () => {
    const key = await t.add(['10.0.0.1'])
    await t.elsewhere.modify(key.id, ['192.0.2.9'])
    t.announced.length = 0
    await expect(
      t.keys.modify({ ...t.of, keyId: key.id, restriction: restricted('10.0.0.2'), etag: key.etag! }, caller),
    ).rejects.toMatchObject({ code: 'conflict', status: 412 })
    expect(t.listed().find(({ id }) => id === key.id)?.restriction).toEqual(restricted('192.0.2.9'))
    expect(t.announced).toEqual(['keys.changed'])
  })

  it('drops a key from the list that is gone at the hub', async () => {
    const key = await t.add(['10.0.0.1'])
    await t.elsewhere.remove(key.id)
    await expect(
      t.keys.modify({ ...t.of, keyId: key.id, restriction: restricted('10.0.0.2'), etag: key.etag! }, caller),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect(t.listed().map(({ id }) => id)).not.toContain(key.id)
  })

  it('says that it was done when only the list could not be read after it', async () => {
    const key = await t.add(['10.0.0.1'])
    await t.elsewhere.fault({
      match: { method: 'GET', path: `/admin/v1/applications/${t.of.applicationId}/api-keys` },
      effect: { status: 500 },
    })
    await t.keys.modify({ ...t.of, keyId: key.id, restriction: restricted('10.0.0.2'), etag: key.etag! }, caller)
    expect(t.listed().find(({ id }) => id === key.id)?.restriction).toEqual(restricted('10.0.0.2'))
  })
})

describe('remove', () => {
  it('deletes the key at the hub and forgets what was noted of it', async () => {
    const key = await t.add(['10.0.0.1'])
    t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: 'Nightly', note: '', usages: [usage] } })
    await t.keys.remove({ ...t.of, keyId: key.id, etag: key.etag! }, caller)
    expect(await t.elsewhere.ids()).not.toContain(key.id)
    expect(t.listed().map(({ id }) => id)).not.toContain(key.id)
    expect(t.notes.of({ ...t.of, keyId: key.id })).toEqual(NO_NOTES)
    expect(t.activity.at(-1)).toMatchObject({ what: 'keys.remove', subject: key.hint })
  })

  const leaveOne = async () => {
    const [last, ...others] = t.listed()
    for (const { id } of others) await t.elsewhere.remove(id)
    return last!
  }

  it('never removes the last key, also when our list is longer than the hub’s', async () => {
    await t.add(['10.0.0.1'])
    const last = await leaveOne()
    expect(t.listed().length).toBeGreaterThan(1)
    // The hub is not even asked to delete it: this answer would show.
    await t.elsewhere.fault({ match: { method: 'DELETE', path: '/admin/v1/applications' }, effect: { status: 403 } })
    await expect(t.keys.remove({ ...t.of, keyId: last.id }, caller)).rejects.toMatchObject({
      code: 'last-api-key',
      message: 'Each application has a minimum of one API Key.',
    })
    expect(await t.elsewhere.ids()).toEqual([last.id])
    expect(t.listed().map(({ id }) => id)).toEqual([last.id])
  })

  it('says the same when the hub is the one to refuse', async () => {
    const key = await t.add(['10.0.0.1'])
    await t.elsewhere.fault({
      match: { method: 'DELETE', path: `/admin/v1/applications/${t.of.applicationId}/api-keys/${key.id}` },
      effect: { status: 409, body: JSON.stringify({ title: 'No.', status: 409, code: 'last-api-key' }) },
    })
    await expect(t.keys.remove({ ...t.of, keyId: key.id, etag: key.etag! }, caller)).rejects.toMatchObject({
      code: 'last-api-key',
      message: 'Each application has a minimum of one API Key.',
    })
  })

  it('is done when the key is gone already', async () => {
    const key = await t.add(['10.0.0.1'])
    await t.elsewhere.remove(key.id)
    await t.keys.remove({ ...t.of, keyId: key.id, etag: key.etag! }, caller)
    expect(t.listed().map(({ id }) => id)).not.toContain(key.id)
  })

  it('keeps a key that moved meanwhile, and shows how it is now', async () => {
    const key = await t.add(['10.0.0.1'])
    await t.elsewhere.modify(key.id, ['192.0.2.9'])
    await expect(t.keys.remove({ ...t.of, keyId: key.id, etag: key.etag! }, caller)).rejects.toMatchObject({ code: 'conflict' })
    expect(await t.elsewhere.ids()).toContain(key.id)
    expect(t.listed().find(({ id }) => id === key.id)?.restriction).toEqual(restricted('192.0.2.9'))
  })

  it('leaves a key alone that is in a rotation', async () => {
    const key = await t.add(['10.0.0.1'])
    t.world.rotating.add(key.id)
    await expect(t.keys.remove({ ...t.of, keyId: key.id, etag: key.etag! }, caller)).rejects.toMatchObject({ code: 'conflict' })
    expect(await t.elsewhere.ids()).toContain(key.id)
  })
})

describe('the value', () => {
  it('goes to the clipboard alone or as a line that sets a variable', async () => {
    const key = await t.add(['127.0.0.1'])
    await t.keys.copy({ ...t.of, keyId: key.id }, caller)
    const { clearsAt } = await t.keys.copy({ ...t.of, keyId: key.id, asVariable: 'HUB_API_KEY' }, caller)
    const [alone, line] = t.copied.map((secret) => secret.expose())
    expect(line).toBe(`HUB_API_KEY=${alone}`)
    expect(Date.parse(clearsAt)).toBe(t.clock.now() + 60_000)
  })

  it('is shown for 30 seconds, and the log of what was done has only the hint', async () => {
    const key = await t.add(['127.0.0.1'])
    const { value, hidesAt } = await t.keys.reveal({ ...t.of, keyId: key.id }, caller)
    expect(value.startsWith(key.hint.slice(0, 5))).toBe(true)
    expect(Date.parse(hidesAt)).toBe(t.clock.now() + 30_000)
    expect(t.activity.at(-1)).toEqual({ ...t.of, what: 'keys.reveal', subject: key.hint })
    expect(JSON.stringify([t.activity, t.log.lines])).not.toContain(value)
  })

  it('is in neither database', async () => {
    const key = await t.add(['127.0.0.1'])
    t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: 'Nightly', note: 'n', usages: [usage] } })
    const { value } = await t.keys.reveal({ ...t.of, keyId: key.id }, caller)
    for (const file of ['journal.db', 'journal.db-wal', 'cache.db', 'cache.db-wal'])
      expect(readFileSync(join(t.folder, file)).includes(value)).toBe(false)
  })
})

describe('notes', () => {
  it('are kept here and listed with the key', async () => {
    const key = await t.add(['10.0.0.1'])
    const noted = t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: 'Nightly', note: 'Asks at 2', usages: [usage] } })
    expect(noted.notes).toEqual({ label: 'Nightly', note: 'Asks at 2', usages: [usage] })
    expect(t.listed().find(({ id }) => id === key.id)).toEqual(noted)
  })

  it('make a key found by its label, with the name of its application; one without a label is not listed', async () => {
    const key = await t.add(['10.0.0.1'])
    expect(t.keys.labels({ environmentId: t.of.environmentId })).toEqual([])
    t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: 'Nightly', note: '', usages: [] } })
    expect(t.keys.labels({ environmentId: t.of.environmentId })).toEqual([
      { label: 'Nightly', keyId: key.id, applicationId: t.of.applicationId, applicationName: 'Housing Portal' },
    ])
  })

  it('are found by a fingerprint that holds none of the ids', async () => {
    const key = await t.add(['10.0.0.1'])
    t.notes.save({ ...t.of, keyId: key.id }, { label: 'Nightly', note: '', usages: [] })
    const [fingerprint] = [...t.notesRepo.all().keys()]
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(t.notesRepo.fingerprintKey(() => Buffer.alloc(32))).not.toEqual(Buffer.alloc(32))
  })

  it('are found again when the tenant is connected anew', async () => {
    const key = await t.add(['10.0.0.1'])
    t.notes.save({ ...t.of, keyId: key.id }, { label: 'Nightly', note: '', usages: [] })
    const again = { ...t.environment, id: crypto.randomUUID() as typeof t.environment.id, name: 'Maple again' }
    t.environments.add(again, t.clock.iso())
    expect(t.notes.labelOf({ ...t.of, environmentId: again.id, keyId: key.id })).toBe('Nightly')
  })

  it('of a rotated key go to the new one, once', () => {
    const [from, to] = ['a', 'b'].map((keyId) => ({ ...t.of, keyId: KeyId.parse(keyId) }))
    t.notes.save(from!, { label: 'Nightly', note: 'old', usages: [usage] })
    t.notes.saveUsages(to!, [{ ...usage, id: '0d6b7f0e-3c66-4d4a-8c07-6a0d6d0d3c11', place: 'Elsewhere' }])
    t.notes.inherit(from!, to!)
    t.notes.inherit(from!, to!)
    expect(t.notes.of(to!)).toMatchObject({
      label: 'Nightly',
      note: 'old',
      usages: [{ place: 'Portal, server 2' }, { place: 'Elsewhere' }],
    })
    expect(t.notes.of(from!)).toEqual(NO_NOTES)
  })

  it('cannot be made of a key that is not here', () => {
    expect(() => t.keys.setNotes({ ...t.of, keyId: KeyId.parse('nobody'), notes: { label: '', note: '', usages: [] } })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  })
})
