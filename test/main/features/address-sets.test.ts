import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AddressSetId } from '#shared/contract/address-sets'
import { caller, startKeyServices, type KeyServices } from './key-services'

let t: KeyServices
beforeEach(async () => {
  t = await startKeyServices()
})
afterEach(() => t.close())

const restricted = (...addresses: string[]) => ({ mode: 'restricted' as const, addresses })
const save = (name: string, addresses: string[], id?: AddressSetId) =>
  t.addressSets.save({ environmentId: t.of.environmentId, name, addresses, note: '', ...(id === undefined ? {} : { id }) })
const behind = () => t.addressSets.behind({ environmentId: t.of.environmentId })
const list = () => t.addressSets.list({ environmentId: t.of.environmentId })

describe('own sets', () => {
  it('are kept in their normal form, each address once, before the published ones', () => {
    save('Test lab', ['10.0.0.1'])
    const set = save('Campus egress', [' 2001:DB8::0 ', '192.0.2.1', '2001:db8::'])
    expect(set).toMatchObject({ addresses: ['2001:db8::', '192.0.2.1'], origin: 'own' })
    expect(
      list()
        .sets.map(({ name }) => name)
        .slice(0, 3),
    ).toEqual(['Campus egress', 'Test lab', 'Hub (us)'])
    expect(t.announced).toContain('addressSets.changed')
  })

  it('are replaced under their id', () => {
    const { id } = save('Campus egress', ['192.0.2.1'])
    save('Campus', ['192.0.2.2'], id)
    expect(list().sets.filter(({ origin }) => origin === 'own')).toMatchObject([{ id, name: 'Campus', addresses: ['192.0.2.2'] }])
  })

  it('name each bad address and a taken name, and nothing is kept', () => {
    save('Campus egress', ['192.0.2.1'])
    expect(() => save('CAMPUS EGRESS', ['192.0.2.1', '1.2'])).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        faults: [expect.objectContaining({ path: 'addresses.1' }), expect.objectContaining({ path: 'name' })],
      }),
    )
    expect(list().sets.filter(({ origin }) => origin === 'own')).toHaveLength(1)
  })

  it('keep their name when they are saved again', () => {
    const { id } = save('Campus egress', ['192.0.2.1'])
    expect(save('Campus egress', ['192.0.2.2'], id)).toMatchObject({ addresses: ['192.0.2.2'] })
  })

  it('cannot be made under the id of a published list', () => {
    const published = list().sets.find(({ origin }) => origin === 'published')!
    expect(() => save('Mine', ['192.0.2.1'], published.id)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('leave the keys their addresses when they are removed', async () => {
    const { id } = save('Campus egress', ['192.0.2.1'])
    const key = await t.add(['192.0.2.1'], id)
    save('Campus egress', ['192.0.2.2'], id)
    t.addressSets.remove({ environmentId: t.of.environmentId, id })
    expect(behind()).toEqual([])
    expect(t.listed().find((listed) => listed.id === key.id)).toMatchObject({ restriction: restricted('192.0.2.1') })
    expect(t.listed().find((listed) => listed.id === key.id)?.notes.addressSetId).toBeUndefined()
  })
})

describe('published lists', () => {
  it('come with a sync and say when they were read', () => {
    const { sets, publishedReadAt } = list()
    expect(sets.find(({ name }) => name === 'Cloud NAT Gateways (us)')).toMatchObject({
      addresses: ['203.0.113.64-203.0.113.79', '2001:db8:64::/48'],
      origin: 'published',
    })
    expect(publishedReadAt).toBe(t.clock.iso())
  })

  it('stay as they were when the hub does not give them, and that is no gap', async () => {
    const before = list()
    t.clock.pass(60_000)
    await t.elsewhere.fault({ match: { path: '/admin/v1/address-lists' }, effect: { status: 500 } })
    const gaps = await t.sync()
    expect(gaps).toEqual([])
    expect(list()).toEqual(before)
    expect(t.snapshots.lastReadAt(t.of.environmentId)).toBe(t.clock.iso())
  })

  it('can be what a key was made from', async () => {
    const set = list().sets.find(({ name }) => name === 'Hub (us)')!
    const key = await t.add(set.addresses, set.id)
    expect(key.notes.addressSetId).toBe(set.id)
    expect(behind()).toEqual([])
  })
})

describe('a key that lags behind its set', () => {
  it('is told with what it becomes: the set now, and what it has beside it', async () => {
    const { id } = save('Campus egress', ['192.0.2.1', '192.0.2.2'])
    const key = await t.add(['192.0.2.1', '192.0.2.2', '198.51.100.7'], id)
    t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: 'Nightly', note: '', usages: [] } })
    expect(behind()).toEqual([])
    save('Campus egress', ['192.0.2.2', '192.0.2.3'], id)
    expect(behind()).toEqual([
      {
        applicationId: t.of.applicationId,
        applicationName: 'Housing Portal',
        keyId: key.id,
        hint: key.hint,
        label: 'Nightly',
        etag: key.etag,
        setId: id,
        setName: 'Campus egress',
        before: ['192.0.2.1', '192.0.2.2', '198.51.100.7'],
        after: ['192.0.2.2', '192.0.2.3', '198.51.100.7'],
      },
    ])
    expect(t.addressSets.behind({ environmentId: t.of.environmentId, id: AddressSetId.parse('another') })).toEqual([])
  })

  it('is up to date once its line of the plan is applied, and lags again with the next change', async () => {
    const { id } = save('Campus egress', ['192.0.2.1'])
    await t.add(['192.0.2.1', '198.51.100.7'], id)
    save('Campus egress', ['192.0.2.2'], id)
    const [plan] = behind()
    await t.keys.modify(
      { ...t.of, keyId: plan!.keyId, restriction: restricted(...plan!.after), etag: plan!.etag!, addressSetId: plan!.setId },
      caller,
    )
    expect(behind()).toEqual([])
    save('Campus egress', ['192.0.2.3'], id)
    expect(behind()).toMatchObject([{ after: ['192.0.2.3', '198.51.100.7'] }])
  })

  it('still knows what came from its set when it was modified in between', async () => {
    const { id } = save('Campus egress', ['192.0.2.1'])
    const key = await t.add(['192.0.2.1'], id)
    save('Campus egress', ['192.0.2.2'], id)
    const more = restricted('192.0.2.1', '198.51.100.7')
    await t.keys.modify({ ...t.of, keyId: key.id, restriction: more, etag: key.etag!, addressSetId: id }, caller)
    expect(behind()).toMatchObject([{ after: ['192.0.2.2', '198.51.100.7'] }])
  })

  it('is also one that somebody changed at the hub', async () => {
    const { id } = save('Campus egress', ['192.0.2.1', '192.0.2.2'])
    const key = await t.add(['192.0.2.1', '192.0.2.2'], id)
    await t.elsewhere.modify(key.id, ['192.0.2.1'])
    await t.sync()
    expect(behind()).toMatchObject([{ keyId: key.id, after: ['192.0.2.1', '192.0.2.2'] }])
  })

  it('is none that has the same addresses in other words', async () => {
    const { id } = save('Campus egress', ['192.0.2.0', '192.0.2.1'])
    await t.add(['192.0.2.0', '192.0.2.1'], id)
    save('Campus egress', ['192.0.2.0/31'], id)
    expect(behind()).toEqual([])
  })

  it('is none that was modified without its set, or opened', async () => {
    const { id } = save('Campus egress', ['192.0.2.1'])
    const [one, other] = [await t.add(['192.0.2.1'], id), await t.add(['192.0.2.1'], id)]
    await t.keys.modify({ ...t.of, keyId: one.id, restriction: restricted('192.0.2.9'), etag: one.etag! }, caller)
    await t.keys.modify({ ...t.of, keyId: other.id, restriction: { mode: 'unrestricted' }, etag: other.etag!, addressSetId: id }, caller)
    save('Campus egress', ['192.0.2.2'], id)
    expect(behind()).toEqual([])
  })
})
